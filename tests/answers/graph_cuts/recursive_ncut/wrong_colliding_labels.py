# Adds 1 to the labels of the second half.
def recursive_ncut(weights, max_ncut, min_size):
    n = weights.shape[0]
    if n < 2: return np.zeros(n, int)
    side = best_split(weights, second_eigenvector(weights))
    if side.sum() < min_size or n - side.sum() < min_size or ncut_cost(weights, side) >= max_ncut:
        return np.zeros(n, int)
    labels = np.zeros(n, int)
    labels[side] = recursive_ncut(weights[side][:, side], max_ncut, min_size)
    labels[~side] = recursive_ncut(weights[~side][:, ~side], max_ncut, min_size) + 1
    return labels
