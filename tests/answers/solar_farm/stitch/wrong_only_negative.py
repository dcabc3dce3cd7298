# Room is needed for negative shifts only.
# at most: 2.4
def stitch(frames, shifts):
    m=shifts.min(axis=0)
    sh=shifts-np.minimum(m,0)
    F,h,w=frames.shape
    H,W=sh.max(axis=0)+[h,w]
    S=np.zeros((H,W)); N=np.zeros((H,W))
    for f,(r,c) in zip(frames,sh):
        ok=~np.isnan(f)
        S[r:r+h,c:c+w]+=np.where(ok,f,0)
        N[r:r+h,c:c+w]+=ok
    out=np.full((H,W),np.nan)
    out[N>0]=S[N>0]/N[N>0]
    return out
