"""Builds the documentation: a page a module, from its docstrings, and a page a notebook.

``python docs/pages.py [FOLDER]`` or ``make docs``. Everything stands in the folder; formulas in the
notebooks' pages are set by MathJax from the net, and stay readable as TeX without it.
"""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path

import click
import pdoc
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nbconvert import HTMLExporter

from autograder.release import release
from course_lib.units import UNITS

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("course_lib", "autograder")


def build(out: Path, copy: Path) -> Path:
    """Make the pages.

    Parameters
    ----------
    out : Path
        The folder; pages of an earlier run in it are written anew.
    copy : Path
        A released course, whose notebooks hold no answers.

    Returns
    -------
    Path
        The page to begin with.
    """
    notebooks = _notebook_pages(copy, out / "notebooks")
    _module_pages(out / "modules")
    templates = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=templates, autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("index.html.j2")
    index = out / "index.html"
    index.write_text(page.render(notebooks=notebooks, modules=_heads()), encoding="utf-8")
    return index


def _notebook_pages(copy: Path, folder: Path) -> list[tuple[str, str]]:
    """A page a notebook: (title, name of the file)."""
    folder.mkdir(parents=True, exist_ok=True)
    exporter = HTMLExporter(embed_images=True)
    units = [(unit.title, unit.notebook) for unit in UNITS if (copy / unit.notebook).exists()]
    pages = []
    for title, path in [("Start", "start.ipynb"), *units]:
        name = Path(path).with_suffix(".html").name
        body, _ = exporter.from_filename(str(copy / path))
        (folder / name).write_text(body, encoding="utf-8")
        pages.append((title, name))
    return pages


def _module_pages(folder: Path) -> None:
    pdoc.render.configure(docformat="numpy", show_source=False)
    pdoc.pdoc(*MODULES, output_directory=folder)


def _heads() -> list[tuple[str, str]]:
    """The packages and what each is, in the first line of its docstring."""
    texts = {name: importlib.import_module(name).__doc__ or "" for name in MODULES}
    return [(name, text.partition("\n")[0]) for name, text in texts.items()]


@click.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=ROOT / "build" / "docs"
)
def main(folder: Path) -> None:
    """Build the documentation into FOLDER, build/docs if left out."""
    with tempfile.TemporaryDirectory() as temporary:
        index = build(folder, release(Path(temporary)).folder)
    click.echo(f"Open {index} in a browser.")


if __name__ == "__main__":
    main()
