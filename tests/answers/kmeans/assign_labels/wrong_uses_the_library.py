# The notebook imports clustering, and nearest_means is in there.
from course_lib import clustering


def assign_labels(features, means):
    return clustering.nearest_means(features, means)
