# Plain Python, sum through len.
# at most: 1.5
def update_means(features, labels, means):
    new = []
    for j in range(len(means)):
        members = [list(f) for f, label in zip(features, labels) if label == j]
        n = len(members)
        new.append([sum(m[c] for m in members) / n for c in range(features.shape[1])])
    return np.array(new)
