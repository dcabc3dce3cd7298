# Every pixel could start a region, so numbers have gaps.
def connected_components(mask, connectivity=4):
    labels = np.zeros(mask.shape, int)
    number, count = 0, 0
    for y, x in zip(*np.nonzero(mask)):
        number += 10
        if labels[y, x]: continue
        count += 1
        stack = {(y, x)}
        while stack:
            a, b = stack.pop()
            labels[a, b] = number
            for v in range(max(a - 1, 0), min(a + 2, mask.shape[0])):
                for u in range(max(b - 1, 0), min(b + 2, mask.shape[1])):
                    if mask[v, u] and not labels[v, u] and (connectivity == 8 or v == a or u == b):
                        stack.add((v, u))
    return labels, count
