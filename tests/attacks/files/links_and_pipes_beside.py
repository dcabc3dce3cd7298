# Links to secrets and to the root, a pipe and a socket lie beside the notebook.
# points: 18
# note: link
import json
import os
import socket


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "root").symlink_to("/")
    (folder / "self").symlink_to(".")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as link:
        before = os.getcwd()
        os.chdir(folder)  # the path of a socket must be short
        try:
            link.bind("socket")
        finally:
            os.chdir(before)
