"""Whether a gradebook can be used, and what to say if not."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.class_folder import ClassFolder


class BookTrouble(RuntimeError):
    """The gradebook cannot be read or written; the message says why, in a sentence."""


def check_version(place: ClassFolder) -> None:
    """Look whether the gradebook, if there is one, is of this nbgrader's version.

    nbgrader does not, and fails later. A gradebook that a killed run had not finished making
    gets the mark of its version here.

    Raises
    ------
    BookTrouble
        If it is not, or cannot be read.
    """
    import nbgrader
    from alembic.script import ScriptDirectory
    from nbgrader.api import Base
    from sqlalchemy import create_engine, inspect, text

    file = file_of(place)
    if file is not None and not file.exists():
        return
    try:
        engine = create_engine(place.db_url)
        try:
            tables = {
                name: {column["name"] for column in inspect(engine).get_columns(name)}
                for name in inspect(engine).get_table_names()
            }
            if not tables:
                return
            ours = Base.metadata.tables
            whole = all(set(ours[n].columns.keys()) <= tables[n] for n in ours if n in tables)
            script = ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic")))
            head = script.get_current_head()
            with engine.begin() as link:
                if "alembic_version" in tables:
                    marks = [row[0] for row in link.execute(text("SELECT * FROM alembic_version"))]
                else:
                    marks = []
                if not marks and whole:
                    if "alembic_version" not in tables:
                        link.execute(
                            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
                        )
                    link.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head})
                    marks = [head]
        finally:
            engine.dispose()
    except Exception as error:  # of SQLAlchemy, its drivers
        raise BookTrouble(trouble(place, error)) from None
    if marks != [head] or not whole:
        raise BookTrouble(
            f"The gradebook {label(place)} is of another version of nbgrader "
            f"({', '.join(map(str, marks)) or 'unknown'}, this one's is {head}): update it with "
            "`nbgrader db upgrade`, which makes a copy first."
        )


def file_of(place: ClassFolder) -> Path | None:
    """The file of an SQLite gradebook."""
    from sqlalchemy.engine import make_url

    url = make_url(place.db_url)
    in_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if in_file else None


def label(place: ClassFolder) -> str:
    """The gradebook's name for people, without a password."""
    from sqlalchemy.engine import make_url

    try:
        return str(file_of(place) or make_url(place.db_url).render_as_string())
    except Exception:  # no address at all
        return "of that address"


def trouble(place: ClassFolder, error: Exception) -> str:
    """What is wrong with a gradebook, in a sentence."""
    text = str(getattr(error, "orig", None) or error).splitlines()[0:1]
    reason = text[0] if text else type(error).__name__
    reason = re.sub(r"^\(\w+(\.\w+)*\) ", "", reason).rstrip(".")  # SQLAlchemy's prefix
    hint = ""
    if "locked" in reason:
        hint = " (another program is writing to it)"
    elif "no such" in reason or "has no column" in reason:
        hint = " (it is of another version of nbgrader: `nbgrader db upgrade`)"
    elif "not a database" in reason or "malformed" in reason:
        hint = " (it is damaged: restore it from a copy, or delete it to have it made anew)"
    return f"The gradebook {label(place)} cannot be used: {reason}{hint}."
