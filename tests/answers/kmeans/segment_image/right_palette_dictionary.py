# A dictionary is my palette.
def segment_image(image, labels, means):
    palette = {}
    for j in range(len(means)):
        palette[j] = [int(np.round(v)) for v in means[j][:3]]
    print("palette:", palette)
    pixels = [palette[int(l)] for l in labels]
    return np.array(pixels, dtype=np.uint8).reshape(image.shape[0], image.shape[1], 3)
