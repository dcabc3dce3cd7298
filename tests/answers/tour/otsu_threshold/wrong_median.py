# Half of the pixels dark, half bright.
def otsu_threshold(gray):
    return int(np.median(gray))
