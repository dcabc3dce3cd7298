# Cell ids, titles, kernels, widget states and tags that would write themselves into a page.
# points: 18
import json


def submit(folder, notebook):
    evil = '"></script><script>alert("TAKEN")</script>'
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}, "x": evil}}
    notebook["metadata"] = {
        "title": evil, "widgets": widgets, "authors": [{"name": evil}], "celltoolbar": evil,
        "kernelspec": {"name": evil, "display_name": evil, "language": evil},
        "language_info": {"name": evil, "pygments_lexer": evil, "codemirror_mode": {"name": evil}},
    }  # fmt: skip
    for cell in notebook["cells"]:
        cell["id"] = evil
        cell["metadata"] |= {"tags": [evil, "hide_input"], "name": evil, "collapsed": evil, "slideshow": {"slide_type": evil}, "jupyter": {"source_hidden": evil}}
        if cell["cell_type"] == "code":
            cell["execution_count"] = evil
    (folder / "kmeans.ipynb").write_text(json.dumps(notebook))
