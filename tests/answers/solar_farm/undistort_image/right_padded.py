# A border of NaN around the picture does the rest.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    pad = np.full((H+2, W+2), np.nan); pad[1:-1,1:-1]=image
    pts = np.stack(np.meshgrid(np.arange(W), np.arange(H)), -1).reshape(-1,2).astype(float)
    p = distort(pts, k1, k2, center, focal)
    i = np.floor(p).astype(int); f = p-i
    def get(x, y):
        return pad[np.clip(y+1,0,H+1), np.clip(x+1,0,W+1)]
    x,y=i.T; s,t=f.T
    return ((1-s)*(1-t)*get(x,y)+s*(1-t)*get(x+1,y)+(1-s)*t*get(x,y+1)+s*t*get(x+1,y+1)).reshape(H,W)
