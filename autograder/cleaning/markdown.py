"""Untrusted Markdown: left as it is where nbconvert makes nothing harmful of it, else repaired.

What is harmful is not guessed from the text. The text is rendered by nbconvert's own parser and
renderer, which report every piece of HTML, every address and every fence that they meet. So a
trick that a pattern here would miss is still seen, and the last resort, the cell's text as a block
of code, shows it without running it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from nbconvert.filters.markdown_mistune import MISTUNE_V3, IPythonRenderer, MarkdownWithMath

from autograder.cleaning.text import ACTIVE_TEX, clean_text, safe_link, safe_picture

MARKDOWN_CAP = 20_000
"""Characters of a cell that are parsed; a longer one is shown as its source. Some texts take a
time that grows with the square of their length: at this length a second, in the grader."""

# Languages of fenced code. Others would choose one of hundreds of lexers, and "mermaid" a program.
_LANGUAGES = (
    "bash c console cpp csv diff ini ipython ipython3 java json latex markdown matlab md none "
    "numpy plain py pycon python python3 r sh shell text tex toml txt yaml yml"
)
LANGUAGES = set(_LANGUAGES.split())
# Tags that stay: a line break, and pairs within a line that hold no other tag.
_PAIRS = "b|i|u|s|em|strong|sub|sup|kbd|mark|small"
_SIMPLE = rf"<br ?/?>|<(?P<pair>{_PAIRS})>[^<>\n]*</(?P=pair)>"
_ADDRESS = r"<(?:https?://|mailto:)[^\s<>\"'`]*>|<[\w.+-]+@[\w.-]+>"
_KEEP = re.compile(rf"{_SIMPLE}|{_ADDRESS}|<(?=[A-Za-z/!?])")
_FENCE = re.compile(
    r"^(?P<start>[ \t>]{0,40}(?:[-*+]|\d{1,9}[.)])?[ \t]{0,9}(?:`{3,}|~{3,}))(?P<info>[^\n]*)$",
    re.M,
)
_LINK = re.compile(r"(?P<image>!?)(?P<text>\[[^\[\]]*\])\((?P<url>\s*(?:<[^<>\n]*>|[^\s()]*))")
_DEFINITION = re.compile(
    r"^(?P<text>[ \t>]{0,40}\[[^\[\]]+\]):(?P<url>\s*(?:<[^<>\n]*>|\S+))", re.M
)
_PROTECTED = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<maths>\$\$.+?\$\$|(?<![$\\])\$(?![$\s])(?:[^$\n]|\n(?!\s*\n))+?(?<!\\)\$)",
    re.M | re.S,
)


class _Watch(IPythonRenderer):
    """nbconvert's renderer, which tells what it was asked to render."""

    def __init__(self, attachments: Collection[str]) -> None:
        super().__init__(escape=False, attachments=dict.fromkeys(attachments, {"image/png": ""}))
        self.problems: set[str] = set()

    def block_html(self, html: str) -> str:
        return self.inline_html(html)

    def inline_html(self, html: str) -> str:
        # The opening and the closing half of a pair come one by one; _problems looks at the pairs.
        if not re.fullmatch(rf"<br ?/?>|</?(?:{_PAIRS})>\s*", html):
            self.problems.add("HTML")
        return html

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if not safe_link(url):
            self.problems.add("a link")
        return super().link(text, url, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if not safe_picture(url, self.attachments):
            self.problems.add("a picture")
            return ""
        return super().image(text, url, title)

    def block_code(self, code: str, info: str | None = None) -> str:
        words = (info or "").split()
        if words and words[0].lower() not in LANGUAGES:
            self.problems.add("a diagram or code in a language that is not shown here")
        return "<pre></pre>"  # no lexer runs on a student's text here


def clean_markdown(source: str, attachments: Collection[str] = ()) -> tuple[str, str]:
    """Markdown that is safe once nbconvert renders it, and a remark if it had to be changed.

    Parameters
    ----------
    source : str
        The cell's text.
    attachments : collection of str
        Names of the pictures attached to the cell, already cleaned.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    text = clean_text(source, cap=len(source) + 1, colours=False)
    if len(text) > MARKDOWN_CAP or text.count("\\\\[") > 200:
        return as_source(text[:MARKDOWN_CAP]), "a very long text is shown as its source"
    problems = _problems(text, attachments)
    if not problems:
        return text, ""
    repaired = _repaired(text, attachments)
    found = ", ".join(sorted(problems))
    if not _problems(repaired, attachments):
        return repaired, f"{found} in the text is shown as text"
    return as_source(text), f"the text is shown as its source, because of {found}"


def as_source(text: str) -> str:
    """Any text as a block of code in Markdown, which shows it as it is."""
    ticks = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{text}\n{fence}"


def _problems(text: str, attachments: Collection[str]) -> set[str]:
    """What is harmful in the page that nbconvert makes of a text."""
    if not MISTUNE_V3:
        return {"a parser of Markdown that is too old to be asked (install mistune 3)"}
    watch = _Watch(attachments)
    try:
        page = MarkdownWithMath(renderer=watch).render(text)
    except Exception:  # whatever a student's text does to a parser must not end the run
        return {"something that nbconvert cannot read"}
    problems = watch.problems
    opened: list[str] = []
    for close, name in re.findall(rf"<(/?)({_PAIRS})>", page):
        if not close:
            opened.append(name)
        elif not opened or opened.pop() != name:
            problems.add("HTML")  # half a pair would reach into the rest of the page
    if opened:
        problems.add("HTML")
    # MathJax looks at text, whatever Markdown took it for, but not into code.
    prose = re.sub(r"<(pre|code)\b.*?</\1>", " ", page, flags=re.S)
    if ACTIVE_TEX.search(unescape(re.sub(r"<[^>]*>", "", prose))):
        problems.add("a macro in the maths")
    return problems


def _repaired(text: str, attachments: Collection[str]) -> str:
    """A text in which what is recognised as harmful stands as text; code and maths stay."""

    def fence(match: re.Match[str]) -> str:
        words = match["info"].split()
        harmless = not words or words[0].lower() in LANGUAGES or "`" in match["info"]
        return match[0] if harmless else match["start"]

    def outside(part: str) -> str:
        part = _LINK.sub(lambda m: _broken_link(m, attachments), part)
        part = _DEFINITION.sub(_broken_definition, part)
        part = _KEEP.sub(lambda m: "&lt;" if m[0] == "<" else m[0], part)
        return ACTIVE_TEX.sub("", part)

    pieces, end = [], 0
    text = _FENCE.sub(fence, text)
    for match in _PROTECTED.finditer(text):
        pieces.append(outside(text[end : match.start()]))
        pieces.append(match[0] if match["code"] else ACTIVE_TEX.sub("", match[0]))
        end = match.end()
    return "".join([*pieces, outside(text[end:])])


def _broken_definition(match: re.Match[str]) -> str:
    if safe_link(match["url"].strip().strip("<>")):
        return match[0]
    return rf"{match['text']}\:{match['url']}"


def _broken_link(match: re.Match[str], attachments: Collection[str]) -> str:
    url = match["url"].strip().strip("<>")
    if safe_picture(url, attachments) if match["image"] else safe_link(url):
        return match[0]
    return f"{match['image']}\\{match['text']}({match['url']}"
