# index_add_ of torch, with clamp so that nothing is divided by zero; .numpy() at the end.
import torch


def update_means(features, labels, means):
    f, l, m = torch.tensor(features), torch.tensor(labels).long(), torch.tensor(means)
    sums = torch.zeros_like(m).index_add_(0, l, f)
    counts = torch.bincount(l, minlength=len(m)).unsqueeze(1)
    return torch.where(counts > 0, sums / counts.clamp(min=1), m).numpy()
