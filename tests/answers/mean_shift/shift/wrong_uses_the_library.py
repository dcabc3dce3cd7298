# There is a shift in the library.
def shift(features, mean, radius):
    from course_lib.clustering import run_mean_shift

    return run_mean_shift(features, radius, starts=[mean], max_steps=1).modes[0]
