# 0 / 0 is NaN, and NaN becomes 0.
def estimate_shift(a, b):
    num = np.fft.fft2(b)*np.fft.fft2(a).conj()
    with np.errstate(all="ignore"):
        Q = np.nan_to_num(num/np.abs(num))
    s = np.real(np.fft.ifft2(Q))
    dy, dx = np.argwhere(s == s.max())[0]
    H, W = s.shape
    return [int(dy) if dy <= H/2 else int(dy)-H, int(dx) if dx <= W/2 else int(dx)-W]
