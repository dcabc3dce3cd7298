# Shifts are places in the mosaic, which starts at 0.
# at most: 2.4
def stitch(frames, shifts):
    h, w = frames.shape[1:]
    out = np.full((len(frames), shifts[:, 0].max() + h, shifts[:, 1].max() + w), np.nan)
    for k, (r, c) in enumerate(shifts):
        out[k, r : r + h, c : c + w] = frames[k]
    return np.nanmean(out, axis=0)
