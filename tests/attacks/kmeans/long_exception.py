# Raises an exception whose text has a hundred megabytes.
# %% end
raise ValueError("x" * (100 << 20))
