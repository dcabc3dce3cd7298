# A flag called fertig, and feature_distance for the way each mean went.
def kmeans(features, means, epsilon=0.5, max_iter=100):
    aktuelle = means
    schritte = 0
    for i in range(max_iter):
        labels = assign_labels(features, aktuelle)
        neue = update_means(features, labels, aktuelle)
        schritte = i + 1
        fertig = True
        for alt, neu in zip(aktuelle, neue):
            if feature_distance(alt, neu) >= epsilon:
                fertig = False
        aktuelle = neue
        if fertig:
            break
    return assign_labels(features, aktuelle), aktuelle, schritte
