# Prints without end, on both streams in turn.
# %% end
import sys
while True:
    print("x" * 100)
    print("y", file=sys.stderr)
