# Candidates 1, 2, 3.
def best_continuation(incoming, candidates):
    c = candidates @ incoming / np.linalg.norm(candidates, axis=1) / np.linalg.norm(incoming)
    return int(c.argmax()) + 1
