"""Student ids and paths: what strangers write becomes a safe name or a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.names import id_from_name, path_fault, safe_student_id, shown

BAD_IDS = [
    "", "  ", "..", "a/../b", "a/b", "a\\b", "/etc", ".hidden", "-rf", "a..b", "x" * 300, "é" * 128,
    "con", "NUL", "com1.txt", "LPT³", "a\x00b", "a\x1bb", "\ud800", "a\nb", "a*", "a?", "[ab]",
    "a+b", "a,b", "=1+1", "a b", "a:b", "collect", "PROBLEMS", "a.", "@a", "\u202egnp", "a%", "'a'",
]  # fmt: skip
BAD_PATHS = [
    "", "/etc/passwd", "../a", "a/../../b", "a\\b", "C:/a", "c:a",
    "a//b", "a/./b", "a\x00b", "a\nb",
    "\udcff", "aux.py", "a/con/b", "a/COM1.ipynb", "a ", "a./b", "a:b", "a|b",
    "x" * 201, "a/" * 501,
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_IDS)
def test_a_bad_id_is_a_sentence(text: str):
    with pytest.raises(ValueError) as caught:
        safe_student_id(text)
    sentence = str(caught.value)
    assert sentence.endswith(".") and sentence.isprintable() and len(sentence) < 300


@pytest.mark.parametrize(
    "text", ["ada", "ada.l@uni.edu", "1234567", "Jürgen_Müller", "李_明", "a-b"]
)
def test_a_good_id_stays(text: str):
    assert safe_student_id(text) == text


def test_an_id_is_composed():
    assert safe_student_id("Ju\u0308rgen") == "Jürgen"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Ada Lovelace", "Ada_Lovelace"),
        ("  Lovelace,  Ada ", "Lovelace_Ada"),
        ("Conan O'Brien (he)", "Conan_OBrien_he"),
        ("=cmd|' C calc'!A0", "cmd_C_calcA0"),
        ("علی\u200cرضا", "علیرضا"),
    ],
)
def test_a_name_makes_an_id(name: str, made: str):
    assert id_from_name(name) == made


@pytest.mark.parametrize(
    "name", ["../ada", "ada/..", "a..b", "a\x00", "\ud800", "…", "x" * 300, "con"]
)
def test_a_bad_name_makes_none(name: str):
    with pytest.raises(ValueError):
        id_from_name(name)


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_bad_path_has_a_fault(path: str):
    assert path_fault(path)


@given(st.text(max_size=300))
def test_whatever_passes_is_one_folder_below(text: str):
    for make in (safe_student_id, id_from_name):
        try:
            made = make(text)
        except ValueError as error:
            assert str(error).isprintable()
            continue
        root = Path("/class/submitted")
        assert (root / made).parent == root and made == Path(made).name
        assert made.isprintable() or "\u200c" not in made
        assert len(made.encode()) <= 200 and safe_student_id(made) == made
        assert made[0] not in "=+-@\t\r"


@given(st.text(st.sampled_from("ab./\\:\x00 é"), max_size=12))
def test_a_path_without_fault_stays_inside(path: str):
    if not path_fault(path):
        assert ".." not in path.split("/") and not path.startswith("/")
        assert (Path("/x") / path).as_posix() == "/x/" + path.rstrip("/")


@given(st.text())
def test_shown_is_one_line(text: str):
    assert "\n" not in shown(text) and "\x1b" not in shown(text) and shown(text).encode()
