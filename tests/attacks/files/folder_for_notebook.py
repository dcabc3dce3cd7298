# A folder in the notebook's place, with files in it.
# points: 0
# review: .


def submit(folder, notebook):
    (folder / "kmeans.ipynb").mkdir()
    (folder / "kmeans.ipynb" / "inner.txt").write_text("x")
