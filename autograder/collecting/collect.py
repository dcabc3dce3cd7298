"""Take what an LMS gives for a class and lay it out as nbgrader wants it.

``<class>/submitted/<student>/02_kmeans/kmeans.ipynb`` and what lies beside it. Every submission
comes into place whole, by a rename. What was refused, and why, is kept in
``grading/<unit>/collect.json`` for the report.

When was it handed in? A class list may say it. Else the archive's dates count, unless they are
those of the download: Canvas always, and Moodle since it streams its zip files, write the moment
of the download into every member. Then no ``timestamp.txt`` is written, nobody counts as late, and
one line says so. A ``timestamp.txt`` that a student sent is dropped.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from autograder.collecting.archives import CLASS, ArchiveError, Member, open_archive
from autograder.collecting.incoming import is_junk, stage
from autograder.collecting.lms import Listed, Sent, give_ids, read_students, sort_by_student
from autograder.collecting.submitted import Ledger, Refusal, place
from autograder.names import shown
from course_lib.units import UNITS, Unit, find_unit

SAME_MOMENT = timedelta(hours=1)
"""Dates of different students within this are taken for the download's."""


class CollectError(Exception):
    """Why nothing (more) was collected, in a sentence for the instructor."""


@dataclass
class Collected:
    """What one run did.

    Attributes
    ----------
    stored, unchanged, older : list of str
        Students whose submission was written, was there already, or was newer already.
    refusals : list of Refusal
        What was not taken; those of this run.
    lines : list of str
        Sentences for the instructor.
    names : dict of str to str
        Students' full names by id, as far as the LMS tells them.
    """

    stored: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def collect(
    archive: Path,
    folder: Path,
    unit: str,
    *,
    students: Mapping[str, str | Listed] | None = None,
    times: str = "auto",
) -> Collected:
    """Collect a unit's submissions from a zip file or a folder.

    Of two submissions of one student the newer stays in ``submitted/``; an older one that it
    replaces is moved to ``grading/<unit>/replaced/``, and a line says so.

    Parameters
    ----------
    archive : Path
        As Moodle or Canvas give it, or with a folder for each student; see
        `autograder.collecting.lms`.
    folder : Path
        The class's folder.
    unit : str
        The unit's name or folder.
    students : mapping, optional
        From a name or number in the LMS to the student's id, or to a `Listed`.
    times : {"auto", "archive", "none"}
        Whether the archive's dates are hand-in times: look, yes, no.

    Raises
    ------
    CollectError
        If the archive cannot be read at all, or the class's folder not be written.
    """
    found = _unit(unit)
    run = _Run(Ledger(folder, found, archive.name), times)
    if not archive.exists():
        raise CollectError(f"There is no file or folder {archive}.")
    if not folder.is_dir():
        raise CollectError(f"There is no class folder {folder}.")
    try:
        with _alone(folder) as scratch:
            run.ledger = Ledger.read(folder, found, archive.name)
            try:
                with open_archive(archive, CLASS) as members:
                    run.all(archive, members, students or {}, scratch)
            finally:  # what came before a full disk came; the next run goes on from there
                run.ledger.write(set(run.done.stored + run.done.unchanged))
    except ArchiveError as error:
        raise CollectError(str(error)) from error
    except OSError as error:
        raise CollectError(
            f"The submissions could not be stored in {folder} ({error.strerror or error}); what "
            "was stored is whole, and the command goes on from there when typed again."
        ) from error
    run.done.refusals = run.ledger.new
    return run.done


def _unit(name: str) -> Unit:
    try:
        return find_unit(name)
    except ValueError:
        known = ", ".join(unit.name for unit in UNITS if unit.built)
        raise CollectError(f"No unit is called {shown(name)}; there is {known}.") from None


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """A folder to prepare submissions in, beside their place; one run at a time."""
    from filelock import FileLock, Timeout

    (folder / "grading").mkdir(exist_ok=True)
    scratch = folder / "submitted" / ".collecting"  # nbgrader's patterns skip hidden folders
    try:
        with FileLock(folder / "grading" / ".collect.lock", timeout=0):
            shutil.rmtree(scratch, ignore_errors=True)  # of a run that was killed
            scratch.mkdir(parents=True)
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except Timeout:
        raise CollectError(f"Another collect is running in {folder}; wait for its end.") from None


