# A tensor of one number in float32 should be as good as a float.
import torch


def feature_distance(fi, fj):
    a = torch.tensor(fi, dtype=torch.float32)
    b = torch.tensor(fj, dtype=torch.float32)
    return torch.linalg.norm(a - b)
