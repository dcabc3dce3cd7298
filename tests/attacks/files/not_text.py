# Bytes that are not text: the beginning of a program.
# points: 0
# review: not text


def submit(folder, notebook):
    (folder / "kmeans.ipynb").write_bytes(b"\x7fELF\xff\xfe" * 1000)
