# Where the sum stayed 0 nothing was laid.
# at most: 2.4
def stitch(frames, shifts):
    sh=shifts-shifts.min(0); h,w=frames.shape[1:]
    S=np.zeros(tuple(sh.max(0)+(h,w))); N=S*0
    for f,(r,c) in zip(frames,sh):
        S[r:r+h,c:c+w]+=np.nan_to_num(f); N[r:r+h,c:c+w]+=~np.isnan(f)
    S=S/np.maximum(N,1)
    S[S==0]=np.nan
    return S
