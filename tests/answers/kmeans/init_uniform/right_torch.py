# amin and amax of torch, result back to numpy in float32.
import torch


def init_uniform(features, k):
    x = torch.as_tensor(features, dtype=torch.float32)
    lo, hi = x.amin(dim=0), x.amax(dim=0)
    w = (torch.arange(k) + 0.5).unsqueeze(1) / k
    return torch.lerp(lo.expand(k, -1), hi.expand(k, -1), w).numpy()
