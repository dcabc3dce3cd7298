"""FarmInspector without a browser: messages, budgets, a student's own functions, bad input."""

from __future__ import annotations

import functools
import json
from dataclasses import replace

import matplotlib
import numpy as np
import pytest

from course_lib.scenes.solar_farm import make_farm
from course_lib.thermal import (
    distort,
    inspect_frames,
    panel_temperatures,
    robust_scores,
    undistort_image,
)
from course_lib.thermal.pictures import cividis
from course_lib.widgets import FarmInspector, base
from course_lib.widgets.farm_model import LAYERS, STAGES


@functools.cache
def farm(rows=4, columns=6, seed=1):
    return make_farm(np.random.default_rng(seed), rows=rows, columns=columns)


@functools.cache
def inspection():
    return inspect_frames(farm().thermal, farm().rgb, **farm().lens)


def ask(wire, tell, widget, do, **more):
    tell(widget, {"do": do, "id": "q", **more})
    content, buffers = wire.contents()[-1], wire.buffers()[-1]
    assert content["id"] == "q"
    return content, buffers


@pytest.mark.parametrize("size", [(4, 6), (9, 17)])
def test_budgets(wire, tell, size):
    explorer = FarmInspector(farm(*size))
    assert sum(wire.sizes("comm_open")) <= 100_000
    for layer in LAYERS:
        for stage in STAGES[:2]:
            ask(wire, tell, explorer, "frame", stage=stage, frame=0, layer=layer)
        ask(wire, tell, explorer, "mosaic", layer=layer)
    for do in ("panels", "temperatures", "alarms"):
        ask(wire, tell, explorer, do)
    assert not any("problem" in content for content in wire.contents())
    assert len(wire.contents()) == 9
    assert max(wire.sizes("comm_msg")) <= 256_000


def test_scripts_are_small():
    assert len(base.script("kit.js", *FarmInspector.scripts).encode()) < 50_000


def test_what_is_sent_is_what_the_library_finds(wire, tell):
    explorer, found = FarmInspector(farm()), inspection()
    degrees = explorer.low + (explorer.high - explorer.low) * np.arange(256) / 254

    def temperatures(buffer, shape):
        levels = np.frombuffer(buffer, np.uint8).reshape(shape)
        return np.where(levels == 255, np.nan, degrees[levels])

    step = (explorer.high - explorer.low) / 254
    for stage, frames in (("frames", farm().thermal), ("undistorted", found.undistorted)):
        _, buffers = ask(wire, tell, explorer, "frame", stage=stage, frame=2, layer="thermal")
        seen = temperatures(buffers[0], frames[2].shape)
        np.testing.assert_allclose(seen, frames[2], rtol=0, atol=step / 2 + 1e-9)
    content, buffers = ask(wire, tell, explorer, "mosaic", layer="thermal")
    assert content["shifts"] == found.shifts.tolist()
    seen = temperatures(buffers[0], (content["height"], content["width"]))
    np.testing.assert_allclose(seen, found.mosaic, rtol=0, atol=step / 2 + 1e-9)
    content, buffers = ask(wire, tell, explorer, "panels")
    places = np.frombuffer(buffers[0], np.uint8).reshape(found.labels.shape)
    assert (np.array([0, *content["names"]])[places] == found.labels).all()
    _, buffers = ask(wire, tell, explorer, "temperatures")
    warm = found.temperatures
    assert (np.frombuffer(buffers[0]).reshape(3, -1) == [warm.mean, warm.p95, warm.maximum]).all()
    content, buffers = ask(wire, tell, explorer, "alarms", threshold=3.5)
    whole, spot, soiled = np.frombuffer(buffers[0], np.uint8).reshape(3, -1).astype(bool)
    assert ((whole | spot) == found.hot).all() and (soiled == found.soiled).all()
    scores = np.frombuffer(buffers[1]).reshape(2, -1)
    assert (scores == [robust_scores(warm.mean), robust_scores(warm.maximum)]).all()
    assert explorer.model.alarms(3.5) == found.alarms
    assert explorer.describe().startswith(f"{len(found.alarms)} alarms among 24 panels, the first")
    sentences = [explorer.describe(stage) for stage in STAGES]
    assert len(set(sentences)) == 6 and all(s.endswith(".") for s in sentences)


