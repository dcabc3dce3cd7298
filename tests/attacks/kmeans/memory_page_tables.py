# Fills the machine with page tables: reads one byte of every two megabytes of an empty mapping.
# note: memory|time|ended
# %% end
import mmap
kept = []
while True:
    try:
        try:
            area = mmap.mmap(-1, 1 << 38, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)
            area.madvise(15)  # no huge pages: one table for two megabytes
        except (OSError, ValueError):  # no addresses left: what is mapped is read again and again
            area = kept[-1]
        kept.append(area)
        np.frombuffer(area, np.uint8)[:: 2 << 20].sum()
    except BaseException:  # nor does an interrupt end it, where the machine is slow
        pass
