# NaN from 0/0 becomes 0.
def similarity_affinity(features, sigma):
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.nan_to_num((features - features.mean(0)) / features.std(0))
    return proximity_affinity(z, sigma)