@dataclass
class _Run:
    """One run over one archive."""

    ledger: Ledger
    times: str
    done: Collected = field(default_factory=Collected)

    def all(
        self,
        archive: Path,
        members: list[Member],
        students: Mapping[str, str | Listed],
        scratch: Path,
    ) -> None:
        """Give every file its sender, every sender an id, every submission its place."""
        senders, rest = sort_by_student(one for one in members if not is_junk(one.path))
        for member in rest:
            reason = member.fault or "does not say in its name whose it is"
            self.ledger.refuse("", member.path, f"{shown(member.path)} {reason}.")
        given, refused = give_ids(senders, students)
        for sent, reason in refused:
            self.ledger.refuse(sent.label, "", reason)
        whole = datetime.fromtimestamp(archive.stat().st_mtime, UTC)
        dated = self.are_hand_in_times(archive, whole, senders)
        for number, (listed, sent) in enumerate(given):
            clash = "" if listed.listed else self.ledger.clash(listed.id, sent)
            if clash:
                self.ledger.refuse(sent.label, "", clash)
            else:
                self.one(listed, sent, scratch / str(number), dated, whole)
                if " " in sent.name.strip():
                    self.done.names[listed.id] = sent.name
        self.say(dated, given)

    def are_hand_in_times(self, archive: Path, whole: datetime, senders: list[Sent]) -> bool:
        """Whether the dates in the archive can be when the students handed in."""
        if self.times != "auto":
            return self.times == "archive"
        dates = sorted(sent.date for sent in senders if sent.date)
        if not dates or any(sent.lms == "canvas" for sent in senders):
            return False
        if len(dates) > 1:
            return dates[-1] - dates[0] > SAME_MOMENT
        return archive.is_dir() or abs(whole - dates[0]) > SAME_MOMENT

    def one(self, listed: Listed, sent: Sent, staged: Path, dated: bool, whole: datetime) -> None:
        """Take one student's submission."""
        time = listed.time or (sent.date if dated else None)
        try:
            incoming = stage(sent, self.ledger.unit, staged)
        except ArchiveError as error:
            self.ledger.refuse(listed.id, "", str(error))
        else:
            state, line = place(
                self.ledger, listed.id, staged, sent, time or sent.date or whole, time
            )
            getattr(self.done, state).append(listed.id)
            self.done.lines += [f"{listed.id}: {note}" for note in incoming.notes]
            if line:
                self.done.lines.append(line)
            for file, reason in incoming.refused:
                self.ledger.refuse(listed.id, file, reason)
        shutil.rmtree(staged, ignore_errors=True)

    def say(self, dated: bool, given: list[tuple[Listed, Sent]]) -> None:
        """Lines on the class as a whole."""
        taken = {*self.done.stored, *self.done.unchanged}
        untimed = [one.id for one, _ in given if one.time is None and one.id in taken]
        if untimed and not dated and self.times == "auto":
            self.done.lines.append(
                f"{len(untimed)} have no hand-in time and do not count as late: the archive's "
                "dates are those of the download. A class list with a column `handed in` "
                "(--students) gives the times; --times archive takes the dates as they are."
            )
        late = [listed.id for listed, sent in given if sent.late and listed.time is None]
        if late:
            self.done.lines.append(f"Canvas calls late: {', '.join(late)}.")


@click.command("collect")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--unit", help="The unit (needed where the course has several).")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("."),
    help="The class's folder (default: here).",
)
@click.option(
    "--students",
    "class_list",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV file: name, id and perhaps handed in; or Canvas's gradebook, Moodle's worksheet.",
)
@click.option(
    "--times",
    type=click.Choice(["auto", "archive", "none"]),
    default="auto",
    help="Are the archive's dates hand-in times? Look (default), yes, no.",
)
def collect_command(
    archive: Path, unit: str | None, folder: Path, class_list: Path | None, times: str
) -> None:
    """Take submissions from ARCHIVE, a zip file or a folder as Moodle or Canvas give it."""
    from autograder.class_folder import NoClass, open_class
    from autograder.gradebook import name_students

    built = [one.name for one in UNITS if one.built]
    if unit is None and len(built) > 1:
        raise click.UsageError(f"Say which unit with --unit; there are {', '.join(built)}.")
    try:
        # elsewhere it would be stored just as well, and nobody would find it
        room = open_class(folder)
        students = read_students(class_list) if class_list else None
        done = collect(archive, room.path, unit or built[0], students=students, times=times)
    except (CollectError, NoClass, ValueError) as error:
        raise click.ClickException(str(error)) from error
    trouble = name_students(room, done.names) if done.names else ""
    if trouble:
        done.lines.append(f"The students' names are not in the gradebook. {trouble}")
    for refusal in done.refusals:
        who = f"{refusal.student}: " if refusal.student else ""
        click.echo(f"Not taken: {who}{refusal.reason}", err=True)
    for line in done.lines:
        click.echo(line)
    click.echo(
        f"{len(done.stored)} stored, {len(done.unchanged)} unchanged, {len(done.older)} older, "
        f"{len(done.refusals)} not taken."
    )
