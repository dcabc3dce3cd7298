# Masked arrays know what is missing.
def stitch(frames, shifts):
    sh=shifts-shifts.min(0); h,w=frames.shape[1:]
    big=np.full((len(frames),*(sh.max(0)+(h,w))),np.nan)
    for k,(r,c) in enumerate(sh): big[k,r:r+h,c:c+w]=frames[k]
    return np.ma.masked_invalid(big).mean(axis=0).filled(np.nan)
