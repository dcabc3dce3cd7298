# A list of values for each pixel.
def stitch(frames, shifts):
    top, left = shifts.min(axis=0)
    bottom = max(s[0] for s in shifts) + frames[0].shape[0]
    right = max(s[1] for s in shifts) + frames[0].shape[1]
    cells = [[[] for _ in range(right - left)] for _ in range(bottom - top)]
    for frame, (row, col) in zip(frames, shifts):
        for i in range(frame.shape[0]):
            for j in range(frame.shape[1]):
                if not np.isnan(frame[i, j]):
                    cells[row - top + i][col - left + j].append(frame[i, j])
    return np.array([[np.mean(c) if c else np.nan for c in line] for line in cells])
