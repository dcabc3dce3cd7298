# The first that goes on at less than 90 degrees.
def best_continuation(incoming, candidates):
    for k, c in enumerate(candidates):
        if c @ incoming > 0:
            return k
