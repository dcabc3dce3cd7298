# Every pixel by itself; the number of a pixel is y * width + x.
def segment_image(image, labels, means):
    h, w, c = image.shape
    bild = np.zeros((h, w, 3), dtype=np.uint8)
    for y in range(h):
        for x in range(w):
            farbe = means[labels[y * w + x]]
            bild[y, x, 0] = round(farbe[0])
            bild[y, x, 1] = round(farbe[1])
            bild[y, x, 2] = round(farbe[2])
    return bild
