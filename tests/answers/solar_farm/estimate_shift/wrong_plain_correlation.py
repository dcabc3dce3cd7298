# Correlation through the Fourier transform.
def estimate_shift(a, b):
    s = np.fft.ifft2(np.fft.fft2(b - b.mean()) * np.conj(np.fft.fft2(a - a.mean()))).real
    dy, dx = np.unravel_index(np.argmax(s), s.shape)
    return int((dy + a.shape[0] // 2) % a.shape[0] - a.shape[0] // 2), int(
        (dx + a.shape[1] // 2) % a.shape[1] - a.shape[1] // 2)
