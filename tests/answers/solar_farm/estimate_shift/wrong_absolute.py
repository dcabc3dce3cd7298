# The nearer way round, without its sign.
def estimate_shift(a, b):
    Q = np.fft.fft2(b) * np.conj(np.fft.fft2(a))
    s = np.fft.ifft2(Q / (np.abs(Q) + 1e-12)).real
    dy, dx = np.unravel_index(np.argmax(s), s.shape)
    return int(min(dy, a.shape[0] - dy)), int(min(dx, a.shape[1] - dx))
