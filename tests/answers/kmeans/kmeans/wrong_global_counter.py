# The number of steps is counted in a variable outside of the function.
zaehler = 0
# %%
def kmeans(features, means, epsilon=0.5, max_iter=100):
    global zaehler
    start = zaehler
    moved = np.inf
    while np.any(moved >= epsilon) and zaehler - start < max_iter:
        old = means
        means = update_means(features, assign_labels(features, old), old)
        moved = np.linalg.norm(means - old, axis=1)
        zaehler += 1
    return assign_labels(features, means), means, zaehler
