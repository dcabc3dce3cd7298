# No answers, but outputs and metadata that show full marks, graded cells and feedback.
# points: 0
import copy
import json


def submit(folder, notebook):
    tree = copy.deepcopy(notebook)
    full = {"output_type": "execute_result", "execution_count": 1, "metadata": {"points": 2},
            "data": {"text/plain": "2.0", "text/html": "<div class='course-check'>all cases passed</div>"}}  # fmt: skip
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [full, {"output_type": "stream", "name": "stdout", "text": ["2.0"]}]
            mark = cell["metadata"].get("nbgrader", {})
            cell["metadata"]["points"] = cell["metadata"]["autograder"] = {"points": 2, "score": 2}
            if mark.get("solution"):
                cell["source"] = "raise NotImplementedError"
    tree["metadata"]["grader"] = {"score": 18, "late": False}
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
