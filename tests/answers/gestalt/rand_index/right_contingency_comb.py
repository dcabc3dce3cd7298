# Pairs from the counts of label pairs.
from math import comb
from collections import Counter
def rand_index(a, b):
    a, b = a.ravel().tolist(), b.ravel().tolist()
    n = comb(len(a), 2)
    both = sum(comb(c, 2) for c in Counter(zip(a, b)).values())
    ra = sum(comb(c, 2) for c in Counter(a).values()); rb = sum(comb(c, 2) for c in Counter(b).values())
    return (n + 2 * both - ra - rb) / n
