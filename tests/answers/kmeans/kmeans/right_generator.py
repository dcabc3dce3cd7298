# A generator of steps.
def steps_of(features, means):
    while True:
        new = update_means(features, assign_labels(features, means), means)
        yield new, np.sqrt(np.square(new - means).sum(1))
        means = new
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for n, (m, moved) in enumerate(steps_of(features, means), 1):
        if (moved < epsilon).all() or n == max_iter:
            return assign_labels(features, m), m, n
