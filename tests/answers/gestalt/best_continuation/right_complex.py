# Quotients of complex numbers.
def best_continuation(incoming, candidates):
    u = complex(*incoming)
    return min(range(len(candidates)), key=lambda k: abs(np.angle(complex(*candidates[k]) / u)))
