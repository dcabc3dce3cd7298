# linspace gives the k + 1 edges of the pieces; the middles are the average of neighbours.
def init_uniform(features, k):
    edges = np.linspace(features.min(axis=0), features.max(axis=0), k + 1)
    return (edges[:-1] + edges[1:]) / 2
