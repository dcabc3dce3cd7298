# A notebook of format 3 with so many cells that bringing it to format 4 takes minutes.
# points: 0
# review: format 3 and is too large


def submit(folder, notebook):
    cell = '{"cell_type": "code", "input": "", "language": "python", "outputs": [], "metadata": {}}'
    cells = ", ".join([cell] * 200_000)
    body = '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [%s]}]}'
    (folder / "kmeans.ipynb").write_text(body % cells)
