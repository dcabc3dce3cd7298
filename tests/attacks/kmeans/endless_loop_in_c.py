# Loops for ever in C, where no signal handler of Python's runs.
# note: in time
# %% end
number = sum(range(10**13))
