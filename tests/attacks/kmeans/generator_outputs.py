# Shows and returns generators without end.
# %% start
import itertools
class Endless:
    def _repr_html_(self):
        return "".join(str(n) for n in itertools.count())
    def __repr__(self):
        return "x" * 10
# %% instead of init_uniform
def init_uniform(features, k):
    def forever():
        while True:
            yield np.zeros(3)
    return forever()
# %% end
Endless()
