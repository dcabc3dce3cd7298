# Ends its process by a segmentation fault in a cell.
# note: ended a process of its notebook
# %% end
import ctypes
ctypes.string_at(0)
