# Decide for one vertex after the other.
def brute_force_min_cut(weights):
    def go(bits):
        if len(bits) == len(weights):
            s = np.array(bits, dtype=bool)
            if s.all() or not s.any():
                return np.inf, s
            return weights[s][:, ~s].sum(), s
        return min(go(bits + [0]), go(bits + [1]), key=lambda p: p[0])
    cost, side = go([])
    return side, cost
