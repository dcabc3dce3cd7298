# Every pixel of every frame has a place in the flat mosaic.
def stitch(frames, shifts):
    s = shifts - shifts.min(0)
    F, h, w = frames.shape
    H, W = s.max(0) + [h, w]
    r = s[:, 0, None, None] + np.arange(h)[None, :, None] + np.zeros((1, 1, w), int)
    c = s[:, 1, None, None] + np.arange(w)[None, None, :] + np.zeros((1, h, 1), int)
    ok = np.isfinite(frames)
    at = (r * W + c)[ok]
    total = np.bincount(at, frames[ok], minlength=H * W)
    count = np.bincount(at, minlength=H * W)
    out = np.full(H * W, np.nan)
    out[count > 0] = total[count > 0] / count[count > 0]
    return out.reshape(H, W)
