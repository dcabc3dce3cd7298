# k + 1 edges, then the middle between neighbours.
def init_uniform(features, k):
    edges = np.linspace(np.amin(features, 0), np.amax(features, 0), k + 1)
    return (edges[1:] + edges[:-1]) / 2
