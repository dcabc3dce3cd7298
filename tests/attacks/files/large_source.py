# An answer that is right, and a cell with twenty megabytes of code beside it.
# at most: 18
import json


def submit(folder, notebook):
    text = "x = 1\n" * (20 * 10**6 // 6)
    cell = {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
    tree = {**notebook, "cells": [*notebook["cells"], {**cell, "id": "large"}]}
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
