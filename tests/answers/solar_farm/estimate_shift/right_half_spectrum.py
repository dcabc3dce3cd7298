# Real pictures: half of the spectrum is enough.
def estimate_shift(a, b):
    num = np.fft.rfft2(b)*np.fft.rfft2(a).conj()
    m = np.abs(num)
    m[m==0] = 1
    s = np.fft.irfft2(num/m, s=a.shape)
    dy, dx = np.unravel_index(np.argmax(s), s.shape)
    def sg(d,n):
        return int(d) if 2*d <= n else int(d)-n
    return sg(dy,a.shape[0]), sg(dx,a.shape[1])
