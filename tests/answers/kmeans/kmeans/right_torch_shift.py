# Torch inside, NumPy at the end; how far the means moved is called shift.
import torch
def kmeans(features, means, epsilon=0.5, max_iter=100):
    X, M = torch.tensor(features), torch.tensor(means)
    t = 0
    while t < max_iter:
        t += 1
        L = torch.cdist(X, M, compute_mode="donot_use_mm_for_euclid_dist").argmin(1)
        new = M.clone()
        for j in range(len(M)):
            if (L == j).any():
                new[j] = X[L == j].mean(0)
        shift = (new - M).norm(dim=1)
        M = new
        if shift.max() < epsilon:
            break
    L = torch.cdist(X, M, compute_mode="donot_use_mm_for_euclid_dist").argmin(1)
    return L.numpy(), M.numpy(), t
