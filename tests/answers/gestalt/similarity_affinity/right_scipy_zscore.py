# scipy.stats standardises.
from scipy.stats import zscore
def similarity_affinity(features, sigma):
    return proximity_affinity(np.nan_to_num(zscore(features, axis=0)), sigma)