def test_bent_edges_lie_on_the_panels_rims(wire, tell):
    """Along a bent edge the frame changes from panel to aluminium, all the way."""
    explorer = FarmInspector(make_farm(np.random.default_rng(0), rows=4, columns=6, glare=False))
    assert "sun" not in explorer.describe("frames")
    for index in range(explorer.model.count):
        curves, lines = explorer.model.bent(index), explorer.model.edges(index)
        assert 2 <= len(lines) <= 4
        frame = explorer.model.frame(index, "thermal")
        for curve, line in zip(curves, lines, strict=True):
            assert np.ptp(line, axis=0).min() == 0
            across = int(np.ptp(line[:, 0]) == 0)
            change = []
            for x, y in np.round(curve).astype(int)[2:-2]:
                part = frame[y - 2 : y + 3, x] if across == 0 else frame[y, x - 2 : x + 3]
                change.append(np.ptp(part))
            assert np.median(change) > 15


def test_a_page_holds_all_steps(static):
    explorer = FarmInspector(farm())
    bundle, metadata = explorer._repr_mimebundle_()
    assert explorer.comm is None and bundle["image/png"]
    assert metadata["image/png"]["alt"] == explorer.alt()
    assert "http" not in bundle["text/html"].replace("http://www.w3.org/2000/svg", "")
    answers = explorer.page_config()["answers"]
    frames = explorer.model.count
    assert len(answers) == 1 + 2 * 2 * frames + 2 + 3
    assert not any("problem" in answer["content"] for answer in answers.values())
    json.dumps(answers, allow_nan=False)


def test_cividis_is_matplotlibs():
    """At nine places; between them it is linear, as in kit.js."""
    shares = np.linspace(0, 1, 9)
    theirs = matplotlib.colormaps["cividis"](shares)[:, :3] * 255
    assert np.abs(cividis(shares) - theirs).max() < 5
    assert cividis(np.array([0.0625])).tolist() == [[13, 45, 95]]


# ---- a student's own functions: plain, with loops, printing, and changing their arguments


def my_distort(points, k1, k2, center, focal):
    away = (points - np.asarray(center)) / focal
    r2 = (away**2).sum(axis=1, keepdims=True)
    points += 1000
    return center + focal * away * (1 + k1 * r2 + k2 * r2**2)


def my_undistort(image, k1, k2, center, focal):
    assert image.ndim == 2
    result = undistort_image(image, k1, k2, center, focal)
    image[:] = 0
    return result


def my_shift(a, b):
    cross = np.fft.fft2(b) * np.conj(np.fft.fft2(a))
    surface = np.fft.ifft2(cross / np.maximum(np.abs(cross), 1e-9)).real
    dy, dx = np.unravel_index(np.argmax(surface), surface.shape)
    return (dy - len(a) if dy > len(a) // 2 else dy), (
        dx - a.shape[1] if dx > a.shape[1] // 2 else dx
    )


def my_stitch(frames, shifts):
    height, width = frames.shape[1:]
    total = np.zeros(shifts.max(axis=0) + (height, width))
    seen = np.zeros(total.shape)
    for frame, (row, column) in zip(frames, shifts, strict=True):
        place = np.s_[row : row + height, column : column + width]
        total[place] += np.nan_to_num(frame)
        seen[place] += ~np.isnan(frame)
    with np.errstate(all="ignore"):
        return total / seen


def my_regions(thermal, min_area):
    """Any numbering is fine."""
    from scipy import ndimage

    labels, count = ndimage.label(thermal > 35)
    for number in range(1, count + 1):
        if (labels == number).sum() < min_area:
            labels[labels == number] = 0
    return labels * 3


def my_temperatures(thermal, labels):
    found = panel_temperatures(thermal, labels)
    print("noise")
    return found.mean, found.maximum, found.p95


def my_hot(temperatures, threshold=3.5):
    middle = np.median(temperatures)
    return 0.6745 * (temperatures - middle) / np.median(abs(temperatures - middle)) > threshold


def my_soiled(rgb, labels, threshold):
    soiled = []
    for name in np.unique(labels[labels > 0]):
        colours = rgb[labels == name].astype(float)
        far = np.linalg.norm(colours - np.median(colours, axis=0), axis=1) > 60
        soiled.append(far.mean() > threshold)
    return np.array(soiled)


