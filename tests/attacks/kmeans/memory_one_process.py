# Takes memory without end in one process.
# %% end
import mmap
kept = []
while True:
    # MAP_GROWSDOWN: the kernel takes it for a stack, which its own limit leaves out
    area = mmap.mmap(-1, 64 << 20, flags=0x100 | mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    area.write(b"x" * (64 << 20))
    kept.append(area)
