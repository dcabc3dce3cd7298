"""What the lens does to a point: distort."""

from __future__ import annotations

import numpy as np

from autograder.exercise import exercise
from autograder.exercises.solar_farm.common import FORBID


@exercise(points=2, minutes=15, returns=["distorted"], forbid=FORBID)
def distort(points, k1, k2, center, focal):
    away = (points - np.asarray(center)) / focal
    r2 = (away**2).sum(axis=-1, keepdims=True)  # r is without a unit: pixels divided by pixels
    return center + focal * away * (1 + k1 * r2 + k2 * r2**2)


@distort.case("a barrel, k1 alone")
def _():
    points = np.array([[60.0, 50], [110, 50], [50, 20], [80, 90]])
    return dict(points=points, k1=-0.2, k2=0.0, center=(50.0, 50.0), focal=100.0)


@distort.case("a pincushion with k1 and k2")
def _():
    points = np.array([[0.0, 0], [30, 10], [39, 29]])
    return dict(points=points, k1=0.1, k2=0.3, center=(20.0, 15.0), focal=25.0)


@distort.case("the center stays where it is")
def _():
    points = np.array([[19.5, 15.5], [19.5, 31.5]])
    return dict(points=points, k1=-0.2, k2=0.05, center=(19.5, 15.5), focal=16.0)


@distort.case("a lens that bends nothing")
def _():
    points = np.array([[3.0, 4], [0, 0], [7, 1]])
    return dict(points=points, k1=0.0, k2=0.0, center=(4.0, 3.0), focal=10.0)


@distort.case("random points", hidden=True)
def _(rng):
    return dict(
        points=rng.uniform(0, 200, (20, 2)),
        k1=float(rng.uniform(-0.24, -0.16)),
        k2=float(rng.uniform(0.01, 0.04)),
        center=(float(rng.uniform(95, 104)), float(rng.uniform(75, 84))),
        focal=180.0,
    )


@distort.case("random points, a pincushion", hidden=True)
def _(rng):
    return dict(
        points=rng.uniform(-40, 160, (12, 2)),
        k1=float(rng.uniform(0.1, 0.3)),
        k2=float(rng.uniform(0.05, 0.2)),
        center=(float(rng.uniform(50, 60)), float(rng.uniform(70, 80))),
        focal=float(rng.uniform(70, 90)),
    )


@distort.right_answer
def point_by_point(points, k1, k2, center, focal):
    moved = []
    for x, y in points:
        u, v = (x - center[0]) / focal, (y - center[1]) / focal
        r = np.sqrt(u * u + v * v)
        factor = 1 + k1 * r**2 + k2 * r**4
        moved.append([center[0] + focal * u * factor, center[1] + focal * v * factor])
    return np.array(moved)


@distort.right_answer
def by_the_angle(points, k1, k2, center, focal):
    away = points - center
    r, angle = np.hypot(away[:, 0], away[:, 1]) / focal, np.arctan2(away[:, 1], away[:, 0])
    bent = focal * r * (1 + k1 * r**2 + k2 * r**4)
    return np.stack([center[0] + bent * np.cos(angle), center[1] + bent * np.sin(angle)], axis=1)


@distort.right_answer
def by_what_is_added(points, k1, k2, center, focal):
    r2 = ((points[..., 0] - center[0]) ** 2 + (points[..., 1] - center[1]) ** 2) / focal**2
    return points + (points - center) * (r2 * (k1 + k2 * r2))[..., None]


def _bent(points, center, factor):
    return center + (points - center) * factor


def _radius(points, center, focal):
    return np.linalg.norm(points - np.asarray(center), axis=1, keepdims=True) / focal


@distort.misconception(
    "Your r is in pixels. Divide the distance to the center by the focal length: k1 and k2 belong "
    "to an r without a unit."
)
def r_in_pixels(points, k1, k2, center, focal):
    r = _radius(points, center, 1.0)
    return _bent(points, center, 1 + k1 * r**2 + k2 * r**4)


@distort.misconception("The term with k2 is missing.")
def k1_only(points, k1, k2, center, focal):
    return _bent(points, center, 1 + k1 * _radius(points, center, focal) ** 2)


@distort.misconception(
    "The powers are r² and r⁴; yours are r and r². If you have r² already, its square is r⁴."
)
def powers_too_low(points, k1, k2, center, focal):
    r = _radius(points, center, focal)
    return _bent(points, center, 1 + k1 * r + k2 * r**2)


@distort.misconception("k2 goes with r⁴; you gave both coefficients r².")
def r_squared_twice(points, k1, k2, center, focal):
    return _bent(points, center, 1 + (k1 + k2) * _radius(points, center, focal) ** 2)


@distort.misconception(
    "You went the other way: `distort` bends what the scene shows, so the distance is multiplied "
    "by the factor, not divided."
)
def divides(points, k1, k2, center, focal):
    r = _radius(points, center, focal)
    return _bent(points, center, 1 / (1 + k1 * r**2 + k2 * r**4))


