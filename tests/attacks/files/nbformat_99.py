# A notebook of a format that does not exist.
# points: 0
# review: format 99
import json


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps({**notebook, "nbformat": 99}))
