# Text that is not JSON.
# points: 0
# review: not JSON


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text("import numpy as np  # no notebook\n")
