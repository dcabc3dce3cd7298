"""The check: runs a student's function on a unit's public cases and answers in sentences."""

from course_lib.checks.check import check
from course_lib.checks.feedback import CheckResult

__all__ = ["CheckResult", "check"]
