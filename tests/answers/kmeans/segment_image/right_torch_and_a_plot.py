# torch does the indexing, matplotlib shows both pictures.
import matplotlib.pyplot as plt
import torch


def segment_image(image, labels, means):
    m = torch.tensor(means)[:, :3].round().to(torch.uint8)
    out = m[torch.tensor(labels)].view(image.shape[0], image.shape[1], 3)
    fig, axes = plt.subplots(1, 2)
    axes[0].imshow(image)
    axes[1].imshow(out.numpy())
    plt.show()
    return out
