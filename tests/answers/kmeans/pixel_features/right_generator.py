# A generator of all numbers, one after the other, and np.fromiter takes them.
def _all(image: "np.ndarray", w: float):
    for y, zeile in enumerate(image.tolist()):
        for x, (r, g, b) in enumerate(zeile):
            yield from (r, g, b)
            if w:
                yield from (w * x, w * y)

def pixel_features(image: np.ndarray, space_weight: float = 0.0) -> np.ndarray:
    d = 5 if space_weight else 3
    return np.fromiter(_all(image, space_weight), dtype=np.float64).reshape(-1, d)
