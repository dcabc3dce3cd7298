"""HillClimber without a browser: messages, budgets, a student's own functions, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.images import photo
from course_lib.widgets import HillClimber, base

POINTS = np.random.default_rng(3).normal(size=(300, 2)) * 20 + np.repeat([[0, 0], [90, 40]], 150, 0)


def last_climb(wire):
    content, buffers = wire.contents()[-1], wire.buffers()[-1]
    path = np.frombuffer(buffers[0]).reshape(-1, 2) if buffers else None
    return content, path


def plain_shift(features, mean, radius):
    inside = np.linalg.norm(features - mean, axis=1) <= radius
    return features[inside].mean(axis=0) if inside.any() else mean


def plain_climb(features, start, radius, epsilon, max_iter):
    path = [start]
    for _ in range(max_iter):
        path.append(plain_shift(features, path[-1], radius))
        if np.linalg.norm(path[-1] - path[-2]) < epsilon:
            break
    return np.array(path)


@pytest.mark.parametrize("given", [photo("coffee", 400), np.tile(POINTS, (200, 1))])
def test_budgets(wire, tell, given):
    hill = HillClimber(given, shift=plain_shift)
    assert sum(wire.sizes("comm_open")) <= 100_000
    tell(hill, {"do": "climb", "start": [50, 50], "radius": 21, "id": "a"})
    assert max(wire.sizes("comm_msg")) <= 256_000
    assert wire.contents()[-1]["id"] == "a"
    assert "2,000 of your" in hill.model.note
    assert len(base.script("kit.js", *hill.scripts).encode()) < 50_000


@pytest.mark.parametrize("radius", [8, 21, 60])
def test_density_never_falls_and_back_undoes_next(radius):
    model = HillClimber(POINTS).model
    for start in POINTS[::30]:
        history = model.history(start, radius)
        while not history.finished and history.index < 300:
            before = history.state
            after = history.forward()
            assert after.height >= before.height - 1e-12
            assert history.back() is before
            assert history.forward() is after


@pytest.mark.parametrize("own", [{"shift": plain_shift}, {"climb": plain_climb}])
@pytest.mark.parametrize("given", [POINTS, photo("coffee", 48)])
def test_a_students_climb_is_the_engines(wire, tell, given, own):
    hill = HillClimber(given, 25, **own)
    start = hill.model.first_start()
    tell(hill, {"do": "climb", "start": start.tolist(), "radius": 25})
    content, path = last_climb(wire)
    history = hill.model.history(start)
    history.go(300)
    assert content["problem"] == ""
    assert np.allclose(path, history.path, rtol=0, atol=1e-9)


def not_written(features, start, radius, epsilon, max_iter):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"climb": not_written}, "not_written is not written yet"),
        ({"climb": lambda *given: None}, "climb returned None: did you forget to return?"),
        ({"climb": lambda *given: given[1]}, r"climb must return a trajectory (T, 2), got shape"),
        ({"climb": lambda *given: given[0] * np.nan}, "trajectory"),
        ({"climb": lambda *given: [given[1] + 5]}, "begins with the start"),
        ({"climb": lambda *given: 1 / 0}, "climb raised ZeroDivisionError: division by zero"),
        ({"shift": lambda *given: None}, "shift returned None: did you forget to return?"),
        ({"shift": lambda *given: given[0]}, "mean must be (2,)"),
        ({"shift": lambda *given: "text"}, "shift returned something else than it should"),
        ({"shift": lambda features, mean: mean}, "shift raised TypeError"),
        ({"shift": plain_climb}, "plain_climb raised TypeError"),
    ],
)
def test_a_wrong_function_is_a_sentence(wire, tell, own, words):
    tell(HillClimber(POINTS, **own), {"do": "climb", "start": [1.0, 2.0], "radius": 21})
    content, path = last_climb(wire)
    assert words in content["problem"]
    assert content["problem"].endswith((".", "?")) and "\n" not in content["problem"]
    assert path[0].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "message",
    [
        {"do": "climb"},
        {"do": "climb", "start": [1], "radius": 21},
        {"do": "climb", "start": [1, None], "radius": 21},
        {"do": "climb", "start": [1, 2], "radius": -1},
        {"do": "climb", "start": [1, 2], "radius": 21, "pair": "XY"},
    ],
)
def test_nonsense_from_the_front_end_is_a_sentence(wire, tell, message):
    tell(HillClimber(photo("coffee", 16)), message)
    assert wire.contents()[-1]["problem"].endswith(".")


@pytest.mark.parametrize("own", [{}, {"climb": plain_climb}, {"climb": not_written}])
def test_bundle(static, own):
    hill = HillClimber(photo("coffee", 32), **own)
    bundle, metadata = hill._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "image/png"}
    assert metadata["image/png"]["alt"] == hill.alt()
    assert "in the features R and B and a window of radius W = 21." in hill.describe()
    assert hill.comm is None


@pytest.mark.parametrize(
    "given", [np.zeros((1, 1, 3), np.uint8), np.ones((1, 2)), np.zeros((9, 2))]
)
def test_one_place(static, given):
    hill = HillClimber(given, 2)
    assert hill.describe().startswith("The hill has 1 top for ")
    assert hill._repr_mimebundle_()[0]["image/png"]


@pytest.mark.parametrize(
    ("arguments", "named", "words"),
    [
        (([1],), {}, "picture must be .*, got list"),
        ((np.zeros((4, 3)),), {}, r"features must be \(N, 2\).*got shape \(4, 3\)"),
        ((np.zeros((0, 2)),), {}, r"got shape \(0, 2\)"),
        ((np.full((3, 2), np.nan),), {}, "features must be finite"),
        ((np.array([["a", "b"]]),), {}, "features must be .*dtype"),
        ((POINTS, 0), {}, "radius must be a number from"),
        ((POINTS, "wide"), {}, "radius must be a number from"),
        ((POINTS, np.nan), {}, "radius must be a number from"),
        ((POINTS,), {"shift": 3}, "shift must be a function"),
        ((POINTS,), {"climb": 3}, "climb must be a function"),
    ],
)
def test_bad_input(wire, arguments, named, words):
    with pytest.raises(ValueError, match=words) as caught:
        HillClimber(*arguments, **named)
    assert "\n" not in str(caught.value)
