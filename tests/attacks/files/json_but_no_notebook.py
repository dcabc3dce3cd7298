# JSON of other kinds: a list where the cells should be named.
# points: 0
# review: no notebook|no list


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text('[{"nbformat": 4}]')
