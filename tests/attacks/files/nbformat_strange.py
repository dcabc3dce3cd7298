# A notebook whose format is a table.
# points: 0
# review: format
import json


def submit(folder, notebook):
    tree = {**notebook, "nbformat": {"$array": ["<f8", [3]]}, "metadata": None}
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
