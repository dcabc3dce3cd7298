# A notebook of 200 megabytes.
# points: 0
# review: MB


def submit(folder, notebook):
    with (folder / "kmeans.ipynb").open("wb") as file:
        file.truncate(200 << 20)
