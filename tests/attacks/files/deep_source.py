# Cells whose code is nested so deep that a parser may run out of stack.
# points: 18
import json


def submit(folder, notebook):
    texts = ["(" * 50_000 + ")" * 50_000, "-" * 200_000 + "1", "x = " + "[" * 90 + "]" * 90,
             "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 99)) + " " * 99 + "pass",
             "f'" + "{f'" * 300, "a" + ".b" * 50_000, "1" + "+1" * 50_000, "lambda: " * 20_000 + "1"]  # fmt: skip
    extra = [
        {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None, "id": f"d{n}"}
        for n, text in enumerate(texts)
    ]
    tree = {**notebook, "cells": [*notebook["cells"], *extra]}
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
