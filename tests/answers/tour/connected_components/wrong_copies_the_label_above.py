# Copy the label above, else the one on the left.
def connected_components(mask, connectivity=4):
    h, w = mask.shape
    L = np.zeros((h, w), int); n = 0
    for y in range(h):
        for x in range(w):
            if not mask[y, x]: continue
            if y and mask[y-1, x]: L[y, x] = L[y-1, x]
            elif x and mask[y, x-1]: L[y, x] = L[y, x-1]
            elif connectivity == 8 and y and x and mask[y-1, x-1]: L[y, x] = L[y-1, x-1]
            elif connectivity == 8 and y and x + 1 < w and mask[y-1, x+1]: L[y, x] = L[y-1, x+1]
            else: n += 1; L[y, x] = n
    return L, n
