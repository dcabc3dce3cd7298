# Adds everything to a picture of zeros.
def stitch(frames, shifts):
    sh=shifts-shifts.min(0); h,w=frames.shape[1:]
    M=np.zeros(tuple(sh.max(0)+(h,w)))
    for f,(r,c) in zip(frames,sh): M[r:r+h,c:c+w]+=f
    return M
