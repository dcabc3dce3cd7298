# Divide by the length, so that it is a cosine.
def best_continuation(incoming, candidates):
    return int(np.argmax(candidates @ incoming / np.linalg.norm(incoming)))
