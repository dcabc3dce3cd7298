# Stops adding as soon as the distance is too large.
def inside(f, m, r2):
    total = 0.0
    for a, b in zip(f, m):
        total += (a - b) * (a - b)
        if total > r2:
            return False
    return True

# %%
def in_window(features, mean, radius):
    return np.fromiter((inside(f, mean, radius * radius) for f in features), dtype=bool, count=len(features))
