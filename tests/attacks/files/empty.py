# An empty file.
# points: 0
# review: empty


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_bytes(b"")
