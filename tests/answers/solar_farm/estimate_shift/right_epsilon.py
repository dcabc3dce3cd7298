# As in the text, a tiny number under the fraction.
def estimate_shift(a, b):
    A, B = np.fft.fft2(a), np.fft.fft2(b)
    Q = B * A.conj()
    Q /= np.abs(Q) + 1e-12
    s = np.fft.ifft2(Q).real
    dy, dx = np.unravel_index(s.argmax(), s.shape)
    if dy > a.shape[0] / 2:
        dy -= a.shape[0]
    if dx > a.shape[1] / 2:
        dx -= a.shape[1]
    return int(dy), int(dx)
