# The points of every cell are a thousand, minus one or no number; cells claim to be graded by hand.
# points: 17
import copy
import json


def submit(folder, notebook):
    tree = copy.deepcopy(notebook)
    values = [1000, -1, float("nan"), "many", None, {"a": 1}]
    for number, cell in enumerate(tree["cells"]):
        mark = cell["metadata"].get("nbgrader")
        if mark:
            mark.update(points=values[number % 6], grade=True, solution=True, locked=False, task=True, schema_version=1)
        if mark and mark["grade_id"] == "feature_distance":
            cell["source"] = "def feature_distance(fi, fj):\n    return 0.0"
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
