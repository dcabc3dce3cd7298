# A (k, N) matrix of zeros and ones turns the sums into one matrix product.
def update_means(features, labels, means):
    member = (labels[None, :] == np.arange(len(means))[:, None]).astype(float)
    counts = member.sum(axis=1, keepdims=True)
    sums = member @ features
    out = np.array(means)
    full = counts[:, 0] > 0
    out[full] = sums[full] / counts[full]
    return out
