# Sets of modes that are joined when they touch.
def merge_modes(modes, radius):
    groups = []
    for i, m in enumerate(modes):
        touching = [g for g in groups if any(np.linalg.norm(m - modes[j]) <= radius / 2 for j in g)]
        merged = {i}.union(*touching) if touching else {i}
        groups = [g for g in groups if g not in touching] + [merged]
    labels = np.zeros(len(modes), int)
    centres = np.zeros((len(groups), modes.shape[1]))
    for k, g in enumerate(groups):
        labels[list(g)] = k
        centres[k] = modes[list(g)].mean(axis=0)
    return labels, centres
