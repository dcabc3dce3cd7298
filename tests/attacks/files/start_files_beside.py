# Files that Python, IPython, matplotlib, pytest, Jupyter and a shell read when they start.
# points: 18
import json


def submit(folder, notebook):
    code = "print('TAKEN by a start file')\nimport builtins\nbuiltins.all = lambda *_: True\n"
    names = ["sitecustomize.py", "usercustomize.py", "conftest.py", "ipython_config.py", "x.pth", "jupyter_config.py", "nbgrader_config.py",
             "matplotlibrc", "json.py", "inside/__init__.py", "inside/runner.py", "course_lib/__init__.py", "course_lib/checks/__init__.py",
             "profile_default/startup/00.py", "pyproject.toml", "setup.cfg", "tox.ini", "Makefile", "encodings/__init__.py", "torch.py", "pyvenv.cfg", "python311.zip"]
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("backend: TAKEN\n" if name == "matplotlibrc" else code)
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
