# Uses escape codes, markup and scripts as names of exceptions, types, functions and in messages.
# points: 12
# %% instead of pixel_features
class Made(type):
    pass
NAME = "\x1b[2J\x1b]0;owned\x07[bold red]x[/]<img src=x onerror=alert(1)><script>alert(2)</script>\u202e\x00{{7*7}}$(id)`id`"
raise type(NAME, (Exception,), {})(NAME)
# %% instead of feature_distance
def feature_distance(fi, fj):
    raise type("\x1b[2J[red]<script>alert(3)</script>", (ValueError,), {})("\x1b[31m[link=file:///]<script>alert(4)</script>|a|b|\n# x")
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    import warnings
    warnings.warn("<script>alert(5)</script>\x1b[2J")
    return type("<script>alert(6)</script>\x1b[2J[/]", (), {})()
# %% instead of segment_image
def segment_image(image, labels, means, **more):
    return image
segment_image.__name__ = "<script>"
import inspect
segment_image.__signature__ = inspect.Signature([inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY)])
