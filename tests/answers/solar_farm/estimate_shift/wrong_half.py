# From the half on it is negative.
def estimate_shift(a, b):
    A=np.fft.fft2(a); B=np.fft.fft2(b)
    num=B*np.conj(A)
    Q=num/(np.abs(num)+1e-12)
    s=np.fft.ifft2(Q).real
    dy,dx=np.unravel_index(s.argmax(),s.shape)
    H,W=s.shape
    if dy>=H//2: dy-=H
    if dx>=W//2: dx-=W
    return int(dy),int(dx)
