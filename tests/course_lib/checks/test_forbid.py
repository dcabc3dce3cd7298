"""Names that an exercise forbids answer with a sentence while a function is called."""

import subprocess
import sys

import numpy as np
import pytest

from course_lib.checks.factories import STAND_INS
from course_lib.checks.forbid import forbidden
from course_lib.checks.probe import run_case

FORBID = ["sklearn.cluster", "scipy.cluster", "not_installed.kmeans", "numpy.linalg.norm"]


def run(function):
    with forbidden(FORBID, function.__globals__):
        return run_case(function, {"inputs": {"x": np.arange(4.0)}})[0]


def test_forbidden_names_answer_with_a_sentence_and_come_back():
    import sklearn.cluster as cluster
    from sklearn.cluster import KMeans

    def imports_inside(x):
        from sklearn.cluster import KMeans

        return KMeans

    def by_attribute(x):
        import sklearn

        return sklearn.cluster.KMeans

    def submodule(x):
        import scipy.cluster.vq

        return scipy.cluster.vq.kmeans(x, 2)

    def one_function(x):
        return np.linalg.norm(x)

    for function in (imports_inside, by_attribute, submodule, one_function):
        outcome = run(function)
        assert outcome.status == "forbidden", function
        assert "is what this exercise asks you to write" in outcome.message
    assert sys.modules["sklearn.cluster"] is cluster and cluster.KMeans is KMeans
    assert "not_installed" not in sys.modules and "not_installed.kmeans" not in sys.modules
    assert np.linalg.norm([3, 4]) == 5


def test_names_imported_before_are_forbidden_too():
    namespace = {}
    exec(
        "from sklearn.cluster import KMeans\nimport sklearn.cluster as c\n"
        "def a(x): return KMeans(2).fit(x)\ndef b(x): return c.KMeans(2)\n"
        "def fine(x): return x.sum()",
        namespace,
    )
    kept = namespace["KMeans"]
    assert run(namespace["a"]).status == "forbidden"
    assert run(namespace["b"]).status == "forbidden"
    assert run(namespace["fine"]).status == "returned"
    assert namespace["KMeans"] is kept


def test_modules_below_that_are_loaded_already():
    import sklearn.cluster._kmeans as kept

    def below(x):
        from sklearn.cluster._kmeans import KMeans

        return KMeans

    assert run(below).status == "forbidden"
    assert sys.modules["sklearn.cluster._kmeans"] is kept


def test_a_function_that_its_package_hands_out_lazily():
    from skimage.segmentation import slic

    namespace = {"slic": slic, "other": len}
    with forbidden(["skimage.segmentation.slic"], namespace):
        assert namespace["slic"] is not slic and namespace["other"] is len
    assert namespace["slic"] is slic


def test_what_the_check_itself_put_there_stays():
    helper = STAND_INS["assign_labels"]
    namespace = {"assign_labels": helper}
    with forbidden(["course_lib.checks.factories"], namespace):
        assert namespace["assign_labels"] is helper


def test_strange_objects_are_left_alone():
    class Strange:
        def __getattr__(self, name):
            raise RuntimeError(name)

        def __call__(self):
            pass

        def __eq__(self, other):
            raise RuntimeError

    namespace = {"a": Strange(), "b": np.arange(3), "c": None}
    before = dict(namespace)
    with forbidden(FORBID, namespace):
        assert all(namespace[key] is value for key, value in before.items())


def test_all_is_back_after_an_exception():
    namespace = {"norm": np.linalg.norm}
    with pytest.raises(KeyError), forbidden(FORBID, namespace):
        raise KeyError
    assert namespace["norm"] is np.linalg.norm
    assert "not_installed.kmeans" not in sys.modules


def test_forbidding_loads_nothing():
    code = (
        "import sys, scipy, skimage.segmentation\n"
        "from course_lib.checks.forbid import forbidden\n"
        "before = set(sys.modules)\n"
        "with forbidden(['scipy.cluster', 'skimage.segmentation.slic', 'sklearn.cluster'], {}):\n"
        "    pass\n"
        "assert set(sys.modules) == before, set(sys.modules) ^ before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
