# Breadth first, with a deque.
from collections import deque


def connected_components(mask, connectivity=4):
    h, w = mask.shape
    lab = np.zeros((h, w), dtype=int)
    n = 0
    for i in range(h):
        for j in range(w):
            if mask[i, j] and lab[i, j] == 0:
                n += 1
                q = deque([(i, j)])
                lab[i, j] = n
                while q:
                    a, b = q.popleft()
                    for da in (-1, 0, 1):
                        for db in (-1, 0, 1):
                            if connectivity == 4 and abs(da) + abs(db) != 1:
                                continue
                            c, d = a + da, b + db
                            if 0 <= c < h and 0 <= d < w and mask[c, d] and lab[c, d] == 0:
                                lab[c, d] = n
                                q.append((c, d))
    return lab, n
