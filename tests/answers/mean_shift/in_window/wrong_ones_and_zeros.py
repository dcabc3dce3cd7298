# 1 is inside, 0 is outside.
def in_window(features, mean, radius):
    result = np.zeros(len(features), int)
    result[np.linalg.norm(features - mean, axis=1) <= radius] = 1
    return result
