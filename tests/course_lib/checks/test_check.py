"""`check` as a student meets it: each kind of answer has its own sentence, and no traceback."""

import json
import os
import re
import shutil
import signal
import threading

import numpy as np
import pytest

from course_lib.checks import check
from course_lib.checks.pack import references_folder


def define(text: str, name: str):
    namespace = {"np": np}
    exec(text, namespace)
    return namespace[name]


def answer(body: str, name: str = "assign_labels", parameters: str = "features, means"):
    lines = "\n".join("    " + line for line in body.splitlines())
    return define(f"def {name}({parameters}):\n{lines}", name)


RIGHT = "d = ((features[:, None] - means[None]) ** 2).sum(axis=2)\nlabels = d.argmin(axis=1)\n"


def test_what_a_library_has_not_implemented_is_no_unwritten_answer():
    call = "lobpcg(np.eye(5), np.ones((5, 1)), Y=np.eye(5, 1))"
    body = f"from scipy.sparse.linalg import lobpcg\n{call}"
    text = str(check(answer(body)))
    assert "does not support constraints" in text and "not written yet" not in text


def test_a_sparse_matrix_is_no_array():
    body = "from scipy import sparse\nreturn sparse.csr_matrix(np.ones((len(features),) * 2))"
    text = str(check(answer(body, "affinity", "features, sigma")))
    assert "should be a NumPy array: return it with .toarray(), got a sparse matrix" in text


def test_a_right_answer_passes():
    result = check(answer(RIGHT + "return labels"))
    assert result.passed and result.points == 2 and repr(result) == "2"
    assert "all 8 cases passed" in result._repr_html_()
    assert 'summary style="display:list-item' in result._repr_html_(), "seen to open in nbgrader"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("raise NotImplementedError()", "not written yet"),
        (RIGHT, "Did you forget to return?"),
        (RIGHT + "return list(labels)", "got a list: return np.array"),
        (RIGHT + "return labels.astype(object)", "object array"),
        (RIGHT + "return labels.astype(str)", "array of dtype <U"),
        (RIGHT + "return np.where(labels == 0, np.nan, labels)", "contains NaN"),
        (RIGHT + "return labels * 1.0", "should hold integers, got float64"),
        (RIGHT + "return labels[:, None]", r"should have shape \(6,\), got \(6, 1\)"),
        (RIGHT + "return labels[0]", r"should have shape \(6,\), got one number"),
        (RIGHT + "return {'labels': labels}", "got a dict"),
        (RIGHT + "yield labels", "got a generator"),
        (RIGHT + "return np.ma.array(labels)", "masked array"),
        (RIGHT + "features *= 2\nreturn labels", "changed its input `features`.*Work on a copy"),
        (RIGHT + "return labels[99]", "raised IndexError: .*line 4 of assign_labels"),
        ("np.random.default_rng().choice(5, 2.0)", "raised TypeError: .*line 2 of assign_labels"),
        ("import re\nre.compile('(')", "raised error: .*line 3 of assign_labels"),
        (RIGHT + "return undefined_name", "raised NameError"),
        (RIGHT + "exit()", "raised SystemExit|raised NameError"),
        ("while True: pass", "did not finish in time"),
        ("return assign_labels(features, means)", "raised RecursionError"),
        ("from sklearn.cluster import KMeans\nreturn 0", "sklearn.cluster is what this exercise"),
        ("import course_lib.clustering.kmeans as k\nreturn 0", "course_lib.clustering is what"),
    ],
)
def test_every_way_to_be_wrong_has_its_sentence(body, sentence):
    result = check(answer(body), seconds=0.5)
    assert result.points == 0 and not result.passed
    assert re.search(sentence, result.text), result.text
    html = result._repr_html_()
    assert "Traceback" not in html + result.text
    assert repr(result) == "0"


@pytest.mark.parametrize(
    ("body", "remark"),
    [
        ("print('hello')\n", "prints"),
        ("import warnings\nwarnings.warn('look out')\n", "look out"),
        ("import matplotlib.pyplot as plt\nplt.figure()\n", "plots"),
    ],
)
def test_noise_is_remarked_and_costs_nothing(body, remark):
    result = check(answer(body + RIGHT + "return labels"))
    assert result.passed and remark in result.text


def test_other_dtypes_and_tensors_are_right():
    for ending in ("labels.astype(np.int32)", "labels.astype(np.uint8)", "labels.view()"):
        assert check(answer(RIGHT + f"return {ending}")).passed
    torch = pytest.importorskip("torch")
    assert torch is not None
    result = check(answer("import torch\n" + RIGHT + "return torch.tensor(labels)"))
    assert result.passed and "torch tensor" in result.text


@pytest.mark.parametrize("value", [3, None, "assign_labels", np, [1], np.zeros(3), object()])
def test_what_is_no_function_is_refused(value):
    result = check(value)
    assert result.text.startswith("Nothing was checked") and "check(assign_labels)" in result.text
    assert repr(result) == "0"


def test_functions_of_another_name_are_refused():
    result = check(np.mean)
    assert "No exercise is called `mean`" in result.text and "assign_labels" in result.text


@pytest.mark.parametrize("parameters", ["features", "", "features, means, k", "*, features, means"])
def test_other_parameters_are_said(parameters):
    result = check(answer("return 0", parameters=parameters))
    assert "assign_labels(features, means)" in result.text
    assert f"({parameters.removeprefix('*, ')})" in result.text


def test_renamed_parameters_are_a_remark():
    body = "features, means = X, M\n" + RIGHT + "return labels"
    result = check(answer(body, parameters="X, M"))
    assert result.passed and "(X, M)" in result.text


