# What is 0 was not seen.
# at most: 2.4
def stitch(frames, shifts):
    sh=shifts-shifts.min(0); h,w=frames.shape[1:]
    S=np.zeros(tuple(sh.max(0)+(h,w))); N=S*0
    for f,(r,c) in zip(np.nan_to_num(frames),sh):
        S[r:r+h,c:c+w]+=f; N[r:r+h,c:c+w]+=f!=0
    return np.where(N>0,S/np.maximum(N,1),np.nan)
