"""KMeansStepper without a browser: messages, budgets, a student's own functions, bad input."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.clustering import KMeansHistory, start_random, start_subset, start_uniform
from course_lib.images import photo
from course_lib.scenes.colour_traps import TRAPS
from course_lib.widgets import FeatureSpace, KMeansStepper, base

STARTS = {"random": start_random, "subset": start_subset}


@pytest.fixture(scope="module")
def astronaut():
    return photo("astronaut", 256)


def last_frame(wire):
    content = wire.contents()[-1]
    buffers = wire.buffers()[-1]
    means = np.frombuffer(buffers[0]).reshape(content["k"], -1)
    labels = np.frombuffer(buffers[1], np.uint8) if len(buffers) > 1 else None
    return content, means, labels


def test_budgets(wire, tell, astronaut):
    stepper = KMeansStepper(astronaut, 16)
    assert sum(wire.sizes("comm_open")) <= 100_000
    assert len(wire.sizes("comm_open")) == 1
    tell(stepper, {"do": "hello", "id": "a0"})
    for i in range(12):
        tell(stepper, {"do": "forward", "id": f"a{i}"})
    tell(stepper, {"do": "move", "mean": 3, "to": [1.0, 2.0, 3.0], "id": "b"})
    tell(stepper, {"do": "restart", "settings": {"k": 255, "weight": 0.5}, "id": "c"})
    tell(stepper, {"do": "forward", "id": "d"})
    assert len(wire.sizes("comm_msg")) == 17
    assert max(wire.sizes("comm_msg")) <= 256_000


def test_scripts_are_small(wire):
    files = [path for path in base.FOLDER.iterdir() if path.suffix in (".js", ".css")]
    assert len(files) >= 5
    assert max(path.stat().st_size for path in files) < 50_000
    for explorer in (KMeansStepper, FeatureSpace):
        assert len(base.script("kit.js", *explorer.scripts).encode()) < 50_000


@pytest.mark.parametrize("shape", [(1000, 700), (2, 200_000), (100_000, 3), (512, 512)])
def test_budgets_of_noise_of_any_shape(wire, tell, shape):
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    stepper = KMeansStepper(noise, 4)
    tell(stepper, {"do": "hello", "id": "a"})
    tell(stepper, {"do": "forward", "id": "b"})
    assert sum(wire.sizes("comm_open")) <= 100_000
    assert max(wire.sizes("comm_msg")) <= 256_000
    assert wire.contents()[-1]["problem"] == ""
    if shape[0] * shape[1] > 250_000 or max(shape) > 4000:
        assert "is shown at" in wire.contents()[0]["note"]


def test_exact_pixels_arrive_in_parts(wire, tell):
    picture = photo("coffee", 400)
    tell(KMeansStepper(picture, 2), {"do": "hello", "id": "x"})
    parts = [
        (content, buffers[0])
        for content, buffers in zip(wire.contents(), wire.buffers(), strict=True)
        if content["kind"] == "picture"
    ]
    assert len(parts) > 1
    joined = np.concatenate([np.frombuffer(data, np.uint8) for _, data in parts])
    assert (joined.reshape(picture.shape) == picture).all()
    assert "id" not in parts[0][0]
    assert wire.contents()[-1]["id"] == "x"


@pytest.mark.parametrize("weight", [0.0, 0.5])
@pytest.mark.parametrize("start", ["random", "subset", "uniform"])
def test_steps_are_the_engines(wire, tell, start, weight):
    picture = photo("coffee", 48)
    stepper = KMeansStepper(picture, 5, start=start, seed=7, space_weight=weight)
    points = picture.reshape(-1, 3).astype(float)
    if weight:
        rows, columns = np.indices(picture.shape[:2])
        points = np.column_stack([points, weight * columns.ravel(), weight * rows.ravel()])
    if start == "uniform":
        means = start_uniform(points, 5)
    else:
        means = STARTS[start](points, 5, rng=np.random.default_rng(7))
    history = KMeansHistory(points, means)
    for _ in range(6):
        tell(stepper, {"do": "forward"})
        history.forward()
        content, means, labels = last_frame(wire)
        assert (labels == history.state.labels).all()
        assert np.allclose(means, history.state.means, rtol=0, atol=1e-12)
        assert content["sentence"] == history.describe()
    tell(stepper, {"do": "back"})
    history.back()
    content, means, labels = last_frame(wire)
    assert content["index"] == 5
    assert (labels == history.state.labels).all()


def test_a_moved_mean_starts_afresh(wire, tell):
    stepper = KMeansStepper(photo("coffee", 32), 3)
    tell(stepper, {"do": "move", "mean": 1, "to": [9, 8, 7]})
    content, means, labels = last_frame(wire)
    assert (content["index"], content["start"], labels) == (0, "moved", None)
    assert means[1].tolist() == [9, 8, 7]
    tell(stepper, {"do": "forward"})
    tell(stepper, {"do": "move", "mean": 1, "to": [200, 8, 7]})
    content, means, labels = last_frame(wire)
    assert content["index"] == 1  # pixels that were assigned stay assigned, to the moved mean
    assert (labels == KMeansHistory(stepper.model.history.points, means).forward().labels).all()


def test_a_copied_state_comes_back(wire, tell):
    stepper = KMeansStepper(photo("coffee", 32), 3, space_weight=1)
    means = stepper.model.state.means.tolist()
    tell(stepper, {"do": "go", "index": 5})
    content, at_five, labels = last_frame(wire)
    tell(stepper, {"do": "restart", "settings": {"k": 7}})
    state = {"picture": "yours", "weight": 1, "start": "random", "seed": 0, "means": means}
    tell(stepper, {"do": "load", "state": {**state, "index": 5}})
    again = last_frame(wire)
    assert again[0]["index"] == 5
    assert (again[1] == at_five).all() and (again[2] == labels).all()


def test_traps_and_back_to_ones_own_picture(wire, tell):
    stepper = KMeansStepper(photo("coffee", 16), means=np.eye(3, 5), space_weight=2, seed=4)
    for name, trap in TRAPS.items():
        tell(stepper, {"do": "preset", "name": name})
        content, means, _ = last_frame(wire)
        assert (content["problem"], content["k"], content["picture"]) == ("", trap.k, name)
        assert wire.contents()[-2]["note"] == trap.sentence
        assert trap.means is None or (means == trap.means).all()
    tell(stepper, {"do": "preset", "name": "yours"})
    content, means, _ = last_frame(wire)
    assert (content["start"], content["weight"], content["seed"]) == ("given", 2, 4)
    assert (means == np.eye(3, 5)).all()


@pytest.mark.parametrize(
    "message",
    [
        {"do": "load", "state": {}},
        {"do": "load", "state": {"picture": "yours", "means": [[1, 2], [3]]}},
        {"do": "load", "state": {"picture": "yours", "means": [[1, 2, None]]}},
        {"do": "load", "state": {"picture": "yours", "means": [[0, 0, 0]], "seed": -1}},
        {"do": "load", "state": 3},
        {"do": "restart", "settings": {"k": 0}},
        {"do": "restart", "settings": {"k": 10**6}},
        {"do": "restart", "settings": {"k": "many"}},
        {"do": "restart", "settings": {"weight": -1}},
        {"do": "preset", "name": "nothing"},
        {"do": "move", "mean": 99, "to": [1, 2, 3]},
        {"do": "move", "mean": 0, "to": [1, 2]},
        {"do": "move", "mean": 0, "to": None},
        {"do": "go", "index": "x"},
    ],
)
def test_nonsense_from_the_front_end_is_a_sentence(wire, tell, message):
    stepper = KMeansStepper(photo("coffee", 16), 2)
    tell(stepper, message)
    content, _, _ = last_frame(wire)
    assert content["problem"].endswith(".")
    assert "\n" not in content["problem"]
    tell(stepper, {"do": "forward"})
    assert last_frame(wire)[0]["problem"] == ""
    assert last_frame(wire)[0]["index"] == 1


def raises_not_implemented(features, means):
    raise NotImplementedError


def divides_by_zero(features, means):
    return 1 / 0


def of_value_error(features, means):
    raise ValueError("several\nlines")


@pytest.mark.parametrize(
    ("assign", "words"),
    [
        (raises_not_implemented, "raises_not_implemented is not written yet"),
        (divides_by_zero, "divides_by_zero raised ZeroDivisionError: division by zero"),
        (of_value_error, "of_value_error raised ValueError: several lines"),
        (lambda features, means: None, "assign returned None: did you forget to return?"),
        (lambda features, means: np.zeros(3, int), "(256,)"),
        (lambda features, means: np.full(len(features), 9), "from 0 to 1"),
        (lambda features, means: np.full(len(features), -1), "from 0 to 1"),
        (lambda features, means: np.full(len(features), np.nan), "labels must be integers"),
        (lambda features, means: "text", "labels must be integers"),
        (lambda features: features, "TypeError"),
        (lambda features, means: exit(), "SystemExit"),
    ],
)
def test_a_wrong_assign_is_a_sentence(wire, tell, assign, words):
    stepper = KMeansStepper(photo("coffee", (16, 16)), 2, assign=assign)
    tell(stepper, {"do": "forward"})
    content, _, labels = last_frame(wire)
    assert words in content["problem"]
    assert content["problem"].count("\n") == 0
    assert "Traceback" not in content["problem"]
    assert (content["index"], labels) == (0, None)


@pytest.mark.parametrize(
    ("update", "words"),
    [
        (lambda features, labels, means: None, "update returned None"),
        (lambda features, labels, means: means * np.nan, "NaN"),
        (lambda features, labels, means: means[:1], "(2, 3)"),
        (lambda features, labels, means: means[:, :2], "(k, 3)"),
        (lambda features, labels, means: labels, "means must be (k, d)"),
    ],
)
def test_a_wrong_update_is_a_sentence(wire, tell, update, words):
    stepper = KMeansStepper(photo("coffee", (16, 16)), 2, update=update)
    tell(stepper, {"do": "forward"})
    tell(stepper, {"do": "forward"})
    content, _, labels = last_frame(wire)
    assert words in content["problem"]
    assert content["index"] == 1
    assert labels is not None


def test_a_students_own_functions_are_used(wire, tell):
    def assign_labels(features, means):
        print("noise")
        return np.arange(len(features)) % len(means)

    def update_means(features, labels, means):
        means += 1  # a copy: the history keeps its own
        return means

    stepper = KMeansStepper(photo("coffee", (8, 8)), 2, assign=assign_labels, update=update_means)
    before = stepper.model.state.means.copy()
    tell(stepper, {"do": "forward"})
    assert (last_frame(wire)[2] == np.arange(64) % 2).all()
    tell(stepper, {"do": "forward"})
    assert (last_frame(wire)[1] == before + 1).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((np.zeros((4, 4), np.uint8),), "(4, 4)"),
        ((np.zeros((4, 4, 4), np.uint8),), "(4, 4, 4)"),
        ((np.zeros((0, 4, 3), np.uint8),), "(0, 4, 3)"),
        ((np.full((4, 4, 3), np.nan),), "NaN"),
        ((np.ones((4, 4, 3)),), "float64"),
        ((np.zeros((4, 4, 3), bool),), "bool"),
        (([[1, 2, 3]],), "list"),
        ((None,), "NoneType"),
        (("photo.png",), "str"),
        ((np.zeros((4, 4, 3), np.uint8), 0), "k must be from 1"),
        ((np.zeros((4, 4, 3), np.uint8), 17), "at most 16"),
        ((np.zeros((40, 40, 3), np.uint8), 256), "from 1 to 255"),
        ((np.zeros((4, 4, 3), np.uint8), 2.5), "2.5"),
        ((np.zeros((4, 4, 3), np.uint8), True), "True"),
    ],
)
def test_bad_pictures_and_k(wire, arguments, words):
    with pytest.raises(ValueError, match=r"^(picture|k) must") as caught:
        KMeansStepper(*arguments)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"means": [[1, 2]]}, r"means must be \(k, 3\)"),
        ({"means": [[1, 2, np.nan]]}, "means must be finite"),
        ({"means": "middle"}, "means must be"),
        ({"means": np.zeros((2, 3)), "space_weight": 1}, r"means must be \(k, 5\)"),
        ({"means": np.zeros((2, 3)), "k": 3}, "k must be 2"),
        ({"start": "best"}, "start must be one of random, uniform, subset, got 'best'"),
        ({"seed": -1}, "seed must be"),
        ({"seed": None}, "seed must be"),
        ({"space_weight": -1}, "space_weight must be"),
        ({"space_weight": np.nan}, "space_weight must be"),
        ({"epsilon": -1}, "epsilon must be"),
        ({"epsilon": "small"}, "epsilon must be"),
        ({"assign": 3}, "assign must be a function"),
        ({"update": "f"}, "update must be a function"),
    ],
)
def test_bad_options(wire, named, words):
    with pytest.raises(ValueError, match=words):
        KMeansStepper(np.zeros((4, 4, 3), np.uint8), **named)


def test_one_pixel(wire, tell):
    stepper = KMeansStepper(np.array([[[1, 2, 3]]], np.uint8))
    tell(stepper, {"do": "hello"})
    tell(stepper, {"do": "go", "index": 10})
    content, means, labels = last_frame(wire)
    assert content["finished"]
    assert (means.tolist(), labels.tolist()) == ([[1, 2, 3]], [0])
    assert stepper._repr_mimebundle_()[0]["image/png"]


def test_live_bundle_is_small_and_has_a_text(wire, astronaut):
    stepper = KMeansStepper(astronaut, 4)
    bundle, metadata = stepper._repr_mimebundle_()
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == stepper.model_id
    assert "<script" not in bundle["text/html"]
    assert 'alt="k-means on a picture of 256 × 256 pixels.' in bundle["text/html"]
    assert metadata["image/png"]["alt"] == stepper.alt()
    assert stepper.describe() in bundle["text/plain"]
    assert sum(len(str(part)) for part in bundle.values()) < 200_000


def test_static_opens_no_comm(static, astronaut, monkeypatch):
    import comm

    monkeypatch.setattr(comm, "create_comm", lambda **_: pytest.fail("a comm was opened"))
    stepper = KMeansStepper(astronaut, 4)
    bundle, _ = stepper._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" not in bundle
    assert "<script>" in bundle["text/html"]
    assert "http" not in bundle["text/html"].replace("http://www.w3.org/2000/svg", "")
    stepper.close()


@pytest.mark.parametrize("value", ["later", "0"])
def test_a_wrong_environment_variable_is_a_sentence(monkeypatch, astronaut, value):
    monkeypatch.setenv("COURSE_EXPLORERS", value)
    with pytest.raises(ValueError, match="COURSE_EXPLORERS must be static, live or unset"):
        KMeansStepper(astronaut)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ZeroDivisionError("division\nby zero"), "ZeroDivisionError: division by zero."),
        (MemoryError(), "MemoryError."),
        (KeyboardInterrupt(), "This step was interrupted before it ended."),
    ],
)
def test_what_an_explorer_does_not_expect_is_a_sentence(wire, tell, error, sentence):
    """And it is an answer: a front end that waits for one would never ask again."""

    class Fails(base.Explorer):
        def receive(self, message):
            raise error

    tell(Fails(), {"do": "forward", "id": "q1"})
    (content,) = wire.contents()
    assert (content["kind"], content["id"]) == ("problem", "q1")
    assert content["problem"].endswith(sentence)