OWN = {
    "distort": my_distort,
    "undistort": my_undistort,
    "shift": my_shift,
    "stitch": my_stitch,
    "regions": my_regions,
    "temperatures": my_temperatures,
    "hot": my_hot,
    "soiled": my_soiled,
}


def test_a_students_own_functions_find_what_the_library_finds(wire, tell, capsys):
    explorer = FarmInspector(farm(), **OWN, title="Yours")
    assert "my_undistort" in explorer.config["note"] and not explorer.config["scored"]
    content, _ = ask(wire, tell, explorer, "frame", stage="frames", frame=0, layer="rgb")
    ends = np.array(content["curves"])[:, [0, -1]].reshape(-1, 2)
    straight = explorer.model.edges(0)[:, [0, -1]].reshape(-1, 2)
    np.testing.assert_allclose(ends, distort(straight, **farm().lens), atol=0.06)
    ask(wire, tell, explorer, "panels")
    content, buffers = ask(wire, tell, explorer, "alarms", threshold=3.5)
    assert len(buffers) == 1
    ours, theirs = explorer.model.alarms(3.5), inspection().alarms
    assert [a.kind for a in ours] == [a.kind for a in theirs]
    assert np.allclose([a.above for a in ours], [a.above for a in theirs], atol=0.2)
    assert all(a.panel % 3 == 0 for a in ours)
    assert capsys.readouterr().out == ""


def test_nothing_of_a_student_runs_before_it_is_reached(wire, tell):
    calls = []

    def undistort(image, k1, k2, center, focal):
        calls.append(image.shape)
        return undistort_image(image, k1, k2, center, focal)

    explorer = FarmInspector(farm(), undistort=undistort)
    assert "image/png" in explorer._repr_mimebundle_()[0]
    assert "bends straight edges" in explorer.alt()
    ask(wire, tell, explorer, "frame", stage="frames", frame=0, layer="thermal")
    assert calls == []
    for _ in range(2):
        ask(wire, tell, explorer, "frame", stage="undistorted", frame=3, layer="thermal")
        assert len(calls) == 1
    ask(wire, tell, explorer, "prepare", frame=3, layer="rgb")
    assert len(calls) == 4
    ask(wire, tell, explorer, "panels")
    assert len(calls) == 3 + explorer.model.count
    assert explorer.describe().startswith("24 panels")


def not_written(*_):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"undistort": not_written}, "not_written is not written yet"),
        ({"undistort": lambda *_: None}, "undistort returned None: did you forget to return"),
        ({"undistort": lambda image, *_: image[1:]}, "undistort must return shape (160, 200)"),
        ({"undistort": lambda image, *_: image * np.nan}, "undistort returned NaN everywhere"),
        ({"undistort": lambda image, *_: image + 1j}, "What undistort returns must be"),
        ({"undistort": lambda image, *_: 1 // 0}, "undistort raised ZeroDivisionError"),
        ({"shift": lambda a, b: 3}, "shift must return two numbers (dy, dx), got int"),
        ({"shift": lambda a, b: (np.nan, 0)}, "shift must return two numbers (dy, dx)"),
        ({"shift": lambda a, b: (0, 500)}, "shift returned (0, 500): frames of 200 × 160"),
        ({"shift": lambda a, b: (159, 199)}, "The shifts of shift spread the frames over"),
        ({"stitch": lambda frames, shifts: frames[0]}, "stitch must return shape"),
        ({"stitch": lambda frames, shifts: "text"}, "What stitch returns must be"),
        ({"regions": lambda t, m: np.zeros(t.shape, int)}, "regions found no panel"),
        ({"regions": lambda t, m: np.arange(t.size).reshape(t.shape)}, "at most 255"),
        ({"regions": lambda t, m: t > 35}, "What regions returns must be integers"),
        ({"temperatures": lambda t, labels: 3}, "must return three arrays, (mean, maximum, p95)"),
        ({"temperatures": lambda t, labels: ([1], [2], [3])}, "one number a panel, 24, got 1"),
        ({"temperatures": lambda t, labels: ([np.nan] * 24,) * 3}, "finite"),
        ({"hot": lambda t, threshold: t}, "must return one True or False a panel, 24 in all"),
        ({"hot": lambda t, threshold: np.flatnonzero(t > 0)}, "hot must return one True or False"),
        ({"soiled": lambda *_: [[1], [1, 2]]}, "soiled must return one True or False a panel"),
        ({"soiled": lambda *_: exit()}, "soiled raised SystemExit"),
    ],
)
def test_a_wrong_function_is_a_sentence(wire, tell, own, words):
    for function in own.values():
        if function.__name__ == "<lambda>":
            function.__name__ = next(iter(own))
    explorer = FarmInspector(farm(), **own)
    content, _ = ask(wire, tell, explorer, "alarms")
    assert words in content["problem"]
    assert content["problem"].endswith((".", "?")) and "\n" not in content["problem"]
    content, _ = ask(wire, tell, explorer, "frame", stage="frames", frame=0, layer="thermal")
    assert content["note"] == ""


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (not_written, "not_written is not written yet"),
        (lambda points, *_: points[:3], "must return"),
        (lambda points, *_: points * np.nan, "finite numbers, one (x, y) a point"),
    ],
)
def test_a_wrong_distort_leaves_the_frame(wire, tell, function, words):
    explorer = FarmInspector(farm(), distort=function)
    content, buffers = ask(wire, tell, explorer, "frame", stage="frames", frame=0, layer="thermal")
    assert words in content["note"] and content["curves"] == [] and buffers[0].nbytes == 32000
    assert "problem" not in ask(wire, tell, explorer, "alarms")[0]


