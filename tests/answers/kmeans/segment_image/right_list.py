# A table of colours as tuples.
def segment_image(image, labels, means):
    table = [tuple(int(v + 0.5) for v in m[:3]) for m in means.tolist()]
    return np.array([table[l] for l in labels], np.uint8).reshape(image.shape)
