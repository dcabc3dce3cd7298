# Half-way between percentiles, a stack for the flood.
def panel_regions(thermal, min_area):
    v = thermal[~np.isnan(thermal)]
    lo, hi = np.percentile(v, 10), np.percentile(v, 90)
    warm = thermal > (lo+hi)/2
    H, W = thermal.shape
    seen = np.zeros((H,W), bool); lab = np.zeros((H,W), int); k = 0
    for r in range(H):
        for c in range(W):
            if warm[r,c] and not seen[r,c]:
                st=[(r,c)]; seen[r,c]=True; comp=[]
                while st:
                    i,j=st.pop(); comp.append((i,j))
                    for di,dj in ((1,0),(-1,0),(0,1),(0,-1)):
                        a,b=i+di,j+dj
                        if 0<=a<H and 0<=b<W and warm[a,b] and not seen[a,b]:
                            seen[a,b]=True; st.append((a,b))
                if len(comp)>=min_area:
                    k+=1
                    for i,j in comp: lab[i,j]=k
    return lab
