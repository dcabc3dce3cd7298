# Around the mean, as far as the data spread.
def init_uniform(features, k):
    centre, spread = features.mean(axis=0), features.std(axis=0)
    t = np.linspace(-1, 1, k)[:, None] if k > 1 else np.zeros((1, 1))
    return centre + t * spread
