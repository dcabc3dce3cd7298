# Depth first, by recursion; numbers start at 1.
def group(affinity, threshold):
    labels = np.zeros(len(affinity), dtype=np.int64)

    def visit(i, number):
        labels[i] = number
        for j in range(len(affinity)):
            if labels[j] == 0 and affinity[i, j] >= threshold:
                visit(j, number)

    number = 0
    for i in range(len(affinity)):
        if labels[i] == 0:
            number += 1
            visit(i, number)
    return labels
