# A list of values for each place.
from collections import defaultdict
def stitch(frames, shifts):
    d=defaultdict(list)
    for f,(r,c) in zip(frames,shifts):
        for (i,j),v in np.ndenumerate(f):
            d[int(r)+i,int(c)+j].append(v)
    R=[k[0] for k in d]; C=[k[1] for k in d]
    out=np.full((max(R)-min(R)+1,max(C)-min(C)+1),np.nan)
    for (r,c),v in d.items():
        v=[x for x in v if not np.isnan(x)]
        if v: out[r-min(R),c-min(C)]=np.mean(v)
    return out
