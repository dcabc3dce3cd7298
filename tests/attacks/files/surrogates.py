# Half characters, NUL and direction marks in code, Markdown, names and metadata.
# points: 18
import json


def submit(folder, notebook):
    bad = "\ud800\udfff \x00 \u202e \udc80"
    extra = [
        {"cell_type": "markdown", "metadata": {bad: bad}, "source": bad, "attachments": {bad: {bad: bad}}, "id": bad},
        {"cell_type": "code", "metadata": {}, "source": f"x = '{bad[:3]}'", "outputs": [], "execution_count": None},
        {"cell_type": bad, "source": bad},
    ]
    tree = {**notebook, "cells": [*notebook["cells"], *extra], "metadata": {bad: bad}}
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
