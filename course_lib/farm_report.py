"""What a technician takes along: the farm's picture with ranks in it, and a list of what to do."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image
from scipy import ndimage

from course_lib.thermal.alarms import ADVICE, KINDS, Alarm
from course_lib.thermal.arguments import check_image, check_label_map
from course_lib.thermal.pictures import OUTLINES, report_picture

COLUMNS = {  # of the list, and whether they hold numbers
    "rank": True,
    "panel": True,
    "above the median": True,
    "what": False,
    "do": False,
    "hottest": True,
    "row": True,
    "column": True,
}
SCALE = 2  # pixels of the report's picture for each of the mosaic's, before the page fits it in
STYLE = """
.farm-report { font: 15px/1.4 system-ui, sans-serif; max-width: 60rem; color: #1a1a1a;
  background: #fff; padding: 0.5rem; }
.farm-report figure { position: relative; margin: 0 0 1rem; }
.farm-report figure img { width: 100%; display: block; }
.farm-report figure b { position: absolute; transform: translate(-50%, -50%); background: #000c;
  color: #fff; border-radius: 0.6em; padding: 0 0.35em; font-size: 12px; }
.farm-report div { overflow-x: auto; }
.farm-report table { border-collapse: collapse; width: 100%; table-layout: auto; }
.farm-report th, .farm-report td { border-bottom: 1px solid #bbb; padding: 0.3rem 0.6rem;
  background: #fff; color: #1a1a1a;
  text-align: left !important; white-space: nowrap; }
.farm-report td.number, .farm-report th.number { text-align: right !important; }
.farm-report td i { display: inline-block; width: 0.8em; height: 0.8em; border: 1px solid #333;
  margin-right: 0.4em; }
"""


class FarmReport:
    """Ranked alarms with their picture, as a page that stands alone.

    In a notebook it shows itself.

    Parameters
    ----------
    thermal : (H, W) the mosaic in degrees C, NaN where nothing is known.
    labels : (H, W) integers, 0 = background.
    alarms : the most urgent first.
    title : heading of the page.

    Raises
    ------
    TypeError, ValueError
        When an argument is not what is said above, or an alarm's panel is not in `labels`.
    """

    def __init__(
        self,
        thermal: ArrayLike,
        labels: ArrayLike,
        alarms: Sequence[Alarm],
        title: str = "Inspection of a solar farm",
    ) -> None:
        self.thermal = check_image(thermal, "thermal")
        self.labels = check_label_map(labels, self.thermal.shape)
        self.alarms = tuple(alarms)
        self.title = title
        for alarm in self.alarms:
            if not (self.labels == alarm.panel).any():
                raise ValueError(f"alarms must be of panels in labels, got panel {alarm.panel}")

    def __str__(self) -> str:
        return "\n".join(f"{i}. {alarm}" for i, alarm in enumerate(self.alarms, 1))

    def _repr_html_(self) -> str:
        return (
            f'<div class="farm-report"><style>{STYLE}</style>{self._figure()}{self._table()}</div>'
        )

    def page(self) -> str:
        """The report as a whole HTML page; it needs no other file."""
        title = html.escape(self.title)
        return (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width">'
            f"<style>{STYLE}</style>"
            f'<body class="farm-report"><h1>{title}</h1><p>{html.escape(self._summary())}</p>'
            f"{self._figure()}{self._table()}</body></html>\n"
        )

    def save(self, path: str | Path) -> Path:
        """Write the page; another one that is there stays, and the new one gets a number.

        Returns
        -------
        Path
            Where it is; a file with this very page is not written again.
        """
        page, wanted, number = self.page().encode(), Path(path), 1
        place = wanted
        while True:
            try:
                with place.open("xb") as file:
                    file.write(page)
                return place
            except FileExistsError:
                if place.is_file() and place.read_bytes() == page:
                    return place
                number += 1
                place = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")

    def _summary(self) -> str:
        panels = len(np.unique(self.labels[self.labels > 0]))
        if not self.alarms:
            return f"{panels} panels, none with an alarm."
        kinds = [alarm.kind for alarm in self.alarms]
        parts = [f"{kinds.count(kind)} {name}" for kind, name in KINDS.items() if kind in kinds]
        return f"{panels} panels, {len(kinds)} with an alarm: {'; '.join(parts)}."

    def _figure(self) -> str:
        picture = report_picture(self.thermal, self.labels, self.alarms)
        buffer = io.BytesIO()
        large = picture.repeat(SCALE, axis=0).repeat(SCALE, axis=1)
        Image.fromarray(large).save(buffer, format="PNG", optimize=True)
        data = base64.b64encode(buffer.getvalue()).decode("ascii")
        height, width = self.labels.shape
        marks = []
        for rank, alarm in enumerate(self.alarms, 1):
            rows, columns = ndimage.find_objects((self.labels == alarm.panel).astype(np.int8))[0]
            left = 50 * (columns.start + columns.stop) / width
            marks.append(
                f'<b style="left:{left:.1f}%;top:{100 * rows.start / height:.1f}%">{rank}</b>'
            )
        alt = (
            f"The farm from above in colours of temperature, from dark blue to yellow. "
            f"{self._summary()} Panels with an alarm have a coloured rim and their rank."
        )
        image = f'<img alt="{html.escape(alt, quote=True)}" src="data:image/png;base64,{data}">'
        return f"<figure>{image}{''.join(marks)}</figure>"

    def _table(self) -> str:
        head = "".join(
            f'<th scope="col"{_class(number)}>{name}</th>' for name, number in COLUMNS.items()
        )
        rows = "".join(self._row(rank, alarm) for rank, alarm in enumerate(self.alarms, 1))
        return f"<div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"

    def _row(self, rank: int, alarm: Alarm) -> str:
        red, green, blue = OUTLINES[alarm.kind]
        swatch = f'<i style="background:rgb({red},{green},{blue})"></i>'
        cells = (
            str(rank),
            str(alarm.panel),
            f"{alarm.above:+.1f} °C".replace("-", "−"),
            f"{swatch}{KINDS[alarm.kind]}",
            html.escape(ADVICE[alarm.kind].rpartition(": ")[2]),
            f"{alarm.maximum:.1f} °C",
            f"{alarm.row:.0f}",
            f"{alarm.column:.0f}",
        )
        numbers = COLUMNS.values()
        pairs = zip(cells, numbers, strict=True)
        return "<tr>" + "".join(f"<td{_class(n)}>{cell}</td>" for cell, n in pairs) + "</tr>"


def _class(number: bool) -> str:
    return ' class="number"' if number else ""
