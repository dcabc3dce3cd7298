# Starts with zeros, divides where there is something.
def stitch(frames, shifts):
    s = shifts - shifts.min(axis=0)
    h, w = frames.shape[1:]
    total = np.zeros((s[:, 0].max() + h, s[:, 1].max() + w))
    count = np.zeros(total.shape)
    for f, (r, c) in zip(frames, s):
        total[r : r + h, c : c + w] += np.nan_to_num(f)
        count[r : r + h, c : c + w] += ~np.isnan(f)
    return total / np.maximum(count, 1)
