# run_kmeans of the course does it all.
from course_lib.clustering import run_kmeans as laufen


def kmeans(features, means, epsilon=0.5, max_iter=100):
    ergebnis = laufen(features, means, epsilon=epsilon, max_steps=max_iter)
    return ergebnis.labels, ergebnis.means, ergebnis.steps
