# Takes memory without end in one process.
# %% end
import mmap
kept = []
while True:
    area = mmap.mmap(-1, 64 << 20, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
    area.write(b"x" * (64 << 20))
    kept.append(area)
