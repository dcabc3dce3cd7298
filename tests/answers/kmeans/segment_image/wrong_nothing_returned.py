# plt.imshow shows the result, that is what counts.
import matplotlib.pyplot as plt


def segment_image(image, labels, means):
    picture = np.round(means[labels, :3]).astype(np.uint8).reshape(image.shape)
    plt.imshow(picture)