def test_missing_defaults_are_said():
    result = check(answer("return 0", "kmeans", "features, means, epsilon, max_iter"))
    assert "epsilon, max_iter need default values" in result.text


LOOP = """
def kmeans(features, means, epsilon=0.5, max_iter=100):
    for steps in range(1, max_iter + 1):
        old = means
        means = update_means(features, assign_labels(features, means), means)
        if (np.linalg.norm(means - old, axis=1) < epsilon).all():
            break
    return assign_labels(features, means), means, steps
"""
UPDATE = """
def update_means(features, labels, means):
    new = means.copy()
    for j in range(len(means)):
        if (labels == j).any():
            new[j] = features[labels == j].mean(axis=0)
    return new
"""


@pytest.mark.parametrize(
    "helper",
    [
        "def assign_labels(features, means): raise NotImplementedError()",
        "def assign_labels(features, means): return np.zeros(len(features), int)",
        "",
    ],
)
def test_a_wrong_helper_is_paid_for_once(helper):
    kmeans = define(helper + UPDATE + LOOP, "kmeans")
    before = dict(kmeans.__globals__)
    result = check(kmeans)
    assert result.passed and result.points == 3
    assert "Fix assign_labels first" in result.text and "update_means" not in result.helpers
    assert kmeans.__globals__ == before


def test_an_own_mistake_counts_beside_a_wrong_helper():
    helper = "def assign_labels(features, means): return np.zeros(len(features), int)"
    loop = LOOP.replace(".all()", ".mean() > 0.5").replace("epsilon)", "epsilon)")
    result = check(define(helper + UPDATE + loop, "kmeans"))
    assert not result.passed and "Fix assign_labels first" in result.text


def test_wrong_values_and_a_changed_input_are_both_said():
    result = check(answer("means -= 1\n" + RIGHT + "return labels[::-1]"))
    html = result._repr_html_()
    assert "wrong at" in html and "It also changed its input <code>means</code>." in html


def test_the_hint_of_an_exception_does_not_depend_on_its_text():
    """Twice strictly farther than min_distance, each in its own words."""
    body = (
        "for _ in range(100):\n"
        "    means = features[rng.choice(len(features), k, replace=False)]\n"
        "    gaps = [np.linalg.norm(means[i] - means[j]) for i in range(k) for j in range(i)]\n"
        "    if all(gap > min_distance for gap in gaps):\n"
        "        return means\n"
    )
    for error in ("ValueError('sorry')", "ValueError(f'no {k} rows')"):
        text = body + f"raise {error}"
        result = check(answer(text, "init_random", "features, k, min_distance, rng"))
        assert result.misconception == "strictly_farther"


def test_a_whole_number_for_a_float_is_named_too():
    body = "union = (a | b).sum()\nreturn (a & b).sum() / union if union else 0"
    assert check(answer(body, "iou", "a, b")).misconception == "zero_when_empty"


def test_the_hint_names_the_mistake():
    result = check(answer("return ((features[:, None] - means) ** 2).sum(axis=2).argmax(axis=1)"))
    assert result.misconception == "farthest" and "farthest mean" in result._repr_html_()


def test_pictures_are_shown_as_pictures():
    body = "return means[labels][:, :3].astype(np.uint8).reshape(image.shape)"
    result = check(answer(body, "segment_image", "image, labels, means"))
    assert result.misconception == "truncates"
    body = "return np.zeros(image.shape, np.uint8) if len(image) > 2 else np.round(means[labels])"
    body += ".astype(np.uint8).reshape(image.shape)"
    html = check(answer(body, "segment_image", "image, labels, means"))._repr_html_()
    assert html.count("<img") >= 2 and html.count("alt=") == html.count("<img")


def test_text_of_students_is_escaped():
    result = check(answer("raise ValueError('<script>alert(1)</script>')"))
    assert "<script>" not in result._repr_html_() and "&lt;script&gt;" in result._repr_html_()


@pytest.fixture
def course(tmp_path, monkeypatch):
    folder = tmp_path / "course"
    shutil.copytree(references_folder(), folder / "assets" / "references" / "public")
    (folder / ".course.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_missing_and_damaged_packs_are_said(course):
    path = course / "assets" / "references" / "public" / "kmeans.npz"
    path.write_bytes(path.read_bytes()[:1000])
    result = check(answer(RIGHT + "return labels"))
    assert str(path) in result.text and "damaged" in result.text and "get it back" in result.text
    path.unlink()
    result = check(answer(RIGHT + "return labels"))
    assert str(path) in result.text and "missing" in result.text


def test_progress_is_kept(course):
    check(answer(RIGHT + "return labels"))
    check(answer("return np.zeros(len(features), int)"))
    kept = json.loads((course / "progress.json").read_text(encoding="utf-8"))
    entry = kept["exercises"]["kmeans.assign_labels"]
    assert entry["passed"] and entry["points"] == 2 and entry["tries"] == 2


@pytest.mark.skipif(os.name == "nt", reason="no way to press stop from a test on Windows")
def test_a_check_that_is_stopped_says_so():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # xdist's workers ignore it
    timer = threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT])
    timer.start()
    try:
        result = check(answer("while True: pass"), seconds=20)
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
    assert "You stopped the check" in result.text


def test_a_helper_that_is_only_mentioned_is_not_paid_for_twice():
    names = {}
    exec(
        "import numpy as np\n"
        "def feature_distance(fi, fj):\n    return float(abs(fi[0] - fj[0]))\n"
        "def assign_labels(features, means):\n"
        "    return np.array([min(range(len(means)), key=lambda i: feature_distance(f, means[i]))\n"
        "                     for f in features])\n",
        names,
    )
    result = check(names["assign_labels"])
    assert result.passed and result.helpers == ("feature_distance",)
    assert "Fix feature_distance first" in result.text
