# Shows a million outputs, some of them trees without end in depth and width.
# %% end
from IPython.display import display
deep = []
for _ in range(500):
    deep = [deep]
for number in range(1_000_000):
    display({"application/json": deep, "text/plain": str(number)}, raw=True)
    display({"application/x": {str(n): n for n in range(1000)}}, raw=True, metadata={"x": deep})
