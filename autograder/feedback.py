"""What a student reads in a test cell after grading, as HTML and as text.

Public cases are shown as in the student's own check. Of hidden cases it says how many passed and
in what way the first failed; no value of theirs, and no word that the submission chose.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autograder.judge import Marked, general_reason
from course_lib.checks.feedback import CheckResult, inline


def check_output(marked: Marked, count: int) -> dict[str, Any]:
    """A test cell's output: a report, whose plain text is the number of points.

    nbgrader reads a number as partial credit, so that whoever scores such a notebook with nbgrader
    alone comes to the same points.

    Parameters
    ----------
    marked : Marked
    count : int
        The cell's execution count.
    """
    return {
        "output_type": "execute_result",
        "execution_count": count,
        "data": {"text/html": feedback_html(marked), "text/plain": f"{marked.score.points:g}"},
        "metadata": {},
    }


def kept_output(output: dict[str, Any], points: float, max_points: float) -> dict[str, Any]:
    """A test cell's output where the points of an earlier grading are kept; they are more."""
    line = f"{points:g} of {max_points:g} points are kept from an earlier grading."
    page = output["data"]["text/html"] + _line_html(line)
    return {**output, "data": {"text/html": page, "text/plain": f"{points:g}"}}


def feedback_html(marked: Marked) -> str:
    """The report as HTML."""
    result = _result(marked)
    return result.to_html(extra=_hidden_html(marked), headline=headline(marked))


def feedback_text(marked: Marked) -> str:
    """The report as plain text."""
    lines = [headline(marked)]
    lines += [line for line in _result(marked).text.splitlines()[1:] if line.strip()]
    return "\n".join(lines + _hidden_lines(marked))


def headline(marked: Marked) -> str:
    """The result in one line."""
    score = marked.score
    points = f"{score.points:g} of {score.max_points:g} points"
    if score.status == "unwritten":
        return f"{score.name}: not written yet, {points}"
    if marked.whole is None:
        return f"{score.name}: not judged, {points}"
    total = score.public_total + score.hidden_total
    right = score.public_passed + score.hidden_passed
    how = f"all {total}" if right == total else f"{right} of {total}"
    return f"{score.name}: {how} cases passed, {points}"


def _result(marked: Marked) -> CheckResult:
    score = marked.score
    if marked.public is None or marked.whole is None:
        return CheckResult.refusal(score.reason or "Nothing could be called.")
    # The public cases' report, with the diagnosis that all cases together give.
    public = replace(
        marked.public,
        points=score.points,
        passed=score.status == "passed",
        misconception=marked.whole.misconception,
    )
    return CheckResult(public, score.helpers, marked.note)


def _hidden_lines(marked: Marked) -> list[str]:
    score = marked.score
    lines = []
    if marked.whole is not None and score.status != "unwritten":
        if score.hidden_passed == score.hidden_total:
            lines.append(f"Hidden cases: all {score.hidden_total} passed.")
        else:
            lines.append(f"Hidden cases: {score.hidden_passed} of {score.hidden_total} passed.")
        for result in marked.hidden_results:
            if not result.verdict.ok:
                lines.append(f"First that failed, {result.case['name']}: {general_reason(result)}.")
                break
    if score.review:
        lines.append("A person will look at this answer.")
    return lines


def _hidden_html(marked: Marked) -> str:
    return "".join(map(_line_html, _hidden_lines(marked)))


def _line_html(line: str) -> str:
    return f'<div class="course-hidden" style="margin-top:4px">{inline(line)}</div>'
