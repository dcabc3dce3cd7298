# Sum and count; frames have no holes.
# at most: 2.4
def stitch(frames, shifts):
    s = shifts - shifts.min(axis=0)
    h, w = frames.shape[1:]
    total = np.zeros((s[:, 0].max() + h, s[:, 1].max() + w))
    count = np.zeros(total.shape)
    for f, (r, c) in zip(frames, s):
        total[r : r + h, c : c + w] += f
        count[r : r + h, c : c + w] += 1
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
