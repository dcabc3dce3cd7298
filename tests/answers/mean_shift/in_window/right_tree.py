# cKDTree finds the points around the mean.
from scipy.spatial import cKDTree


def in_window(features, mean, radius):
    mask = np.zeros(len(features), bool)
    mask[cKDTree(features).query_ball_point(mean, radius)] = True
    return mask
