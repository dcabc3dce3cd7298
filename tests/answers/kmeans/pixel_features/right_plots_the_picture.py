# I look at the picture and at the cloud every time the function runs.
import matplotlib.pyplot as plt


def pixel_features(image, space_weight=0.0):
    plt.figure()
    plt.imshow(image)
    plt.title("input")
    features = np.reshape(image, (-1, 3)) * 1.0
    plt.figure()
    plt.scatter(features[:, 0], features[:, 1])
    plt.show()
    if space_weight > 0:
        where = np.argwhere(np.ones(image.shape[:2]))  # all (row, column) pairs
        features = np.hstack([features, space_weight * where[:, ::-1]])
    return features
