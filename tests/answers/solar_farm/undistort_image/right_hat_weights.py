# The hat function max(0, 1 - |d|) as two matrices, one row of weights a pixel.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    yy, xx = np.meshgrid(np.arange(H), np.arange(W), indexing="ij")
    p = distort(np.column_stack([xx.ravel(), yy.ravel()]).astype(float), k1, k2, center, focal)
    wx = np.maximum(0, 1 - np.abs(p[:, :1] - np.arange(W)))
    wy = np.maximum(0, 1 - np.abs(p[:, 1:] - np.arange(H)))
    out = np.einsum("nh,hw,nw->n", wy, image, wx)
    outside = (p < 0).any(axis=1) | (p[:, 0] > W - 1) | (p[:, 1] > H - 1)
    out[outside] = np.nan
    return out.reshape(H, W)
