"""Names that become paths: student ids, and the paths inside what a student or an LMS sent.

Everything here is chosen by somebody else, so what is allowed is listed, not what is forbidden.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_ID = 128
"""Characters; the gradebook's column holds no more."""

LONGEST_ID_BYTES = 200
"""Bytes in UTF-8; a file name holds 255, and records add an ending."""

LONGEST_PART_BYTES = 200
LONGEST_PATH = 1000

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"]
)
"""Names that Windows gives to devices, with any ending."""

OURS = frozenset({"collect", "problems"})
"""Names of files that lie beside the records ``grading/<unit>/<student>.json``."""

_JOINERS = "\u200c\u200d"
"""Invisible, and part of how Persian and Indian names are written; an id leaves them out."""

_DRIVE = re.compile(r"^[A-Za-z]:")


def safe_student_id(text: str) -> str:
    """The student id in `text`, if it is safe as a folder's name on every system.

    Allowed are letters and digits of any script and ``. _ - @``; none of ``. - @`` comes first,
    no dot last. nbgrader's own separators (``+`` and the comma) and its wildcards are not allowed.

    Parameters
    ----------
    text : str
        An id; white space around it is taken off.

    Returns
    -------
    str
        The id in Unicode's composed form (NFC), so that macOS and Linux agree on it.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong.

    Examples
    --------
    >>> safe_student_id(" ada.lovelace@example.org ")
    'ada.lovelace@example.org'
    """
    if not isinstance(text, str):
        raise ValueError(f"A student id must be text, got {type(text).__name__}.")
    found = unicodedata.normalize("NFC", text).strip()
    fault = _id_fault(found)
    if fault:
        raise ValueError(f"The student id {shown(text)} {fault}.")
    return found


def _id_fault(text: str) -> str:
    if not text:
        return "is empty"
    if has_control(text):
        return "holds a control character or half a character"
    if ".." in text:
        return "holds two dots in a row, as a path that leaves its folder does"
    if "/" in text or "\\" in text:
        return "holds a slash"
    if len(text) > LONGEST_ID or len(text.encode()) > LONGEST_ID_BYTES:
        return f"is longer than {LONGEST_ID} characters or {LONGEST_ID_BYTES} bytes"
    odd = next((char for char in text if not _allowed(char)), "")
    if odd:
        return f"holds {odd!a}; allowed are letters, digits and . _ - @"
    if text[0] in ".-@" or text[-1] == ".":
        return "begins with a dot, a hyphen or an at sign, or ends with a dot"
    stem = text.split(".")[0].casefold()
    if stem in RESERVED:
        return "is a name that Windows keeps for a device"
    if text.casefold() in OURS:
        return "is the name of a file of the grader's own"
    return ""


def _allowed(char: str) -> bool:
    return char in "._-@" or unicodedata.category(char)[0] in "LNM"


def id_from_name(name: str) -> str:
    """The student id made from a person's name as an LMS writes it.

    White space becomes ``_``, and signs that an id does not hold (commas, apostrophes, brackets)
    are left out. A name with a slash, two dots in a row or control characters is refused, not
    repaired: no LMS writes one.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong.

    Examples
    --------
    >>> id_from_name("Conan O'Brien")
    'Conan_OBrien'
    """
    text = unicodedata.normalize("NFC", name).strip()
    if has_control(text) or ".." in text or "/" in text or "\\" in text:
        return safe_student_id(text)  # raises, with the sentence
    joined = "_".join(text.split())
    return safe_student_id("".join(char for char in joined if _allowed(char)).lstrip(".-@"))


def path_fault(path: str) -> str:
    """What is wrong with a path inside an archive, as the end of a sentence; empty if nothing.

    Examples
    --------
    >>> path_fault("ada/kmeans.ipynb")
    ''
    >>> path_fault("../kmeans.ipynb")
    'leads out of its folder (..)'
    """
    if not path or len(path) > LONGEST_PATH:
        return f"is empty or longer than {LONGEST_PATH} characters"
    if has_control(path):
        return "holds a control character or half a character"
    if "\\" in path:
        return "holds a backslash"
    if path.startswith("/"):
        return "is absolute"
    if _DRIVE.match(path):
        return "begins with a drive letter"
    for part in path.rstrip("/").split("/"):
        fault = _part_fault(part)
        if fault:
            return fault
    return ""


def _part_fault(part: str) -> str:
    if part == "..":
        return "leads out of its folder (..)"
    if part in ("", "."):
        return "holds an empty folder name or a dot for one"
    if len(part.encode()) > LONGEST_PART_BYTES:
        return f"holds a name longer than {LONGEST_PART_BYTES} bytes"
    if any(char in '<>:"|?*' for char in part):
        return 'holds one of < > : " | ? *'
    if part[-1] in " .":
        return "holds a name that ends with a dot or a space"
    if part.split(".")[0].rstrip().casefold() in RESERVED:
        return "holds a name that Windows keeps for a device"
    return ""


def has_control(text: str) -> bool:
    """Whether `text` holds control, formatting or private characters, or half characters."""
    return any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in _JOINERS
        for char in text
    )


def shown(text: str, longest: int = 80) -> str:
    """`text` in quotes and on one line, safe for a terminal and for JSON."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return ascii(cut) if has_control(cut) else repr(cut)
