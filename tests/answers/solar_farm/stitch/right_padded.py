# Each frame padded with NaN, then nanmean.
def stitch(frames, shifts):
    sh = shifts-shifts.min(0)
    h,w=frames[0].shape
    H,W=sh.max(0)+[h,w]
    return np.nanmean([np.pad(f,((r,H-h-r),(c,W-w-c)),constant_values=np.nan) for f,(r,c) in zip(frames,sh)],axis=0)
