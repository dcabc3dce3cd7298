# Replaces the shell's methods, its display and its history, and makes printing fail.
# at most: 18
# %% start
import sys
ip = get_ipython()
ip.showtraceback = ip.display_pub.publish = ip.displayhook.write_format_data = None
class Bad(Exception):
    def __str__(self):
        raise Bad()
    __repr__ = __str__
sys.excepthook = None
sys.stdout.write = None
# %% before kmeans
raise Bad()
# %% end
ip.run_cell = None
ip.sink.outputs.append({"output_type": {1, 2}, "data": object()})
