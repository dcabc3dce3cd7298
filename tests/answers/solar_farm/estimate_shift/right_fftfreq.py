# fftfreq knows which frequency, and so which shift, is negative; angles instead of a division.
def estimate_shift(a, b):
    A, B = np.fft.fft2(a), np.fft.fft2(b)
    there = np.abs(A * B) > 1e-8
    Q = np.where(there, np.exp(1j * (np.angle(B) - np.angle(A))), 0)
    s = np.abs(np.fft.ifft2(Q))
    rows = np.rint(np.fft.fftfreq(a.shape[0]) * a.shape[0]).astype(int)
    cols = np.rint(np.fft.fftfreq(a.shape[1]) * a.shape[1]).astype(int)
    i, j = divmod(s.argmax(), a.shape[1])
    return rows[i], cols[j]
