# math.dist takes any two sequences.
import math
def feature_distance(fi, fj):
    return math.dist(fi, fj)
