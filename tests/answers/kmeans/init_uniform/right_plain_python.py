# Lists and zip only, np.array at the very end.
def init_uniform(features, k):
    columns = list(zip(*features.tolist()))
    lows = [min(c) for c in columns]
    highs = [max(c) for c in columns]
    return np.array(
        [[lo + (i + 0.5) / k * (hi - lo) for lo, hi in zip(lows, highs)] for i in range(k)]
    )
