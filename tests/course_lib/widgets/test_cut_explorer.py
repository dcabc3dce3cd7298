"""CutExplorer without a browser: messages, budgets, a student's own functions, bad input."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import linalg, sparse

from course_lib.graphs import global_min_cut, ncut_value, pixel_graph, split_tree, threshold_split
from course_lib.images import photo
from course_lib.widgets import CutExplorer, base
from course_lib.widgets.cut_curves import prefix_cuts


def ask(wire, tell, widget, do, **more):
    tell(widget, {"do": do, "id": "q", **more})
    content, buffers = wire.contents()[-1], wire.buffers()[-1]
    assert content["id"] == "q"
    return content, buffers


def curves_of(content, buffers, size):
    parts = np.frombuffer(buffers[0], "<f4").reshape(-1, 3, size)
    assert len(parts) == len(content["values"])
    return parts


@pytest.mark.parametrize("side", [24, 64])
def test_budgets(wire, tell, side):
    noise = np.random.default_rng(0).integers(0, 256, (500, 500, 3), dtype=np.uint8)
    for picture in (None, noise):
        explorer = CutExplorer(picture, side)
        for do in ("hello", "graph", "cuts", "tree", "row"):
            content, _ = ask(wire, tell, explorer, do, pixel=3, settings={"radius": 6})
            assert not content.get("problem")
    assert len(wire.sizes("comm_open")) == 2
    assert max(wire.sizes("comm_open")) <= 100_000
    assert max(wire.sizes("comm_msg")) <= 256_000


def test_scripts_are_small():
    assert len(base.script("kit.js", *CutExplorer.scripts).encode()) < 50_000


def test_what_is_sent_is_what_the_library_computes(wire, tell):
    explorer = CutExplorer(photo("coffee"), 20)
    settings = {"sigma_intensity": 0.15, "sigma_space": 3.0, "radius": 4.0}
    weights = pixel_graph(explorer.gray, sigma_features=0.15, sigma_space=3.0, radius=4.0)
    size = weights.shape[0]
    content, buffers = ask(wire, tell, explorer, "graph", settings=settings)
    dense = weights.toarray()
    values = linalg.eigh(np.diag(dense.sum(1)) - dense, np.diag(dense.sum(1)), eigvals_only=True)
    assert np.allclose(content["values"], values[1:4], rtol=0, atol=1e-7)
    for number, (vector, cut, volume) in enumerate(curves_of(content, buffers, size)):
        split = threshold_split(weights, vector)
        assert content["ncuts"][number] == pytest.approx(split.ncut)
        for threshold in np.linspace(vector.min(), vector.max(), 9)[1:-1]:
            m = int((vector <= threshold).sum())
            ncut = cut[m - 1] / volume[m - 1] + cut[m - 1] / (volume[-1] - volume[m - 1])
            assert ncut == pytest.approx(ncut_value(weights, vector > threshold), rel=1e-4)
    content, buffers = ask(wire, tell, explorer, "row", settings=settings, pixel=33)
    assert np.allclose(np.frombuffer(buffers[0], "<f4"), dense[33], rtol=1e-6)
    content, buffers = ask(wire, tell, explorer, "cuts", settings=settings)
    sides = np.frombuffer(buffers[0], np.uint8).reshape(2, -1).astype(bool)
    assert content["parts"][0]["cut"] == pytest.approx(global_min_cut(weights).cost)
    assert [part["ncut"] for part in content["parts"]] == pytest.approx(
        [ncut_value(weights, side) for side in sides]
    )


def test_the_tree_is_the_librarys_and_each_split_is_two_nodes(wire, tell):
    explorer = CutExplorer(photo("coffee"), 24)
    content, buffers = ask(wire, tell, explorer, "tree")
    nodes, labels = content["nodes"], np.frombuffer(buffers[0], np.uint8)
    wanted = split_tree(explorer.model.cuts.weights, max_ncut=2, min_size=3, max_regions=8)
    ours = np.unique(labels, return_inverse=True)[1]
    assert len(set(zip(ours, wanted.labels(), strict=True))) == len(wanted.leaves())
    for split in range(1, len(nodes) // 2 + 1):
        parent = nodes[2 * split][0]
        assert nodes[2 * split - 1][0] == parent < 2 * split - 1
        assert nodes[parent][3] == [2 * split - 1, 2 * split]
        assert nodes[2 * split - 1][2] + nodes[2 * split][2] == nodes[parent][2]


def test_the_tree_grows_by_one_split(wire, tell):
    explorer = CutExplorer(photo("coffee"), 24)
    seen = [ask(wire, tell, explorer, "tree", splits=k)[0] for k in range(9)]
    assert [len(content["nodes"]) for content in seen] == [*range(1, 16, 2), 15]
    assert [content["done"] for content in seen] == [False] * 8 + [True]
    at_once, _ = ask(wire, tell, CutExplorer(photo("coffee"), 24), "tree")
    assert seen[-1]["nodes"] == at_once["nodes"]


def test_settings_go_forward_and_back(wire, tell):
    """back(next(s)) = s: the same settings give the same answer, whatever was asked between."""
    explorer = CutExplorer(photo("coffee"), 16)
    first = ask(wire, tell, explorer, "graph", settings={"radius": 3})
    ask(wire, tell, explorer, "graph", settings={"radius": 5})
    again = ask(wire, tell, explorer, "graph", settings={"radius": 3})
    assert first[0] == again[0]
    assert bytes(first[1][0]) == bytes(again[1][0])


def test_prefix_cuts_of_a_path():
    path = sparse.csr_array([[0, 3.0, 0], [3, 0, 1], [0, 1, 0]])
    cut, volume = prefix_cuts(path, np.array([2, 0, 1], np.float32))
    assert (cut.tolist(), volume.tolist()) == ([4, 3, 0], [4, 5, 8])


# ---- a student's own functions


def radius_graph(gray, sigma_intensity, sigma_space, radius):
    rows, columns = (a.ravel() for a in np.indices(gray.shape))
    square = np.subtract.outer(rows, rows) ** 2 + np.subtract.outer(columns, columns) ** 2
    change = np.subtract.outer(gray.ravel(), gray.ravel())
    weights = np.exp(-((change / sigma_intensity) ** 2)) * np.exp(-square / sigma_space**2)
    return sparse.csr_array(np.where((square > 0) & (square < radius**2), weights, 0))


def second_eigenvector(weights):
    dense = weights.toarray()
    degree = np.diag(dense.sum(axis=1))
    return linalg.eigh(degree - dense, degree)[1][:, 1]


def at_zero(weights, y):
    print("noise")
    return y > 0


OWN = {"affinity": radius_graph, "eigenvector": second_eigenvector, "split": at_zero}


def test_a_students_own_functions_are_used(wire, tell):
    explorer = CutExplorer(photo("coffee"), 12, **OWN)
    weights = radius_graph(explorer.gray, 0.1, 4, 5)
    content, buffers = ask(wire, tell, explorer, "graph")
    y = second_eigenvector(weights)
    assert np.allclose(curves_of(content, buffers, y.size)[0][0], y, rtol=1e-5, atol=1e-7)
    assert content["ncuts"][0] == pytest.approx(ncut_value(weights, y > 0))
    content, buffers = ask(wire, tell, explorer, "tree")
    assert content["problem"] == ""
    assert len(content["nodes"]) >= 3
    _, buffers = ask(wire, tell, explorer, "row", pixel=7)
    assert np.allclose(np.frombuffer(buffers[0], "<f4"), weights[[7]].toarray()[0], atol=1e-7)


def test_a_students_cost_is_on_the_curve_and_in_the_cuts(wire, tell):
    explorer = CutExplorer(photo("coffee"), 12, ncut=lambda weights, side: 0.25)
    content, _ = ask(wire, tell, explorer, "graph")
    assert [cost for _, cost in content["dots"]] == [0.25] * 20
    y = explorer.model.cuts.curves[0].vector
    assert np.allclose([at for at, _ in content["dots"]], np.linspace(y.min(), y.max(), 22)[1:-1])
    assert content["ncuts"][0] == 0.25
    content, _ = ask(wire, tell, explorer, "cuts")
    assert [part["ncut"] for part in content["parts"]] == [0.25, 0.25]
    content, _ = ask(wire, tell, explorer, "tree", splits=1)
    assert content["nodes"][0][1] == 0.25


def test_a_students_recursive_splits_are_regions(wire, tell):
    def halves(weights, max_ncut, min_size):
        assert (max_ncut, min_size) == (0.2, 2)
        return (np.arange(weights.shape[0]) >= 30) * 7

    explorer = CutExplorer(photo("coffee"), 12, recursive=halves)
    content, buffers = ask(wire, tell, explorer, "regions", max_ncut=0.2)
    labels = np.frombuffer(buffers[0], np.uint16)
    assert content["max_ncut"] == 0.2
    assert (labels == (np.arange(labels.size) < 30)).all()  # 0 is the largest
    explorer = CutExplorer(photo("coffee"), 12, recursive=lambda *_: np.zeros(3))
    content, _ = ask(wire, tell, explorer, "regions", max_ncut=0.2)
    assert content["problem"].startswith("What recursive returns must be integers")
    content, _ = ask(wire, tell, explorer, "regions", max_ncut=3)
    assert content["problem"].startswith("max_ncut must be one of")


def test_the_first_settings_are_stops_of_the_sliders(wire):
    explorer = CutExplorer(photo("coffee"), 12, sigma_intensity=0.12, sigma_space=5, radius=2.5)
    assert explorer.config["settings"] == {
        "sigma_intensity": 0.12,
        "sigma_space": 5.0,
        "radius": 2.5,
    }
    for name, value in explorer.config["settings"].items():
        assert value in explorer.config["stops"][name]
        assert explorer.config["stops"][name] == sorted(explorer.config["stops"][name])
    weights = pixel_graph(explorer.gray, sigma_features=0.12, sigma_space=5, radius=2.5)
    assert abs(explorer.model.cuts.weights - weights).max() == 0


def not_written(*_):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"affinity": not_written}, "not_written is not written yet"),
        ({"affinity": lambda *_: None}, "affinity returned None: did you forget to return?"),
        ({"affinity": lambda *_: np.eye(3)}, "affinity returned weights of shape (3, 3)"),
        ({"affinity": lambda gray, *_: np.zeros((gray.size,) * 2)}, "a graph without edges"),
        (
            {"affinity": lambda gray, *_: np.tri(gray.size)},
            "What affinity returns must be symmetric",
        ),
        ({"affinity": lambda *_: "text"}, "What affinity returns must be"),
        ({"eigenvector": lambda weights: 1 / 0}, "eigenvector raised ZeroDivisionError"),
        ({"eigenvector": lambda weights: [1.0]}, "What eigenvector returns must hold one number"),
        (
            {"eigenvector": lambda weights: np.full(weights.shape[0], np.nan)},
            "must hold finite numbers",
        ),
        ({"split": lambda weights, y: y}, "What split returns must be an array of True and False"),
        ({"split": lambda weights, y: exit()}, "split raised SystemExit"),
        ({"ncut": lambda weights, side: None}, "ncut returned None"),
        ({"ncut": lambda weights, side: np.nan}, "What ncut returns must be a number, got nan"),
        ({"ncut": lambda weights, side: [1]}, "What ncut returns must be a number, got [1]"),
    ],
)
def test_a_wrong_function_is_a_sentence(wire, tell, own, words):
    explorer = CutExplorer(photo("coffee"), 8, **own)
    content, _ = ask(wire, tell, explorer, "graph")
    assert words in content["problem"]
    assert content["problem"].endswith((".", "?"))
    assert "\n" not in content["problem"]
    assert content["problem"] in explorer.describe()
    assert explorer._repr_mimebundle_()[0]["image/png"]


def test_a_split_that_fails_later_ends_the_tree_with_a_sentence(wire, tell):
    calls = []

    def split(weights, y):
        calls.append(1)
        if len(calls) > 2:
            raise RuntimeError("too deep")
        return y > np.median(y)

    explorer = CutExplorer(photo("coffee"), 12, split=split)
    content, _ = ask(wire, tell, explorer, "tree")
    assert content["problem"] == "The splits end here. split raised RuntimeError: too deep."
    assert len(content["nodes"]) == 3
    assert sum(content["nodes"][k][2] for k in (1, 2)) == content["nodes"][0][2]


def test_a_side_that_is_no_threshold_has_none(wire, tell):
    explorer = CutExplorer(photo("coffee"), 8, split=lambda w, y: np.arange(y.size) % 2 == 0)
    content, _ = ask(wire, tell, explorer, "graph")
    assert content["thresholds"][0] is None
    assert content["ncuts"][0] > 0


@pytest.mark.parametrize(
    "message",
    [
        {"do": "graph", "settings": {"radius": 0}},
        {"do": "graph", "settings": {"radius": 1000}},
        {"do": "graph", "settings": {"sigma_space": "wide"}},
        {"do": "graph", "settings": {"sigma_intensity": True}},
        {"do": "graph", "settings": 3},
        {"do": "row", "pixel": -1},
        {"do": "row", "pixel": None},
        {"do": "tree", "splits": -1},
        {"do": "tree", "splits": "all"},
        {"do": "nothing"},
        {},
    ],
)
def test_nonsense_from_the_front_end_is_a_sentence(wire, tell, message):
    explorer = CutExplorer(photo("coffee"), 8)
    tell(explorer, message)
    problem = wire.contents()[-1]["problem"]
    assert problem.endswith(".")
    assert "\n" not in problem
    assert not ask(wire, tell, explorer, "graph")[0]["problem"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"photo": [1]}, "picture must be .*, got list"),
        ({"photo": np.zeros((4, 4))}, "picture must be .*, got shape"),
        ({"photo": np.full((4, 4, 3), np.nan)}, "picture must be .*NaN"),
        ({"photo": np.zeros((0, 4, 3), np.uint8)}, "picture must be .*at least one pixel"),
        ({"side": 1}, "side must be an integer from 2 to 64, got 1"),
        ({"side": 65}, "side must be"),
        ({"side": "large"}, "side must be"),
        ({"sigma_intensity": 0}, "sigma_intensity must be a number from 0.001 to 10, got 0"),
        ({"sigma_space": "wide"}, "sigma_space must be a number"),
        ({"radius": 11}, "radius must be a number from 1.1 to 10.0, got 11"),
        ({"side": 64, "radius": 8}, "radius must be a number from 1.1 to 6.0, got 8"),
        ({"affinity": 3}, "affinity must be a function"),
        ({"eigenvector": "y"}, "eigenvector must be a function"),
        ({"split": 1}, "split must be a function"),
        ({"ncut": 1}, "ncut must be a function"),
        ({"recursive": 1}, "recursive must be a function"),
    ],
)
def test_bad_input(wire, arguments, words):
    with pytest.raises(ValueError, match=words) as caught:
        CutExplorer(**arguments)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (2, 1), (7, 5)])
def test_small_and_flat_pictures(wire, tell, shape):
    explorer = CutExplorer(np.full((*shape, 3), 90, np.uint8), 5)
    for do in ("hello", "graph", "cuts", "tree"):
        content, _ = ask(wire, tell, explorer, do)
        assert "\n" not in content.get("problem", "")
    assert explorer._repr_mimebundle_()[0]["image/png"]


@pytest.mark.parametrize("own", [{}, OWN])
def test_a_page_holds_what_only_a_kernel_computes(static, own):
    explorer = CutExplorer(photo("coffee"), 10, **own)
    bundle, metadata = explorer._repr_mimebundle_()
    assert explorer.comm is None
    assert metadata["image/png"]["alt"] == explorer.alt()
    assert "NCut" in explorer.describe()
    config = explorer.page_config()
    assert len(config["frames"]) == (1 if own else 6)
    assert ("rows" in config) == bool(own)
    json.dumps(config, allow_nan=False)
    assert "<script>" in bundle["text/html"]
    assert "http" not in bundle["text/html"].replace("http://www.w3.org/2000/svg", "")
