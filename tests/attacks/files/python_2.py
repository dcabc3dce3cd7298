# Python 2 in one cell, a syntax error in another; the rest is graded.
# points: 15
import copy
import json


def submit(folder, notebook):
    tree = copy.deepcopy(notebook)
    texts = {"feature_distance": "def feature_distance(fi, fj):\n    print 'x'\n", "segment_image": "def segment_image(:"}
    for cell in tree["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        cell["source"] = texts.get(name, cell["source"])
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
