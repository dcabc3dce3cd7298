# Only the first split, as a side.
def recursive_ncut(weights, max_ncut, min_size):
    return best_split(weights, second_eigenvector(weights))
