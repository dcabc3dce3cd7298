# Add up row after row.
def assoc(weights, side):
    total = 0
    for i, inside in enumerate(side):
        if inside:
            total += weights[[i]].sum()
    return total
