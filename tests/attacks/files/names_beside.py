# Files beside the notebook with names that traverse, command, or hold line ends and half characters.
# points: 18
import json
import os


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
    for name in ("..x", "-rf", "a\nb", "=cmd|x!A0", "<img src=x onerror=alert(1)>", "$(id)", "\x1b[2J", "..\\..\\up", "~"):
        (folder / name).write_text("x")
    with open(os.fsencode(folder) + b"/half\xff\x80", "w") as file:
        file.write("x")
