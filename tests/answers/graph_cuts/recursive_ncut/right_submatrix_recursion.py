# Calls itself on both halves of the matrix.
def recursive_ncut(weights, max_ncut, min_size):
    n = weights.shape[0]
    if n < 2:
        return np.zeros(n, int)
    side = best_split(weights, second_eigenvector(weights))
    if side.sum() < min_size or n - side.sum() < min_size or not ncut_cost(weights, side) < max_ncut:
        return np.zeros(n, int)
    labels = np.zeros(n, int)
    left = recursive_ncut(weights[side][:, side], max_ncut, min_size)
    right = recursive_ncut(weights[~side][:, ~side], max_ncut, min_size)
    labels[side] = left
    labels[~side] = right + left.max() + 1
    return labels
