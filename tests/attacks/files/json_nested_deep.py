# JSON nested a million levels deep.
# points: 0
# review: JSON


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_text('{"nbformat": 4, "cells": ' + "[" * 10**6 + "]" * 10**6 + "}")
