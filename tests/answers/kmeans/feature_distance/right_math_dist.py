# The standard library knows this one.
import math


def feature_distance(fi, fj):
    return math.dist(list(fi), list(fj))
