# The warmest pixel of both.
def estimate_shift(a, b):
    A=np.fft.fft2(a); B=np.fft.fft2(b)
    num=B*np.conj(A)
    Q=num/(np.abs(num)+1e-12)
    s=np.fft.ifft2(Q).real
    dy,dx=np.array(np.unravel_index(b.argmax(),b.shape))-np.unravel_index(a.argmax(),a.shape)
    H,W=s.shape
    return int(dy),int(dx)
