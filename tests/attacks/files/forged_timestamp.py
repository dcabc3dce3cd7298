# A time of handing in with formulas and scripts in it, far too long.
# points: 18
import json


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
    (folder / "timestamp.txt").write_text("=cmd|'/C calc'!A0 <script>alert(1)</script>" * 100_000)
