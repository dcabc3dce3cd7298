# Thresholds on the eigenvector.
def brute_force_min_cut(weights):
    y = second_eigenvector(weights)
    cuts = [y > t for t in np.sort(y)[:-1]]
    costs = [cut_cost(weights, s) for s in cuts]
    return cuts[int(np.argmin(costs))], min(costs)
