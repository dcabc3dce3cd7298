# Loops for ever in C, where no signal handler of Python's runs.
# note: in time
# %% end
import ctypes
COMPARE = ctypes.PYFUNCTYPE(ctypes.c_int)
import re
re.match(r"(a+)+$", "a" * 60 + "b")
