"""nbgrader grades with our sandbox and judge: `nbgrader autograde` and the formgrader's button.

``nbgrader_config.py`` names these classes in nbgrader's own lists. They take the place of what runs
a notebook and what reads its scores; all else - gradebook, late penalties, manual points, feedback
pages - stays nbgrader's.
"""

from __future__ import annotations

import atexit
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool, Unicode

from autograder.class_folder import open_class
from autograder.commands.grade import limits_of
from autograder.engines import TRIES
from autograder.grade import Graded, failed_record, grade_folder
from autograder.gradebook import released_checksums, with_checksums
from autograder.grading import keep_higher
from autograder.reading import Unreadable, read_notebook
from autograder.results import read_record, write_record
from autograder.sandbox.jail import Jail, JailBroken
from autograder.storing import draft_path
from autograder.submission import CHECK
from autograder.unit import GradedUnit, load_unit
from course_lib.units import find_unit

RESULT = "course_result"
_JAILS: dict[str, Jail] = {}


@atexit.register
def _kill_workers() -> None:
    for jail in _JAILS.values():
        jail.kill()


class ReadAnything(NotebookExporter):
    """Reads what was handed in as `autograder grade` does; takes the place of nbformat's reader.

    What cannot be read becomes an empty notebook here, which `RunInSandbox` replaces by one that a
    person must look at; nbgrader alone would leave the student out.
    """

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """Convert a notebook from an open file."""
        try:
            tree = read_notebook(Path(file_stream.name))
        except Unreadable:
            tree = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return self.from_notebook_node(from_dict(tree), resources=resources, **more)


class RunInSandbox(NbGraderPreprocessor):
    """Runs a submission in the sandbox and judges it; takes the place of nbgrader's Execute."""

    sandbox = Unicode("bubblewrap", help="'none' runs students' code unprotected.").tag(config=True)
    lower = Bool(False, help="Let points of an unchanged submission become fewer.").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the notebook by its graded version and leave the scores in the resources."""
        facts = resources["nbgrader"]
        graded = self._grade(facts["assignment"], facts["student"])
        resources[RESULT] = graded.record
        unit = find_unit(facts["assignment"])
        with Gradebook(facts["db_url"]) as book:
            checksums = released_checksums(book, unit)
        notebook = from_dict(with_checksums(graded.notebook, checksums))
        if graded.record.review:
            self.log.warning("%s: %s", facts["student"], graded.record.review)
        return notebook, resources

    def _grade(self, assignment: str, student: str) -> Graded:
        """Grade what was handed in; what nbgrader made of it would be the same or less."""
        place = open_class(Path(self.parent.parent.coursedir.root))
        unit = load_unit(find_unit(assignment).name, place.path)
        limits = limits_of(place)
        protected = self.sandbox != "none"
        folder = place.folder("submitted", student, unit.unit)
        why = ""
        for turn in range(1, TRIES + 1):
            jail = self._worker(unit, protected)
            try:
                last = turn == TRIES
                graded = grade_folder(jail, folder, student, unit, limits, last=last)
                break
            except JailBroken as error:
                why = str(error)
                jail.broken = True
            finally:
                if not jail.reusable:
                    _JAILS.pop(unit.unit.name).kill()
        else:
            graded = failed_record(folder, student, unit, limits, protected, why)
        if not self.lower:
            graded = keep_higher(read_record(place.path, unit.unit.name, student), graded)
        draft_path(place, unit.unit, student).unlink(missing_ok=True)
        write_record(place.path, replace(graded.record, stored=True))
        return graded

    def _worker(self, unit: GradedUnit, protected: bool) -> Jail:
        """A warm worker; nbgrader makes a new preprocessor for every submission."""
        name = unit.unit.name
        if name not in _JAILS or _JAILS[name].protected != protected:
            _JAILS[name] = Jail(unit.modules, unit.cells, protected=protected)
        return _JAILS[name]


class SaveJudgedScores(SaveAutoGrades):
    """Writes the judge's scores; takes the place of what reads them out of a cell's output."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Write scores and comments of all cells."""
        record = resources[RESULT]
        self._scores = {CHECK + score.name: score for score in record.scores}
        self._review = record.review
        return super().preprocess(nb, resources)

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        score = self._scores.get(cell.metadata["nbgrader"]["grade_id"])
        if score is None:  # a question for a person: nbgrader's own rule
            super()._add_score(cell, resources)
            return
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        grade.auto_score = score.points
        review = bool(score.review or self._review)
        grade.needs_manual_grade = grade.manual_score is not None or review
        self.gradebook.db.commit()
