# A pipe in the notebook's place, which never ends to be read.
# points: 0
# review: .
import os


def submit(folder, notebook):
    os.mkfifo(folder / "kmeans.ipynb")
