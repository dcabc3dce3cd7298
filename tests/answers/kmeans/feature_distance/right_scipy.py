# scipy.spatial has it, and it was not on the list of forbidden things.
from scipy.spatial import distance


def feature_distance(fi, fj):
    return distance.euclidean(fi, fj)
