# Grade ids are exchanged: a test cell has an answer's id, an easy answer that of a hard one.
# at most: 17
import copy
import json


def submit(folder, notebook):
    tree = copy.deepcopy(notebook)
    other = {"check_kmeans": "feature_distance", "feature_distance": "check_kmeans", "assign_labels": "segment_image",
             "check_update_means": "check_feature_distance"}  # fmt: skip
    for cell in tree["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("grade_id") in other:
            mark["grade_id"] = other[mark["grade_id"]]
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
