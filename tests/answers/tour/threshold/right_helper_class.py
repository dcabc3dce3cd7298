# A small class of my own, a row at a time.
class Thresholder:
    def __init__(self, t): self.t = t
    def __call__(self, row): return [bool(v > self.t) for v in row.tolist()]
def threshold(gray, t):
    return np.array([Thresholder(t)(row) for row in gray])
