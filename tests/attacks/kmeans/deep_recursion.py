# Recurses without end in a cell and in a call, also past Python's limit.
# note: ended
# %% instead of init_uniform
def init_uniform(features, k):
    return init_uniform(features, k)
# %% end
import sys
sys.setrecursionlimit(10**9)
def down(n):
    return [n, *map(down, [n + 1])]
down(0)
