"""From a picture to its graph: radius_graph."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import FORBID

_SMALL = {"rtol": 1e-5, "atol": 1e-6}


@exercise(
    points=3,
    minutes=30,
    returns=["weights"],
    forbid=FORBID,
    judge={"name": "sparse", **_SMALL},
)
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    height, width = gray.shape
    reach = int(np.ceil(radius))
    rows, columns, values = [], [], []
    for y in range(height):
        for x in range(width):
            for v in range(max(0, y - reach), min(height, y + reach + 1)):
                for u in range(max(0, x - reach), min(width, x + reach + 1)):
                    square = (y - v) ** 2 + (x - u) ** 2
                    if 0 < square < radius**2:
                        alike = np.exp(-((gray[y, x] - gray[v, u]) ** 2) / sigma_intensity**2)
                        rows.append(y * width + x)
                        columns.append(v * width + u)
                        values.append(alike * np.exp(-square / sigma_space**2))
    n = height * width
    return sparse.csr_matrix((values, (rows, columns)), shape=(n, n))


def _gray(height, width):
    return ((np.arange(height * width) * 7 + 3) % 17).reshape(height, width) / 16


@radius_graph.case("three pixels in a row, radius 1.5")
def _():
    return dict(gray=np.array([[0.0, 0.3, 1.0]]), sigma_intensity=0.5, sigma_space=4.0, radius=1.5)


@radius_graph.case("a picture of 3 by 4 pixels, radius 2")
def _():
    return dict(gray=_gray(3, 4), sigma_intensity=0.6, sigma_space=1.5, radius=2)


@radius_graph.case("a tall picture, radius 2.5")
def _():
    return dict(gray=_gray(6, 4), sigma_intensity=0.3, sigma_space=2.0, radius=2.5)


@radius_graph.case("a picture of two grey levels")
def _():
    gray = np.array([[0.0, 0, 1, 1, 1], [0, 0, 0, 1, 1]])
    return dict(gray=gray, sigma_intensity=0.8, sigma_space=1.3, radius=2.1)


@radius_graph.case("a random picture of three grey levels", hidden=True)
def _(rng):
    gray = rng.integers(0, 3, (7, 4)) / 2
    return dict(gray=gray, sigma_intensity=0.6, sigma_space=1.7, radius=2)


@radius_graph.case("a random picture", hidden=True)
def _(rng):
    gray = rng.uniform(0, 1, (6, int(rng.integers(7, 9))))
    return dict(gray=gray, sigma_intensity=0.4, sigma_space=2.5, radius=3)


@radius_graph.case("a random wide picture, radius between two distances", hidden=True)
def _(rng):
    gray = rng.uniform(0, 1, (3, 11))
    return dict(
        gray=gray, sigma_intensity=0.7, sigma_space=3.0, radius=float(rng.uniform(3.2, 3.5))
    )


def _dense(gray, sigma_intensity, sigma_space, joined, power=2):
    """All pairs at once; `joined` tells from rows, columns and distances which are joined."""
    y, x = np.divmod(np.arange(gray.size), gray.shape[1])
    down, right = y[None] - y[:, None], x[None] - x[:, None]
    distance = np.hypot(down, right)
    light = np.abs(gray.ravel()[:, None] - gray.ravel()[None])
    weights = np.exp(-(light**power) / sigma_intensity**2 - distance**power / sigma_space**2)
    return weights * joined(down, right, distance)


@radius_graph.right_answer
def by_all_pairs(gray, sigma_intensity, sigma_space, radius):
    dense = _dense(gray, sigma_intensity, sigma_space, lambda r, c, d: (d > 0) & (d < radius))
    return sparse.csr_array(dense)


@radius_graph.right_answer
def by_offsets(gray, sigma_intensity, sigma_space, radius):
    height, width = gray.shape
    number = np.arange(height * width).reshape(height, width)
    weights = sparse.lil_matrix((height * width, height * width))
    for dy in range(min(int(radius) + 1, height)):
        for dx in range(-min(int(radius), width - 1), min(int(radius), width - 1) + 1):
            if (dy, dx) <= (0, 0) or dy * dy + dx * dx >= radius**2:
                continue
            a = number[: height - dy, max(0, -dx) : width - max(0, dx)].ravel()
            b = number[dy:, max(0, dx) : width - max(0, -dx)].ravel()
            light = gray.ravel()[a] - gray.ravel()[b]
            near = np.exp(-(dy * dy + dx * dx) / sigma_space**2)
            weights[a, b] = np.exp(-(light**2) / sigma_intensity**2) * near
    return (weights + weights.T).tocsr()


def _right(gray, sigma_intensity, sigma_space, radius):
    return sparse.csr_matrix(by_all_pairs(gray, sigma_intensity, sigma_space, radius))


def _wrong(joined, power=2):
    def build(gray, sigma_intensity, sigma_space, radius):
        chosen = lambda r, c, d: joined(r, c, d, radius)  # noqa: E731
        return sparse.csr_matrix(_dense(gray, sigma_intensity, sigma_space, chosen, power))

    return build


@radius_graph.misconception(
    "Your matrix is not symmetric: each edge stands at (i, j) only. It belongs at (j, i) too."
)
def one_half(gray, sigma_intensity, sigma_space, radius):
    return sparse.csr_matrix(sparse.triu(by_all_pairs(gray, sigma_intensity, sigma_space, radius)))


@radius_graph.misconception(
    "Your graph joins the end of one row of pixels with the start of the next: with numbers of "
    "pixels alone it wraps at the border. Compare rows and columns."
)
def wraps(gray, sigma_intensity, sigma_space, radius):
    height, width = gray.shape
    n, reach, flat = height * width, int(np.ceil(radius)), gray.ravel()
    weights = np.zeros((n, n))
    for i in range(n):
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                j, square = i + dy * width + dx, dy * dy + dx * dx
                if 0 <= j < n and j != i and square < radius**2:
                    light = (flat[i] - flat[j]) ** 2 / sigma_intensity**2
                    weights[i, j] = np.exp(-light - square / sigma_space**2)
    return sparse.csr_matrix(weights)


@radius_graph.misconception("Pixels at exactly the radius are not joined: d < radius, not d ≤.")
def at_the_radius(gray, sigma_intensity, sigma_space, radius):
    return _wrong(lambda r, c, d, most: (d > 0) & (d <= most))(
        gray, sigma_intensity, sigma_space, radius
    )


@radius_graph.misconception("A pixel is no neighbour of itself: leave the diagonal empty.")
def keeps_the_diagonal(gray, sigma_intensity, sigma_space, radius):
    return _wrong(lambda r, c, d, most: d < most)(gray, sigma_intensity, sigma_space, radius)


@radius_graph.misconception(
    "You join all pixels of a square window. d is the length of the straight line: corners of the "
    "window may lie outside the radius."
)
def square_window(gray, sigma_intensity, sigma_space, radius):
    def joined(r, c, d, most):
        return (d > 0) & (np.abs(r) < most) & (np.abs(c) < most)

    return _wrong(joined)(gray, sigma_intensity, sigma_space, radius)


@radius_graph.misconception(
    "You did not square ΔI and d. Here, unlike in affinity, both stand squared in the exponent."
)
def not_squared(gray, sigma_intensity, sigma_space, radius):
    return _wrong(lambda r, c, d, most: (d > 0) & (d < most), power=1)(
        gray, sigma_intensity, sigma_space, radius
    )


@radius_graph.misconception(
    "You divide by 2σ². In this formula, unlike in affinity, there is no 2."
)
def with_a_two(gray, sigma_intensity, sigma_space, radius):
    root = 2**0.5
    return _right(gray, root * sigma_intensity, root * sigma_space, radius)


@radius_graph.misconception(
    "You divide by σ_I and σ_X themselves. Both stand squared below the line."
)
def sigmas_not_squared(gray, sigma_intensity, sigma_space, radius):
    return _right(gray, sigma_intensity**0.5, sigma_space**0.5, radius)


@radius_graph.misconception(
    "That is the formula of affinity. Here ΔI and d stand squared, and there is no 2."
)
def as_in_affinity(gray, sigma_intensity, sigma_space, radius):
    root = 2**0.5
    return not_squared(gray, root * sigma_intensity, root * sigma_space, radius)


@radius_graph.misconception(
    "The two sigmas are swapped: sigma_intensity belongs to the brightness, sigma_space to d."
)
def sigmas_swapped(gray, sigma_intensity, sigma_space, radius):
    return _right(gray, sigma_space, sigma_intensity, radius)


@radius_graph.misconception("Your weights forget the brightness: exp(−ΔI²/σ_I²) is a factor too.")
def no_brightness(gray, sigma_intensity, sigma_space, radius):
    return _right(gray, 1e9, sigma_space, radius)


@radius_graph.misconception(
    "You join all pixels, however far apart. Only those at a distance d < radius are joined."
)
def no_radius(gray, sigma_intensity, sigma_space, radius):
    return _right(gray, sigma_intensity, sigma_space, 1e9)


@radius_graph.misconception(
    "You look too near: with whole steps below the radius, pixels to the right and below are left "
    "out. A range ends before its last number."
)
def window_too_small(gray, sigma_intensity, sigma_space, radius):
    def joined(r, c, d, most):
        return (d > 0) & (d < most) & (r < int(most)) & (c < int(most))

    return _wrong(joined)(gray, sigma_intensity, sigma_space, radius)


@radius_graph.misconception(
    "Each weight is twice as large as it should be: both halves of the matrix were there already "
    "when you added its transpose."
)
def added_to_itself(gray, sigma_intensity, sigma_space, radius):
    return 2 * _right(gray, sigma_intensity, sigma_space, radius)


@radius_graph.misconception(
    "Your vertices are numbered down the columns. Pixel (row, column) is row · W + column."
)
def columns_first(gray, sigma_intensity, sigma_space, radius):
    return _right(gray.T, sigma_intensity, sigma_space, radius)


@radius_graph.misconception(
    "Pixels of equal brightness are not joined in your graph. Their ΔI is 0, so they are joined "
    "most strongly; leave out a pixel itself only."
)
def equal_pixels_left_out(gray, sigma_intensity, sigma_space, radius):
    table = by_all_pairs(gray, sigma_intensity, sigma_space, radius).toarray()
    return sparse.csr_matrix(table * (gray.ravel()[:, None] != gray.ravel()[None]))


def _around(gray, sigma_intensity, sigma_space, radius, first):
    """Windows that go on at the other border; those to the top and left only, or all."""
    (height, width), reach = gray.shape, int(np.ceil(radius))
    weights = np.zeros((gray.size, gray.size))
    for y, x in np.ndindex(height, width):
        for v in range(max(y - reach, -height), y + reach + 1):
            for u in range(max(x - reach, -width), x + reach + 1):
                square = (y - v) ** 2 + (x - u) ** 2
                if not 0 < square < radius**2 or first and (v >= height or u >= width):
                    continue
                light = (gray[y, x] - gray[v % height, u % width]) ** 2
                weights[y * width + x, v % height * width + u % width] = np.exp(
                    -light / sigma_intensity**2 - square / sigma_space**2
                )
    return sparse.csr_matrix(weights)


@radius_graph.misconception(
    "At the top and at the left your windows take pixels from the other border: a negative index "
    "counts from the end. Let rows and columns begin at 0."
)
def negative_indices(gray, sigma_intensity, sigma_space, radius):
    return _around(gray, sigma_intensity, sigma_space, radius, True)


@radius_graph.misconception(
    "Your picture is bent to a ring: windows go on at the other border. Pixels outside of the "
    "picture do not exist."
)
def ring(gray, sigma_intensity, sigma_space, radius):
    return _around(gray, sigma_intensity, sigma_space, radius, False)


@radius_graph.misconception("Your weights forget the distance: exp(−d²/σ_X²) is a factor too.")
def no_space(gray, sigma_intensity, sigma_space, radius):
    return by_all_pairs(gray, sigma_intensity, 1e9, radius)


@radius_graph.misconception(
    "The numbers are right, but the matrix is dense: for a photo it would not fit into memory. "
    "Return a SciPy CSR matrix."
)
def dense(gray, sigma_intensity, sigma_space, radius):
    return by_all_pairs(gray, sigma_intensity, sigma_space, radius).toarray()
