# With s = ±1 the cut is sᵀLs/4.
from scipy.sparse.csgraph import laplacian


def cut_cost(weights, side):
    s = np.where(side, 1.0, -1.0)
    return float(s @ (laplacian(weights) @ s)) / 4
