"""Labels as pictures: the colours that stand for labels, and label maps painted in them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Okabe and Ito 2008: told apart by people with any kind of colour vision. Black comes last.
OKABE_ITO = np.array(
    [
        [230, 159, 0],
        [86, 180, 233],
        [0, 158, 115],
        [240, 228, 66],
        [0, 114, 178],
        [213, 94, 0],
        [204, 121, 167],
        [0, 0, 0],
    ],
    np.uint8,
)
BACKGROUND = (232, 232, 232)


def mean_colour_picture(
    labels: ArrayLike, means: ArrayLike, shape: tuple[int, int]
) -> NDArray[np.uint8]:
    """Each pixel painted in its cluster's mean colour.

    Parameters
    ----------
    labels : (H * W,) integers from 0 to k - 1.
    means : (k, 3 or more); the first three columns are R, G, B in grey levels.
    shape : (H, W).

    Returns
    -------
    (H, W, 3) uint8
    """
    means = np.asarray(means, dtype=np.float64)
    if means.ndim != 2 or means.shape[1] < 3:
        raise ValueError(f"means must be (k, 3 or more), got {means.shape}")
    colours = np.clip(np.round(means[:, :3]), 0, 255).astype(np.uint8)
    return colours[check_labels(labels, len(means), shape)]


def label_picture(
    labels: ArrayLike, shape: tuple[int, int], *, background: bool = False
) -> NDArray[np.uint8]:
    """Each pixel painted in its label's colour, see `label_colours`.

    Parameters
    ----------
    labels : (H * W,) or (H, W) integers from 0.
    shape : (H, W).
    background : whether 0 stands for no region; it is painted in a light grey that no label has.

    Returns
    -------
    (H, W, 3) uint8
    """
    labels = check_labels(labels, None, shape)
    most = int(labels.max())
    if background:
        return np.concatenate([[BACKGROUND], label_colours(max(most, 1))]).astype(np.uint8)[labels]
    return label_colours(most + 1)[labels]


def label_colours(k: int) -> NDArray[np.uint8]:
    """Colours of k labels: Okabe and Ito's eight, then lighter and darker ones in turn.

    From nine on colour alone does not tell labels apart: say the number too.

    Returns
    -------
    (k, 3) uint8
    """
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or k < 1:
        raise ValueError(f"k must be an integer of at least 1, got {k!r}")
    rounds = [OKABE_ITO, (OKABE_ITO // 2 + 127).astype(np.uint8), OKABE_ITO // 2 + 20]
    return np.concatenate([rounds[i % 3] for i in range(-(-k // 8))])[:k]


def check_labels(labels: ArrayLike, k: int | None, shape: tuple[int, int]) -> NDArray:
    """Return labels as (H, W) integers from 0, below k if there is one, or raise."""
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got dtype {labels.dtype}")
    height, width = shape
    if labels.size != height * width or labels.size == 0:
        raise ValueError(f"labels must be {height * width}, one a pixel, got {labels.size}")
    if labels.min() < 0 or (k is not None and labels.max() >= k):
        most = "" if k is None else f" to {k - 1}"
        raise ValueError(f"labels must lie from 0{most}, got {labels.min()} to {labels.max()}")
    return labels.reshape(height, width)
