# A list of lists is a table too.
def pixel_features(image, space_weight=0.0):
    rows = []
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            row = [float(c) for c in image[y, x]]
            if space_weight != 0:
                row += [space_weight * x, space_weight * y]
            rows.append(row)
    return rows
