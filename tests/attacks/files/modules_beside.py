# Modules beside the notebook that are called like those that the grader imports.
# points: 18
import json


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
    for name in ("numpy", "course_lib", "inside", "sitecustomize", "usercustomize", "random", "socket", "IPython"):
        (folder / f"{name}.py").write_text("raise SystemExit('TAKEN')\n")
    (folder / "inside").mkdir()
    (folder / "inside" / "__init__.py").write_text("raise SystemExit('TAKEN')\n")
    (folder / "nbgrader_config.py").write_text("raise SystemExit('TAKEN')\n")
