"""Panels by normalised cuts on a graph of small regions, the lecture's graph method."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from skimage.measure import label
from skimage.segmentation import watershed

from course_lib.graphs import region_borders, region_graph, split_tree
from course_lib.graphs.arguments import check_sigma
from course_lib.thermal.arguments import check_image, check_integer, check_number
from course_lib.thermal.gradient import edges

MAX_NCUT = 0.1  # a panel of 3 x 5 blocks costs about 0.4 to split, one of 5 x 10 about 0.2
SMALLEST_BLOCK = 3  # pixels


def panel_regions_ncut(
    thermal: ArrayLike, min_area: int, *, sigma: float = 5.0, contrast: float = 8.0
) -> NDArray[np.int64]:
    """Find the panels by cutting a graph of small regions, each against what touches it.

    1. The picture is over-segmented: calm pixels, block by block, are seeds, and a watershed of the
       gradient gives each pixel at an edge to one of them (Vincent and Soille 1991).
    2. Regions that touch are joined by exp(-(difference of mean temperatures)^2 / sigma^2).
    3. The graph is cut in two again and again while the normalised cut is cheap (Shi and Malik
       2000), over the whole farm at once.
    4. A piece is a panel if it is warmer than what touches it by `contrast`. Small warm pieces are
       hot cells: they go to the panel with which they share the longest border.

    Nothing is compared over more than the next region, so that a shadow or a warm shore, which no
    single threshold survives, changes nothing. A threshold against the mean around each pixel
    survives them too, at a fraction of the cost, if one knows how far around.

    On one core 16 panels took 0.1 s, 72 panels 0.8 s, 160 panels 3.5 s: somewhat more than in
    proportion, as every level of the recursion has all regions again. `panel_regions` took 4 ms for
    72 panels.

    Parameters
    ----------
    thermal : (H, W) in degrees C; NaN is background.
    min_area : fewest pixels of a panel, at least 1. Blocks have half of that area, so that a panel
        should have less than about 50 times as much: it might be cut in two else.
    sigma : degrees C, width of the affinity: more than the noise of a panel, less than the step at
        its frame.
    contrast : degrees C, at least 0, by which a panel is warmer than what touches it.

    Returns
    -------
    (H, W) int64, 0 = background, panels from 1 in the order of their first pixel, row by row.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above.
    """
    picture = check_image(thermal, "thermal")
    least = check_integer(min_area, "min_area", 1)
    sigma = check_sigma(sigma)
    contrast = check_number(contrast, "contrast")
    regions = small_regions(picture, max(SMALLEST_BLOCK, round((least / 2) ** 0.5)))
    count = int(regions.max())
    if count < 2:
        return np.zeros(picture.shape, np.int64)
    means = ndimage.mean(picture, regions, np.arange(1, count + 1))
    graph = region_graph(regions, means, sigma=sigma)
    tree = split_tree(graph, max_ncut=MAX_NCUT, min_size=1, max_regions=count)
    # Regions that no edge joins may share a leaf; a panel hangs together.
    pieces = label(np.append(0, tree.labels() + 1)[regions], background=0, connectivity=1)
    warm = _contrasts(pieces, regions, means) > contrast
    pieces = _join_hot_cells(pieces, warm, least)
    return label(pieces, background=0, connectivity=1).astype(np.int64)


def small_regions(picture: NDArray[np.float64], side: int) -> NDArray[np.int64]:
    """Over-segment: regions of nearly one temperature, at most about `side` pixels wide.

    Parameters
    ----------
    picture : (H, W) float64, degrees C; NaN = no value.
    side : pixels, at least 1.

    Returns
    -------
    (H, W) int64, regions from 1; 0 where there is no value.
    """
    seen = ~np.isnan(picture)
    if not seen.any():
        return np.zeros(picture.shape, np.int64)
    steep, calm = edges(picture)
    rows, columns = (np.arange(length) // side for length in picture.shape)
    blocks = np.where(calm, 1 + rows[:, None] * (columns[-1] + 1) + columns, 0)
    seeds = label(blocks, background=0, connectivity=1)
    return watershed(steep, seeds, mask=seen).astype(np.int64)


def _contrasts(
    pieces: NDArray[np.int64], regions: NDArray[np.int64], means: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How many degrees C warmer a piece is than what touches it, averaged along its border.

    What is compared are regions on both sides, not pieces: a piece may reach far. One number for
    each piece and one for 0; a piece that nothing touches gets 0.
    """
    count = int(pieces.max()) + 1
    piece_of = np.zeros(len(means) + 1, np.int64)
    piece_of[regions] = pieces
    borders, lengths = region_borders(regions)
    first, second = piece_of[borders].T
    lengths = np.where(first != second, lengths, 0)
    step = lengths * (means[borders[:, 0] - 1] - means[borders[:, 1] - 1])
    total = np.bincount(first, step, count) - np.bincount(second, step, count)
    length = np.bincount(first, lengths, count) + np.bincount(second, lengths, count)
    return np.divide(total, length, out=np.zeros(count), where=length > 0)


def _join_hot_cells(
    pieces: NDArray[np.int64], warm: NDArray[np.bool_], least: int
) -> NDArray[np.int64]:
    """Keep warm pieces only: large ones are panels, small ones join the panel they touch most."""
    panel = warm & (np.bincount(pieces.ravel()) >= least)
    panel[0] = False
    target = np.where(panel, np.arange(len(panel)), 0)
    borders, lengths = region_borders(pieces)
    for i in np.argsort(lengths, kind="stable"):  # the longest has the last word
        for small, large in (borders[i], borders[i][::-1]):
            if warm[small] and not panel[small] and panel[large]:
                target[small] = large
    return target[pieces]
