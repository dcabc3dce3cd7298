# What is warm.
def panel_regions(thermal, min_area):
    return (thermal > 35).astype(int)
