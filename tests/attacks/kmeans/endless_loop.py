# Loops for ever in a cell.
# %% end
while True:
    pass
