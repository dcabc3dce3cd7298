# The import in the cell above has worked in the other lecture.
from sklearn.cluster import KMeans
# %%
def assign_labels(features, means):
    model = KMeans(len(means), init=means, n_init=1, max_iter=1).fit(features)
    return model.predict(features)
