# networkx has connected components.
import networkx as nx
def group(affinity, threshold):
    labels = np.zeros(len(affinity), int)
    for n, part in enumerate(nx.connected_components(nx.from_numpy_array(affinity >= threshold))):
        labels[list(part)] = n
    return labels
