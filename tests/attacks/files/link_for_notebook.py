# A link in the notebook's place, to a file of the machine's.
# points: 0
# review: link


def submit(folder, notebook):
    (folder / "kmeans.ipynb").symlink_to("/etc/passwd")
