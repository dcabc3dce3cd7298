# A notebook of another course.
# points: 0
# review: another unit
import json


def submit(folder, notebook):
    cell = {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "hw1"}}, "source": "1", "outputs": []}
    (folder / "kmeans.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}))
