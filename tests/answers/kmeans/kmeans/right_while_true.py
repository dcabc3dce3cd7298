# Endless loop with two ways out, and everything printed.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    steps = 0
    old = means.copy()
    while True:
        labels = assign_labels(features, old)
        new = update_means(features, labels, old)
        steps += 1
        bewegung = [np.linalg.norm(new[j] - old[j]) for j in range(len(new))]
        print("step", steps, "moved", bewegung)
        old = new
        if max(bewegung) < epsilon:
            break
        if steps == max_iter:
            break
    labels = assign_labels(features, old)
    return labels, old, steps
