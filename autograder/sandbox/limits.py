"""What one submission may use. Every limit has a number, and a sentence for whoever reaches it."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields, replace

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Limits of one submission.

    Attributes
    ----------
    cell_seconds, call_seconds, submission_seconds : float
        Wall time of a cell, of a call of the student's function, of all together.
    call_cpu_seconds : float
        Time of the processor for a call: what ends a loop, also on a machine that is busy.
    cpu_seconds : int
        CPU time of each process.
    memory : int
        Bytes that all processes of a submission may hold at once.
    processes : int
        Processes and threads at once.
    file_size, scratch : int
        Bytes of one file, and of all files in ``/tmp``; ``/dev/shm`` may hold as many again.
    output : int
        Bytes of output that are kept of one cell.
    frame, frames : int
        Bytes of one message from a submission, and of all together.
    """

    cell_seconds: float = 60.0
    call_seconds: float = 20.0
    call_cpu_seconds: float = 5.0
    submission_seconds: float = 300.0
    cpu_seconds: int = 300
    memory: int = 2048 * MIB
    processes: int = 128
    file_size: int = 64 * MIB
    scratch: int = 256 * MIB
    output: int = 1 * MIB
    frame: int = 64 * MIB
    frames: int = 512 * MIB

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if not isinstance(value, (int, float)) or not math.isfinite(value) or value <= 0:
                raise ValueError(f"{item.name} must be a number above 0, got {value!r}")

    def change(self, assignments: tuple[str, ...]) -> Limits:
        """The same limits with some changed.

        Parameters
        ----------
        assignments : tuple of str
            ``"cell_seconds=10"``; sizes may end with K, M or G: ``"memory=1G"``.

        Raises
        ------
        ValueError
            If a name or a value is none, in one sentence.
        """
        kinds = {item.name: type(getattr(self, item.name)) for item in fields(self)}
        changed = {}
        for text in assignments:
            name, equals, value = text.partition("=")
            name = name.strip().replace("-", "_")
            if name not in kinds or not equals:
                raise ValueError(
                    f"a limit must be NAME=VALUE with a name of {', '.join(kinds)}, got {text!r}"
                )
            unit = {"K": 1 << 10, "M": MIB, "G": 1 << 30}.get(value.strip()[-1:].upper(), 1)
            try:
                number = float(value.strip().rstrip("kKmMgG")) * unit
            except ValueError:
                raise ValueError(f"{name} must be a number, got {value!r}") from None
            changed[name] = kinds[name](number)
        return replace(self, **changed)

    def as_dict(self) -> dict[str, float]:
        """Plain numbers by name, for the wire and for a record's hash."""
        return asdict(self)
