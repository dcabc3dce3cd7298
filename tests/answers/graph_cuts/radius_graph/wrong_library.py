# The library has this function.
def radius_graph(gray, sigma_intensity, sigma_space, radius):
    from course_lib import graphs
    return graphs.pixel_graph(gray, sigma_features=sigma_intensity, sigma_space=sigma_space, radius=radius, floor=0)
