# Every pair once is enough.
def pairwise_distances(points):
    out = []
    for i in range(len(points)):
        for j in range(i + 1, len(points)):
            out.append(np.linalg.norm(points[i] - points[j]))
    return np.array(out)
