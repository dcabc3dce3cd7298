"""The file format of reference packs."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.checks.pack import PackError, find_exercise, read_pack, write_pack

TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | hnp.arrays(
        st.sampled_from([np.float64, np.int64, np.uint8, bool]),
        hnp.array_shapes(min_dims=0, max_dims=3, max_side=4),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text("abc", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def same(a, b) -> bool:
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return a == b and type(a) is type(b)


@settings(max_examples=50)
@given(tree=TREES)
def test_what_is_written_is_read_back(tmp_path_factory, tree):
    path = tmp_path_factory.mktemp("pack") / "unit.npz"
    write_pack(path, "unit", {"exercise": {"tree": tree}})
    assert same(read_pack(path).exercises["exercise"]["tree"], tree)


def test_the_same_content_gives_the_same_bytes(tmp_path):
    record = {"a": {"x": np.arange(6).reshape(2, 3), "t": (1, 2.5)}}
    write_pack(tmp_path / "1.npz", "unit", record)
    write_pack(tmp_path / "2.npz", "unit", record)
    assert (tmp_path / "1.npz").read_bytes() == (tmp_path / "2.npz").read_bytes()


def test_no_object_is_written(tmp_path):
    for value in (np.array([None]), object(), {1, 2}):
        with pytest.raises(TypeError, match="a pack holds"):
            write_pack(tmp_path / "p.npz", "unit", {"a": {"x": value}})
    assert not list(tmp_path.glob("*.npz"))


def test_missing_pack_says_which_file(tmp_path):
    with pytest.raises(PackError, match="gone.npz is missing.*get it back"):
        read_pack(tmp_path / "gone.npz")


@pytest.mark.parametrize("damage", ["empty", "text", "half", "flipped", "no manifest", "bad json"])
def test_damaged_pack_says_which_file(tmp_path, damage):
    path = tmp_path / "kmeans.npz"
    write_pack(path, "kmeans", {"a": {"x": np.arange(1000)}})
    raw = path.read_bytes()
    if damage == "no manifest":
        np.savez(path, other=np.arange(3))
    elif damage == "bad json":
        np.savez(path, manifest=np.frombuffer(b"{", np.uint8))
    else:
        middle = len(raw) // 2
        flipped = raw[:middle] + bytes(b ^ 255 for b in raw[middle : middle + 64])
        path.write_bytes(
            {
                "empty": b"",
                "text": b"not a zip file",
                "half": raw[:middle],
                "flipped": flipped + raw[middle + 64 :],
            }[damage]
        )
    with pytest.raises(PackError, match=r"kmeans\.npz is damaged.*get it back"):
        read_pack(path)


def test_pickles_are_never_loaded(tmp_path):
    path = tmp_path / "kmeans.npz"
    np.savez(path, manifest=np.array([{"a": 1}], dtype=object))
    with pytest.raises(PackError, match="damaged"):
        read_pack(path)


def test_another_version_is_said(tmp_path):
    text = json.dumps({"format": 99, "unit": "kmeans", "exercises": {}})
    np.savez(tmp_path / "k.npz", manifest=np.frombuffer(text.encode(), np.uint8))
    with pytest.raises(PackError, match="format 99"):
        read_pack(tmp_path / "k.npz")


def test_exercises_are_found_by_name():
    pack, record = find_exercise("assign_labels")
    assert pack.unit == "kmeans" and record["points"] == 2
    assert find_exercise("no_such_exercise") is None
