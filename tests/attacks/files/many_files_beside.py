# Five thousand files, and one of a gigabyte, beside the notebook.
# points: 18
# note: beside|MiB
import json


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
    (folder / "many").mkdir()
    for number in range(5000):
        (folder / "many" / str(number)).write_text("x")
    with (folder / "large").open("wb") as file:
        file.truncate(1 << 30)
