# |f|² − 2 f·m + |m|² saves the subtraction.
def in_window(features, mean, radius):
    d2 = (features ** 2).sum(1) - 2 * features @ mean + mean @ mean
    return d2 <= radius ** 2
