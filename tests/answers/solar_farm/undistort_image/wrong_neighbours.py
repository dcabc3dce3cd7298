# Right and down mixed up among the four.
def undistort_image(image, k1, k2, center, focal):
    H, W = image.shape
    out = np.full((H, W), np.nan)
    for x in range(W):
        for y in range(H):
            (sx, sy), = distort(np.array([[x, y]], float), k1, k2, center, focal)
            if 0 <= sx < W-1 and 0 <= sy < H-1:
                i, j = int(sy), int(sx); s, t = sx-j, sy-i
                out[y, x] = (1-s)*(1-t)*image[i,j]+s*(1-t)*image[i+1,j]+(1-s)*t*image[i,j+1]+s*t*image[i+1,j+1]
    return out
