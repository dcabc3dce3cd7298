# cdist of torch in float32, and the tensor goes out as it is.
import torch


def assign_labels(features, means):
    a = torch.from_numpy(features).float()
    b = torch.from_numpy(means).float()
    return torch.argmin(((a[:, None] - b[None]) ** 2).sum(-1), dim=1)
