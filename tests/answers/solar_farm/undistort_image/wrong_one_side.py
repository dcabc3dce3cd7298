# Negative places are outside.
# at most: 2
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    yy, xx = np.mgrid[0:H,0:W]
    p = distort(np.stack([xx.ravel(), yy.ravel()],1).astype(float), k1, k2, center, focal)
    x,y=p.T
    out=(x<0)|(y<0)
    x0=np.clip(np.floor(x).astype(int),0,W-2); y0=np.clip(np.floor(y).astype(int),0,H-2)
    s,t=x-x0,y-y0
    v=(1-t)*((1-s)*image[y0,x0]+s*image[y0,x0+1])+t*((1-s)*image[y0+1,x0]+s*image[y0+1,x0+1])
    v[out]=np.nan
    return v.reshape(H,W)
