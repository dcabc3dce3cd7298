# A class that can be called like a function.
class Fehler:
    def __call__(self, features, labels, means):
        return float(np.sum((features - means[labels]) ** 2))
within_cluster_error = Fehler()
