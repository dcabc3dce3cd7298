# Torch compares as well.
import torch
def threshold(gray, t):
    return torch.from_numpy(np.ascontiguousarray(gray)).double() > float(t)
