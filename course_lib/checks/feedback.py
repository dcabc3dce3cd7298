"""What a student reads after a check, as HTML and as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np

from course_lib.checks.judgement import CaseResult, Judgement
from course_lib.checks.plain import Plain
from course_lib.checks.records import as_plain
from course_lib.checks.show import show_html, show_text

_BOX = (
    "border:1px solid {edge};border-left:6px solid {edge};border-radius:4px;padding:8px 12px;"
    "margin:4px 0;max-width:60rem;color:var(--jp-ui-font-color1,#212121);"
    "background:var(--jp-layout-color1,#fff);font-family:var(--jp-ui-font-family,sans-serif);"
    "font-size:14px;line-height:1.45"
)
# Okabe–Ito's bluish green, vermillion and blue: told apart by colour-blind readers, and the
# words and signs say the same.
_EDGES = {"passed": "#009E73", "failed": "#D55E00", "none": "#0072B2"}


@dataclass(frozen=True)
class CheckResult:
    """The answer to one `check`.

    Attributes
    ----------
    judgement : Judgement or None
        None if nothing could be run (see `refused`).
    helpers : tuple of str
        Exercises that this one builds on and that do not pass; it was judged with right ones.
    note : str
        A remark that costs no points.
    refused : str
        Why nothing was run, in one sentence.
    """

    judgement: Judgement | None
    helpers: tuple[str, ...] = ()
    note: str = ""
    refused: str = ""
    refused_exercise: dict[str, Any] | None = None

    @classmethod
    def refusal(cls, sentence: str, exercise: dict[str, Any] | None = None) -> CheckResult:
        """A result that only says why nothing was run."""
        return cls(None, refused=sentence, refused_exercise=exercise)

    def with_note(self, text: str) -> CheckResult:
        """The same result with one more remark."""
        return replace(self, note=f"{self.note} {text}".strip())

    @property
    def points(self) -> float:
        """Points earned on the public cases."""
        return self.judgement.points if self.judgement else 0.0

    @property
    def max_points(self) -> float:
        """Points that the exercise is worth; 0 if it is none."""
        if self.judgement:
            return float(self.judgement.exercise["points"])
        return float(self.refused_exercise["points"]) if self.refused_exercise else 0.0

    @property
    def passed(self) -> bool:
        """Whether every public case passed."""
        return bool(self.judgement and self.judgement.passed)

    @property
    def hint(self) -> str:
        """The hint of the misconception that fits, or an empty string."""
        found = self.judgement.misconception if self.judgement else None
        return found["hint"] if found else ""

    @property
    def misconception(self) -> str:
        """The name of the misconception that fits, or an empty string."""
        found = self.judgement.misconception if self.judgement else None
        return found["name"] if found else ""

    @property
    def reason(self) -> str:
        """What is wrong first, in one sentence; empty if nothing is."""
        if self.refused:
            return self.refused
        first = self.first_failure
        return first.verdict.reason if first else ""

    @property
    def first_failure(self) -> CaseResult | None:
        """The first case that did not pass."""
        results = self.judgement.results if self.judgement else ()
        return next((r for r in results if not r.verdict.ok), None)

    @property
    def headline(self) -> str:
        """The result in one line."""
        if self.judgement is None:
            return "Nothing was checked"
        exercise, results = self.judgement.exercise, self.judgement.results
        name, total = exercise["name"], len(exercise["cases"])
        first = self.first_failure
        if first is not None and first.verdict.kind == "stub":
            return f"{name}: not written yet"
        right = sum(r.verdict.ok for r in results)
        score = f"{self.points:g} of {self.max_points:g} points"
        if self.passed:
            return f"{name}: all {total} cases passed, {score}"
        return f"{name}: {right} of {total} cases passed, {score}"

    def remarks(self) -> list[str]:
        """Remarks that cost no points: helpers, prints, plots, warnings, tensors, names."""
        lines = []
        for helper in self.helpers:
            lines.append(
                f"Fix {helper} first: it does not pass its own check. "
                f"Here a right {helper} took its place, so its mistake is not counted twice."
            )
        if self.note:
            lines.append(self.note)
        outcomes = [
            o for r in (self.judgement.results if self.judgement else ()) for o in r.outcomes
        ]
        if any(o.printed for o in outcomes):
            lines.append("The function prints. That costs no points; here the text is not shown.")
        if any(o.plotted for o in outcomes):
            lines.append("The function plots. That costs no points; here the figure is not shown.")
        warned = next((o.warned for o in outcomes if o.warned), "")
        if warned:
            lines.append(f"A warning was raised: {warned}")
        if any(_holds_tensor(o.value) for o in outcomes):
            lines.append("The function returns a torch tensor; it was read as a NumPy array.")
        return lines

    @property
    def text(self) -> str:
        """The whole report as plain text."""
        lines = [self.headline]
        if self.refused:
            lines.append(self.refused)
        if self.judgement:
            lines += [f"  {mark} {name}" for mark, name in _case_list(self.judgement)]
        first = self.first_failure
        if first is not None and first.verdict.kind != "stub":
            lines.append(f"First failure, {first.case['name']}: {first.verdict.reason}")
            lines += [f"  {label}: {show_text(value)}" for label, value in _values(first)]
        if self.hint:
            lines.append(f"Hint: {self.hint}")
        return "\n".join(lines + self.remarks())

    def __repr__(self) -> str:
        # nbgrader reads a number as partial credit, so this is the number and nothing else.
        return f"{self.points:g}"

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self, *, headline: str = "", extra: str = "") -> str:
        """The report as HTML.

        Parameters
        ----------
        headline : str
            Takes the place of the report's own first line.
        extra : str
            HTML to put at the end; the grader says there what hidden cases gave.
        """
        first = self.first_failure
        quiet = self.judgement is None or (first is not None and first.verdict.kind == "stub")
        state = "none" if quiet else "passed" if self.passed else "failed"
        sign = {"none": "○", "passed": "✓", "failed": "✗"}[state]
        edge = _EDGES[state]
        parts = [
            f'<div class="course-check" data-state="{state}" role="status" '
            f'style="{_BOX.format(edge=edge)}">',
            f'<div style="font-weight:600"><span aria-hidden="true">{sign} </span>'
            f"{escape(headline or self.headline)}</div>",
        ]
        if self.refused:
            parts.append(f"<div>{inline(self.refused)}</div>")
        if self.judgement and not quiet:
            parts.append(_cases_html(self.judgement, self.passed))
        if first is not None and first.verdict.kind == "stub":
            parts.append(
                "<div>Replace the line <code>raise NotImplementedError()</code> by your code, "
                "run that cell, then this one.</div>"
            )
        elif first is not None:
            parts.append(_failure_html(first))
        if self.hint:
            parts.append(
                '<div class="course-hint" style="margin-top:6px"><b>Hint.</b> '
                f"{inline(self.hint)}</div>"
            )
        for remark in self.remarks():
            parts.append(f'<div class="course-note" style="margin-top:4px">{inline(remark)}</div>')
        return "\n".join([*parts, extra]) + "</div>"


def inline(text: str) -> str:
    """Escaped text, with what stands between backquotes as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _holds_tensor(value: Plain | None) -> bool:
    if value is None:
        return False
    return value.type_name == "torch tensor" or any(_holds_tensor(item) for item in value.items)


