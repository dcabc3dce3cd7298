# Puts one frame on top of the other.
def stitch(frames, shifts):
    s = shifts - shifts.min(axis=0)
    h, w = frames.shape[1:]
    out = np.full((s[:, 0].max() + h, s[:, 1].max() + w), np.nan)
    for f, (r, c) in zip(frames, s):
        out[r : r + h, c : c + w] = f
    return out
