# Half-way between the median of the warm and of the cold half; own labelling by spreading numbers.
def panel_regions(thermal, min_area):
    seen = thermal[np.isfinite(thermal)]
    half = (seen.min() + np.quantile(seen, 0.98)) / 2
    t = (np.median(seen[seen > half]) + np.median(seen[seen <= half])) / 2
    mask = np.nan_to_num(thermal, nan=-100) > t
    labels = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        p = np.pad(labels, 1)
        new = np.max([labels, p[:-2, 1:-1], p[2:, 1:-1], p[1:-1, :-2], p[1:-1, 2:]], axis=0) * mask
        if (new == labels).all():
            break
        labels = new
    for k, n in zip(*np.unique(labels, return_counts=True)):
        if n < min_area:
            labels[labels == k] = 0
    return labels
