"""From features to weights: affinity and radius_graph."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from autograder.exercise import exercise
from autograder.exercises.graph_cuts.common import FORBID

_SMALL = {"rtol": 1e-5, "atol": 1e-6}


@exercise(points=1, minutes=10, returns=["weights"], forbid=FORBID, judge=_SMALL)
def affinity(features, sigma):
    n = len(features)
    weights = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            distance = np.sqrt(np.sum((features[i] - features[j]) ** 2))
            weights[i, j] = np.exp(-distance / (2 * sigma**2))
    return weights


@affinity.case("four brightnesses, sigma 1.5")
def _():
    return dict(features=np.array([[0.0], [1.0], [3.0], [7.0]]), sigma=1.5)


@affinity.case("three colours, sigma 8")
def _():
    features = np.array([[200, 40, 30], [230, 130, 40], [240, 210, 60]], float)
    return dict(features=features, sigma=8.0)


@affinity.case("two equal vertices, sigma 0.6")
def _():
    return dict(features=np.array([[0.2, 0.4], [0.2, 0.4], [0.9, 0.1]]), sigma=0.6)


@affinity.case("random features", hidden=True)
def _(rng):
    return dict(features=rng.uniform(0, 255, (15, 3)), sigma=float(rng.uniform(5, 9)))


@affinity.case("random features between 0 and 1", hidden=True)
def _(rng):
    return dict(features=rng.uniform(0, 1, (12, 5)), sigma=float(rng.uniform(0.4, 0.8)))


def _distances(features):
    return np.sqrt(((features[:, None] - features[None]) ** 2).sum(axis=2))


@affinity.right_answer
def broadcast(features, sigma):
    return np.exp(-_distances(features) / (2 * sigma**2))


@affinity.right_answer
def upper_half_twice(features, sigma):
    weights = np.eye(len(features))
    for i in range(len(features)):
        for j in range(i):
            distance = np.linalg.norm(features[i] - features[j])
            weights[i, j] = weights[j, i] = np.exp(-0.5 * distance / sigma / sigma)
    return weights


@affinity.misconception(
    "You squared S. Shi and Malik do; the lecture's formula, which is asked for here, does not."
)
def squared(features, sigma):
    return np.exp(-(_distances(features) ** 2) / (2 * sigma**2))


@affinity.misconception("You divide by 2σ. The formula has σ squared below the line.")
def sigma_not_squared(features, sigma):
    return np.exp(-_distances(features) / (2 * sigma))


@affinity.misconception(
    "Your weights grow with the distance: the minus sign in the exponent is lost."
)
def sign_lost(features, sigma):
    return np.exp(_distances(features) / (2 * sigma**2))


@affinity.misconception("The 2 is missing: the exponent is divided by 2σ², not by σ².")
def two_missing(features, sigma):
    return np.exp(-_distances(features) / sigma**2)


@affinity.misconception(
    "You divide by 2 and then multiply by σ²: put brackets around what stands below the line."
)
def brackets_missing(features, sigma):
    return np.exp(-_distances(features) / 2 * sigma**2)


@affinity.misconception(
    "Your S adds up absolute differences. It is the L2 distance: square, add up, take the root."
)
def city_block(features, sigma):
    return np.exp(-np.abs(features[:, None] - features[None]).sum(axis=2) / (2 * sigma**2))


@affinity.misconception(
    "Your diagonal is 0. By this formula a vertex has affinity 1 to itself; only radius_graph "
    "leaves the diagonal empty."
)
def empty_diagonal(features, sigma):
    return broadcast(features, sigma) - np.eye(len(features))


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


@radius_graph.misconception("Your weights forget the distance: exp(−d²/σ_X²) is a factor too.")
def no_space(gray, sigma_intensity, sigma_space, radius):
    return by_all_pairs(gray, sigma_intensity, 1e9, radius)


@radius_graph.misconception(
    "The numbers are right, but the matrix is dense: for a photo it would not fit into memory. "
    "Return a SciPy CSR matrix."
)
def dense(gray, sigma_intensity, sigma_space, radius):
    return by_all_pairs(gray, sigma_intensity, sigma_space, radius).toarray()
