# Shift 0 in the middle of the surface.
def estimate_shift(a, b):
    num = np.fft.fft2(b)*np.fft.fft2(a).conj()
    Q = num/(np.abs(num)+1e-15)
    s = np.fft.fftshift(np.fft.ifft2(Q).real)
    dy, dx = np.unravel_index(np.argmax(s), s.shape)
    return dy-a.shape[0]//2, dx-a.shape[1]//2
