# Unit vectors end closest where the turn is smallest.
def best_continuation(incoming, candidates):
    u = incoming / np.linalg.norm(incoming)
    v = candidates / np.linalg.norm(candidates, axis=1, keepdims=True)
    return np.argmin(((v - u) ** 2).sum(axis=1))
