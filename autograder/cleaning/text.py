"""Untrusted text and pictures: control characters, sizes, addresses, MathJax's active macros."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection
from html import unescape
from typing import Any
from urllib.parse import unquote

TEXT_CAP = 20_000
"""Characters of one text output that are kept."""

PICTURE_CAP = 8_000_000
"""Characters of one picture in base64; a larger one is taken out."""

PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
"""Kinds of picture that are shown, and how their bytes begin. SVG is a document, not a picture."""

_ESCAPE = re.compile(
    r"\x1b\[(?P<sgr>[0-9;]*)m"  # a colour
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # any other control sequence
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # titles and links of a terminal
    r"|\x1b[ -/]*[0-~]?"
)
# C0 without tab and line feed, C1, and the marks that make text read in another order than it has.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_INVISIBLE = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STYLES = {0, 1, 4, 7, 22, 24, 27, 39, 49} | {
    base + colour for base in (30, 40, 90, 100) for colour in range(8)
}

# Macros by which MathJax makes links, attributes or styles, or loads extensions that do.
ACTIVE_TEX = re.compile(
    r"(?<!\\)\\+(?=(?:href|url|style|class|cssId|require|mmlToken|bbox|data|html\w*|tooltip|texttip|"
    r"toggle|mathtip|FormInput|includegraphics)(?![A-Za-z]))"
)


def joined(value: Any) -> str:
    """Text that nbformat may hold as a list of lines; what is no text is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return "".join(part for part in value if isinstance(part, str))
    return ""


def clean_source(text: str) -> str:
    """Text of a cell, whole, without lone surrogates and NUL: it must survive being written."""
    return _SURROGATE.sub("\ufffd", text).replace("\0", "\ufffd")


def clean_text(value: Any, cap: int = TEXT_CAP, colours: bool = True) -> str:
    """Text of an output: readable, bounded, with the colours that nbconvert understands.

    Parameters
    ----------
    value : str or list of str
        What the output holds; anything else is empty.
    cap : int
        Characters kept; the middle of longer text is left out.
    colours : bool
        Whether colours may stay.
    """
    text = joined(value)
    # Nobody needs to clean what is cut anyway; escape sequences take room that is given back.
    if len(text) > 8 * cap:
        text = f"{text[: 6 * cap]}{text[-2 * cap :]}"
    text = _SURROGATE.sub("\ufffd", text)
    if "\r" in text:
        text = "\n".join(_overwritten(line) for line in text.replace("\r\n", "\n").split("\n"))
    pieces, end = [], 0
    for match in _ESCAPE.finditer(text):
        pieces.append(_CONTROL.sub("", text[end : match.start()]))
        if colours and match["sgr"] is not None:
            pieces.append(_colour(match["sgr"]))
        end = match.end()
    pieces.append(_CONTROL.sub("", text[end:]))
    text = "".join(pieces)
    left_out = len(joined(value)) - cap
    if len(text) <= cap:
        return text
    head = text[: cap * 3 // 4]
    # A cut must not fall into an escape sequence: what is left of one would be shown.
    head, tail = re.sub(r"\x1b[^m]*$", "", head), re.sub(r"^[0-9;]*m", "", text[-cap // 4 :])
    return f"{head}\n… {left_out} characters left out …\n{tail}"


def _overwritten(line: str) -> str:
    """A line as a terminal shows it: a carriage return starts it again."""
    return next((part for part in reversed(line.split("\r")) if part), "")


def _colour(codes: str) -> str:
    """A colour sequence that nbconvert can read; it fails on an unfinished one."""
    numbers = [int(code) if code else 0 for code in codes[:60].split(";") if len(code) <= 3]
    kept: list[int] = []
    while numbers:
        code = numbers.pop(0)
        if code in (38, 48):
            length = {5: 2, 2: 4}.get(numbers[0] if numbers else -1, 0)
            rest, numbers = numbers[:length], numbers[length:]
            if not length or len(rest) < length or max(rest) > 255:
                break
            kept += [code, *rest]
        elif code in _STYLES:
            kept.append(code)
    return f"\x1b[{';'.join(map(str, kept))}m" if kept else ""


def picture(value: Any, kind: str) -> str | None:
    """Base64 of a picture that begins as its kind does, without white space; else None."""
    text = "".join(joined(value).split())
    if kind not in PICTURES or not text or len(text) > PICTURE_CAP:
        return None
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None
    return text if data.startswith(PICTURES[kind]) else None


def safe_link(url: str) -> bool:
    """Whether a link leads to the web, to a mail address or to something beside the page."""
    bare = _bare(url)
    if ":" in re.split(r"[/?#]", bare, maxsplit=1)[0]:
        return bare.startswith(("http://", "https://", "mailto:"))
    # A path from the server's root reaches the instructor's own Jupyter server.
    return not bare.startswith("/") and ".." not in bare


def safe_picture(url: str, attachments: Collection[str] = ()) -> bool:
    """Whether a picture's address fetches nothing from elsewhere and is no document."""
    if url.startswith("attachment:"):
        return url.removeprefix("attachment:") in attachments
    inline = re.fullmatch(r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=\s]+)", url)
    if inline:
        return picture(inline[2], inline[1]) is not None
    bare = _bare(url)
    return ".." not in bare and bool(
        re.fullmatch(r"\w[\w\-./]*\.(?:png|jpe?g|gif|webp)", bare, re.ASCII)
    )


def _bare(url: str) -> str:
    """An address without everything that hides what it is from a reader, not from a browser."""
    for _ in range(4):
        url = unescape(unquote(url))
    url = re.sub(
        r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]", "", url
    )
    # nbconvert takes a leading "files/" away after it has rendered a link.
    return re.sub(r"^(?:/?files/)+", "", url.replace("\\", "/").strip("<>")).lower()
