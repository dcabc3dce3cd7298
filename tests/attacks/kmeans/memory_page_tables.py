# Fills the machine with page tables: reads one byte of every two megabytes of an empty mapping.
# note: memory|time|ended
# %% end
import mmap
kept = []
while True:
    try:
        area = mmap.mmap(-1, 1 << 38, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)
    except (OSError, ValueError):
        area = mmap.mmap(-1, 1 << 33, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)
    kept.append(area)
    np.frombuffer(area, np.uint8)[:: 2 << 20].sum()
