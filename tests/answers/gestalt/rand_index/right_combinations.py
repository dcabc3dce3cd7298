# itertools gives the pairs.
from itertools import combinations
def rand_index(a, b):
    pixels = list(zip(a.ravel().tolist(), b.ravel().tolist()))
    hits = [(p[0] == q[0]) == (p[1] == q[1]) for p, q in combinations(pixels, 2)]
    return sum(hits) / len(hits)
