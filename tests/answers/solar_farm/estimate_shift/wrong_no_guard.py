# Divides by the magnitude, whatever it is.
# at most: 2.25
def estimate_shift(a, b):
    Q = np.fft.fft2(b) * np.conj(np.fft.fft2(a))
    s = np.fft.ifft2(Q / np.abs(Q)).real
    dy, dx = np.unravel_index(np.argmax(s), s.shape)
    H, W = s.shape
    return int(dy - H if dy > H // 2 else dy), int(dx - W if dx > W // 2 else dx)
