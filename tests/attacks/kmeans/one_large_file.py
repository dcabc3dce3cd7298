# Writes one file without end.
# note: ended
# %% end
with open("large", "wb") as file:
    while True:
        file.write(b"x" * (1 << 20))
        file.flush()
