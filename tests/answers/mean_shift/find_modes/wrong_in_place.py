# Save an array.
def find_modes(features, radius, epsilon):
    for i in range(len(features)):
        features[i] = climb(features, features[i].copy(), radius, epsilon)[-1]
    return features