def _case_list(judgement: Judgement) -> list[tuple[str, str]]:
    lines = []
    for index, case in enumerate(judgement.exercise["cases"]):
        ran = index < len(judgement.results)
        mark = "·" if not ran else "✓" if judgement.results[index].verdict.ok else "✗"
        lines.append((mark, case["name"] + ("" if ran else " (not run)")))
    return lines


def _cases_html(judgement: Judgement, folded: bool) -> str:
    words = {"✓": "passed", "✗": "failed", "·": "not run"}
    items = "".join(
        f'<li style="list-style:none"><span aria-label="{words[mark]}">{mark}</span> '
        f"{escape(name)}</li>"
        for mark, name in _case_list(judgement)
    )
    listing = f'<ul style="margin:4px 0;padding-left:4px">{items}</ul>'
    if not folded:
        return listing
    # nbgrader's style sheet takes the mark away by which one sees that it opens
    style = "display:list-item;cursor:pointer"
    return f'<details><summary style="{style}">The cases</summary>{listing}</details>'


def _values(result: CaseResult) -> list[tuple[str, Plain]]:
    """Inputs, expected and actual value of a failed case, labelled, as far as they help."""
    case, verdict = result.case, result.verdict
    shown: list[tuple[str, Plain]] = []
    for name, value in case["inputs"].items():
        if not (isinstance(value, dict) and "$make" in value):
            shown.append((name, as_plain(value)))
    if "raises" in case or "properties" in case:
        last = result.outcomes[0].value
        return shown + ([("returned", last)] if last is not None else [])
    expected, actual = as_plain(case["expected"]), result.outcomes[0].value
    if verdict.kind in ("values", "form") and expected.items:
        expected = expected.items[verdict.where]
        if actual is not None and len(actual.items) > verdict.where:
            actual = actual.items[verdict.where]
    if case.get("judge", {}).get("name") == "rounded" and expected.array is not None:
        expected = as_plain(np.rint(expected.array).astype(np.uint8))
    shown.append(("expected", expected))
    if actual is not None:
        shown.append(("yours", actual))
    return shown


def _failure_html(result: CaseResult) -> str:
    cells = "".join(
        '<figure style="margin:0 18px 4px 0;display:inline-block;vertical-align:top">'
        f'<figcaption style="font-size:12px;opacity:.8">{escape(label)}</figcaption>'
        f"{show_html(value, label)}</figure>"
        for label, value in _values(result)
    )
    return (
        f'<div style="margin-top:6px"><b>First failure, {escape(result.case["name"])}.</b> '
        f'<span class="course-reason">{inline(result.verdict.reason)}</span></div>'
        f'<div style="overflow-x:auto;margin-top:4px">{cells}</div>'
    )
