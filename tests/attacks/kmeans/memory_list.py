# Fills a list until there is no more memory, and goes on when that raises.
# %% end
kept = []
try:
    while True:
        kept.append(bytearray(b"x") * (32 << 20))
except MemoryError:
    pass
del kept
