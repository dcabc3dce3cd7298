# A file beside the notebook whose name is as long as a name can be.
# points: 18
import json


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
    (folder / ("n" * 255)).write_text("x")
