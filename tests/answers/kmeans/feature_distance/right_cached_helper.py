# A helper that is cached; it takes numbers, since arrays cannot be cached.
import functools
@functools.lru_cache(maxsize=None)
def _wurzel_summe(*d):
    return sum(x ** 2 for x in d) ** .5
# %%
def feature_distance(fi, fj):
    assert len(fi) == len(fj), "same length please"
    try:
        return _wurzel_summe(*(fi - fj))
    except TypeError as e:
        print("oops", e)
        raise
