# Whole numbers are enough for a direction.
def best_continuation(incoming, candidates):
    u = incoming.astype(int)
    c = candidates @ u / np.linalg.norm(candidates, axis=1)
    return int(np.argmax(c))
