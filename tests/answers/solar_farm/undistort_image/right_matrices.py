# Weights of all rows and columns, as two matrices.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    yy, xx = np.mgrid[0:H,0:W]
    p = distort(np.stack([xx.ravel(), yy.ravel()],1).astype(float), k1, k2, center, focal)
    wx = np.maximum(0, 1-np.abs(p[:,0,None]-np.arange(W)))
    wy = np.maximum(0, 1-np.abs(p[:,1,None]-np.arange(H)))
    v = np.einsum('nh,hw,nw->n', wy, image, wx)
    v[np.abs(wx.sum(1)*wy.sum(1)-1)>1e-9] = np.nan
    return v.reshape(H,W)