@distort.misconception(
    "You measure from the corner of the picture, (0, 0). The lens bends around its center."
)
def center_forgotten(points, k1, k2, center, focal):
    return distort.reference(points, k1, k2, (0.0, 0.0), focal)


@distort.misconception(
    "Your points count from the center. Add the center at the end, to be back in the picture."
)
def center_not_added(points, k1, k2, center, focal):
    return distort.reference(points, k1, k2, center, focal) - center


@distort.misconception(
    "Your points have no unit and lie around 0. Multiply by the focal length and add the center, "
    "to be back in pixels."
)
def left_without_unit(points, k1, k2, center, focal):
    return (distort.reference(points, k1, k2, center, focal) - center) / focal


@distort.misconception("Points and center are (x, y); you took the center for (y, x).")
def center_swapped(points, k1, k2, center, focal):
    return distort.reference(points, k1, k2, center[::-1], focal)


@distort.misconception(
    "You bend x by its own distance and y by its own. Both are multiplied by the same factor, "
    "which comes from r² = x² + y²."
)
def each_axis_alone(points, k1, k2, center, focal):
    r2 = ((points - np.asarray(center)) / focal) ** 2
    return _bent(points, center, 1 + k1 * r2 + k2 * r2**2)


@distort.misconception("Your points are (y, x): give them back as they came, (x, y).")
def returns_y_first(points, k1, k2, center, focal):
    return distort.reference(points, k1, k2, center, focal)[:, ::-1]


@distort.misconception("k2 goes with r⁴, the square of r²; yours goes with r³.")
def r_cubed(points, k1, k2, center, focal):
    r = _radius(points, center, focal)
    return _bent(points, center, 1 + k1 * r**2 + k2 * r**3)


@distort.misconception(
    "k2 goes with r⁴. You have r² already: its square is r⁴, not its fourth power."
)
def r_to_the_eighth(points, k1, k2, center, focal):
    r2 = _radius(points, center, focal) ** 2
    return _bent(points, center, 1 + k1 * r2 + k2 * r2**4)


@distort.misconception("k1 and k2 have changed places: k1 goes with r², k2 with r⁴.")
def coefficients_swapped(points, k1, k2, center, focal):
    return distort.reference(points, k2, k1, center, focal)


@distort.misconception(
    "You take k1 and k2 away where they are added. With the other sign the lens bends the other "
    "way, and that is not what `distort` is asked for."
)
def negative_coefficients(points, k1, k2, center, focal):
    return distort.reference(points, -k1, -k2, center, focal)


@distort.misconception(
    "You search for the point that the lens bends to this place: that is the inverse. `distort` "
    "goes forward, by the formula alone."
)
def searched_inverse(points, k1, k2, center, focal):
    r, inner = _radius(points, center, focal), _radius(points, center, focal)
    for _ in range(50):
        inner = r / (1 + k1 * inner**2 + k2 * inner**4)
    return _bent(points, center, inner / np.where(r > 0, r, 1))


@distort.misconception(
    "The 1 of the factor 1 + k1 r² + k2 r⁴ is missing: it keeps the point itself."
)
def without_the_one(points, k1, k2, center, focal):
    r = _radius(points, center, focal)
    return _bent(points, center, k1 * r**2 + k2 * r**4)


@distort.misconception(
    "u has no unit: multiply by the focal length again before you add the center, which is in "
    "pixels."
)
def focal_not_multiplied(points, k1, k2, center, focal):
    center = np.asarray(center)
    return center + (distort.reference(points, k1, k2, center, focal) - center) / focal


@distort.misconception(
    "You multiply by r once too often. r (1 + k1 r² + k2 r⁴) is the new DISTANCE; u has its "
    "length r already and only needs the factor in brackets."
)
def distance_twice(points, k1, k2, center, focal):
    r = _radius(points, center, focal)
    return _bent(points, center, r * (1 + k1 * r**2 + k2 * r**4))


@distort.misconception("Your r is |x| + |y|. It is the length of u: r² = x² + y².")
def sum_of_both_sides(points, k1, k2, center, focal):
    r = (np.abs(points - np.asarray(center)) / focal).sum(axis=1, keepdims=True)
    return _bent(points, center, 1 + k1 * r**2 + k2 * r**4)


@distort.misconception(
    "Your r² is one number for all points. Each point has its own: sum along axis 1 alone."
)
def one_radius_for_all(points, k1, k2, center, focal):
    r2 = (_radius(points, center, focal) ** 2).sum()
    return _bent(points, center, 1 + k1 * r2 + k2 * r2**2)


@distort.misconception(
    "You multiply the point itself by the factor. What is multiplied is its way from the center."
)
def point_multiplied(points, k1, k2, center, focal):
    r = _radius(points, center, focal)
    return points * (1 + k1 * r**2 + k2 * r**4)
