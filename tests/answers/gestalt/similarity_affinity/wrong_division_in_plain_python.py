# Plain Python, column by column.
# at most: 1.5
def similarity_affinity(features, sigma):
    z = []
    for c in features.T.tolist():
        m = sum(c) / len(c); s = (sum((x - m) ** 2 for x in c) / len(c)) ** 0.5
        z.append([(x - m) / s for x in c])
    return proximity_affinity(np.array(z).T, sigma)
