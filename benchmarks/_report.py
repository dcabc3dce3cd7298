"""How a benchmark shows its rows: a table for people, with ``--json`` one object a line."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One measurement; what has no peer leaves `peer`, `peer_name` and `ratio` out."""

    name: str
    ours: float
    unit: str
    bar: str
    ok: bool
    peer: float | None = None
    peer_name: str | None = None
    ratio: float | None = None


def json_wanted(description: str | None) -> bool:
    """Read the command line; True if ``--json`` was given."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser.parse_args().json


def show(title: str, rows: list[Row], as_json: bool) -> int:
    """Print the rows and return the exit status: 1 if a bar was missed."""
    if as_json:
        for row in rows:
            print(json.dumps({k: v for k, v in asdict(row).items() if v is not None}))
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table(title=title)
        for heading in ("what", "ours", "peer", "unit", "ratio", "bar", ""):
            table.add_column(heading)
        for row in rows:
            peer = f"{row.peer:.4g} ({row.peer_name})" if row.peer is not None else ""
            ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
            state = "ok" if row.ok else "MISSED"
            table.add_row(row.name, f"{row.ours:.4g}", peer, row.unit, ratio, row.bar, state)
        Console(width=None if sys.stdout.isatty() else 120).print(table)
    return 0 if all(row.ok for row in rows) else 1
