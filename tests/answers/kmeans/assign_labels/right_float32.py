# float32 is precise enough.
def assign_labels(features, means):
    f, m = features.astype(np.float32), means.astype(np.float32)
    return np.argmin(np.linalg.norm(f[:, None] - m[None], axis=2), axis=1).astype(np.int32)
