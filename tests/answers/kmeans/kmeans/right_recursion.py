# One step in a helper that calls itself until the means rest.
def weiter(features, means, epsilon, rest, steps):
    new = update_means(features, assign_labels(features, means), means)
    moved = np.linalg.norm(new - means, axis=1)
    if np.all(moved < epsilon) or rest == 1:
        return new, steps + 1
    return weiter(features, new, epsilon, rest - 1, steps + 1)
# %%
def kmeans(features, means, epsilon=0.5, max_iter=100):
    final, steps = weiter(features, means, epsilon, max_iter, 0)
    return assign_labels(features, final), final, steps
