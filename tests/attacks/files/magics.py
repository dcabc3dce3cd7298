# Magics and shell commands in its cells, that read and write outside.
# points: 18
import json

TEXTS = ["!touch @CANARY@/harm; cat @CANARY@/secret.txt", "%cd /", "%%writefile @CANARY@/harm.py\nx", "%run @CANARY@/secret.txt",
         "%load_ext autoreload", "%%bash\nsleep 1000 & disown; cat /etc/shadow; kill -9 -1", "%env", "%reset -f"]  # fmt: skip


def submit(folder, notebook):
    extra = [
        {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None, "id": f"g{n}"}
        for n, text in enumerate(TEXTS)
    ]
    (folder / "kmeans.ipynb").write_text(json.dumps({**notebook, "cells": [*notebook["cells"], *extra]}))
