# Scripts, frames and handlers in Markdown, raw cells, attachments and in the answers to questions.
# points: 18
import copy
import json

HARM = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) "
    "<iframe srcdoc='<script>alert(4)</script>'></iframe> ![a](attachment:a.svg) $\\href{javascript:alert(5)}{x}$ "
    "<style>*{display:none}</style> <form action=//e.org><button>give points</button></form> <svg onload=alert(6)>"
)


def submit(folder, notebook):
    tree = copy.deepcopy(notebook)
    for cell in tree["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "markdown":
            cell["source"] = HARM
    attached = {"a.svg": {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(7)'/>", "text/html": HARM}}
    tree["cells"] += [
        {"cell_type": "markdown", "metadata": {}, "source": HARM, "attachments": attached, "id": "h1"},
        {"cell_type": "raw", "metadata": {"format": "text/html", "raw_mimetype": "text/html"}, "source": HARM, "id": "h2"},
    ]
    (folder / "kmeans.ipynb").write_text(json.dumps(tree))
