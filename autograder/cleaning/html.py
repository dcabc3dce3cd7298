"""Untrusted HTML, reduced to what cannot run, fetch or lay itself over the rest of the page."""

from __future__ import annotations

import re
from collections import Counter

import nh3

from autograder.cleaning.text import ACTIVE_TEX, safe_link, safe_picture

HTML_CAP = 4_000_000
"""Characters of one HTML output; a longer one is taken out."""

ODD_CAP = 50_000
"""Characters of an HTML output that is not regular; a longer one is taken out."""

TAGS_CAP = 20_000
"""Tags of a regular HTML output."""

DEPTH_CAP = 60
"""Nested tags; nbconvert reads its page again with a parser that recurses."""

_TAGS = (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub "
    "summary sup table tbody td tfoot th thead tr tt u ul var"
)
TAGS = set(_TAGS.split())
ATTRIBUTES = {
    "*": {"style", "title", "class", "role", "aria-label", "aria-hidden"},
    "a": {"href"},
    "div": {"data-state"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "table": {"border"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# Other classes and roles would take part in the page's own style sheets and scripts.
_WORDS = {
    "class": re.compile(r"dataframe|course-[a-z-]+|table(?:-[a-z]+)?"),
    "role": re.compile(r"status|img|note|table|list|listitem"),
}
_PROPERTIES = re.compile(
    r"(?:border(?:-(?:left|right|top|bottom|radius|collapse|spacing|color|style|width))?"
    r"|(?:padding|margin)(?:-(?:left|right|top|bottom))?|(?:max-|min-)?(?:width|height)"
    r"|color|background(?:-color)?|font(?:-(?:family|size|weight|style|variant))?|line-height"
    r"|text-(?:align|decoration)|vertical-align|white-space|list-style|display|opacity"
    r"|overflow(?:-[xy])?|image-rendering|gap)"
)
_VALUE = re.compile(r"[\w\s#%.,/()\"'-]*", re.ASCII)
_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "var"}
# Tags that need no end, and tags that a browser opens again in every block until they are closed.
_LONE = {
    *("br", "hr", "img", "col"),
    *("p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot"),
}
_FORMATS = {"a", "b", "code", "em", "font", "i", "s", "small", "strong", "tt", "u"}
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})"
    r"(?:\s{1,9}[a-zA-Z-]{1,40}(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[\w#%.-]++))?){0,20}+\s{0,9}/?>"
)
_ACTIVE = re.compile(
    r"</?(?:script|style|iframe|frame|object|embed|applet|svg|math|link|meta|base|form|input|"
    r"button|textarea|select|template|noscript|video|audio|source|portal)\b"
    r"|\son\w{3,30}\s{0,9}=|(?:java|vb)script\s{0,9}:",
    re.IGNORECASE,
)


def clean_html(text: str) -> str | None:
    """HTML that is safe in the instructor's page, or None if it is too large or too deep."""
    if len(text) > HTML_CAP or (len(text) > ODD_CAP and not is_regular(text)):
        return None
    clean = nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
    )
    if _depth(clean) > DEPTH_CAP:
        return None
    # MathJax does not look into code, so a backslash there is only a backslash.
    parts = re.split(r"(<(pre|code)\b.*?</\2>)", clean, flags=re.S)
    return "".join(
        part if index % 3 == 1 else ACTIVE_TEX.sub("", part)
        for index, part in enumerate(parts)
        if index % 3 != 2
    )


def is_regular(text: str) -> bool:
    """Whether HTML is written plainly, closes its tags and so costs nh3 time as it is long.

    Tables of pandas and the check's own report are; a browser's parser repairs anything else, which
    takes a time that grows with the square of the length.
    """
    opened: Counter[str] = Counter()
    tags = 0
    for match in re.finditer(r"<", text):
        tag = _TAG.match(text, match.start())
        if tag is None or tags > TAGS_CAP:
            return False
        tags += 1
        name = tag["name"].lower()
        if name in _LONE:
            continue
        opened[name] = max(0, opened[name] + (-1 if tag["close"] else 1))
        if not tag["close"] and (
            opened.total() > DEPTH_CAP or sum(opened[name] for name in _FORMATS) > 10
        ):
            return False
    return True


def has_active(text: str) -> bool:
    """Whether HTML looks as if it holds scripts, frames, styles or the like; only for a remark."""
    return bool(_ACTIVE.search(text))


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if safe_link(value) else None
    if name == "src":
        return value if safe_picture(value) and value.startswith("data:") else None
    if name == "style":
        return clean_style(value) or None
    if name in _WORDS:
        return " ".join(word for word in value.split() if _WORDS[name].fullmatch(word)) or None
    if name in ("width", "height", "colspan", "rowspan", "start", "border"):
        return value if re.fullmatch(r"[0-9]{1,5}", value, re.ASCII) else None
    return value


def clean_style(text: str) -> str:
    """The declarations of an inline style that change only how their own element looks."""
    kept = []
    for declaration in text.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        functions = {word.lower() for word in re.findall(r"([\w-]+)\s*\(", value)}
        if (
            _PROPERTIES.fullmatch(name.lower())
            and _VALUE.fullmatch(value)
            and functions <= _FUNCTIONS
            and not re.search(r"(?<![\w-])-[.\d]", value)  # would cover what stands beside it
        ):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def _depth(clean: str) -> int:
    """How deep the tags of nh3's (balanced) output are nested."""
    depth = deepest = 0
    for close, name in re.findall(r"<(/?)([a-z0-9]+)", clean):
        if close:
            depth -= 1
        elif name not in ("br", "hr", "img", "col"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest
