# I know torch better than NumPy, so it is torch all the way and the tensor is returned.
import torch


def pixel_features(image, space_weight=0.0):
    img = torch.tensor(image)
    H, W, C = img.shape
    colours = img.reshape(H * W, C).double()
    if space_weight == 0:
        return colours
    ys, xs = torch.meshgrid(torch.arange(H), torch.arange(W), indexing="ij")
    pos = torch.stack((xs, ys), dim=-1).reshape(-1, 2) * space_weight
    return torch.cat((colours, pos), dim=1)