def test_a_page_of_a_broken_function_says_so(static):
    explorer = FarmInspector(farm(), regions=not_written)
    assert "not_written is not written yet" in explorer.describe()
    assert "not_written" in explorer.alt() and explorer._repr_mimebundle_()[0]["image/png"]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({}, "nothing named None"),
        ({"do": ["frame"]}, "nothing named"),
        ({"do": "frame", "stage": "frames", "frame": 99, "layer": "rgb"}, "frame must be from 0"),
        ({"do": "frame", "stage": "frames", "frame": True, "layer": "rgb"}, "frame must be"),
        ({"do": "frame", "stage": "alarms", "frame": 0, "layer": "rgb"}, "stage must be"),
        ({"do": "mosaic", "layer": "x"}, "layer must be thermal or rgb"),
        ({"do": "alarms", "threshold": -1}, "threshold must be a number from 0 to 100"),
        ({"do": "alarms", "threshold": "high"}, "threshold must be"),
    ],
)
def test_nonsense_from_the_front_end_is_a_sentence(wire, tell, message, words):
    tell(FarmInspector(farm()), message)
    problem = wire.contents()[-1]["problem"]
    assert words in problem and problem.endswith(".") and "\n" not in problem


def test_bad_input():
    with pytest.raises(ValueError, match="farm must be a Farm, see make_farm, got list"):
        FarmInspector([])
    with pytest.raises(ValueError, match="undistort must be a function undistort_image"):
        FarmInspector(farm(), undistort=3)
    with pytest.raises(ValueError, match="title must be a text"):
        FarmInspector(farm(), title="")
    field = replace(farm().field, thermal=np.zeros((600, 700)))
    with pytest.raises(ValueError, match="at most 250,000 pixels, got 700 × 600"):
        FarmInspector(replace(farm(), field=field))
    with pytest.raises(ValueError, match="stage must be one of frames"):
        FarmInspector(farm()).describe("end")


def test_the_report_is_that_of_the_threshold_that_is_set(static, wire, tell):
    explorer = FarmInspector(farm(), hot=my_hot)
    explorer.html()  # a page asks for all thresholds; that moves nothing
    found = inspect_frames(farm().thermal, farm().rgb, **farm().lens)
    assert [a.panel for a in explorer.report().alarms] == [a.panel for a in found.alarms]
    right, false, missed = explorer.against_truth()
    assert (right, false, missed) == (len(farm().field.faults), 0, 0)
    explorer.receive({"do": "alarms", "threshold": 100.0})
    assert explorer.against_truth()[2] > 0


def test_no_report_of_what_fails(static):
    with pytest.raises(ValueError, match="stitch"):
        FarmInspector(farm(), stitch=lambda frames, shifts: None).report()
