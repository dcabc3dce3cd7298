# Reads what /proc tells of its parents: their memory, command lines, environment and files.
# %% start
import os, glob
for path in ("/proc/1/environ", "/proc/1/mem", "/proc/1/maps", "/proc/self/environ", "/proc/self/mountinfo",
             f"/proc/{os.getppid()}/cmdline", f"/proc/{os.getpid()}/maps", "/proc/self/root/etc/passwd",
             "/proc/kcore", "/proc/kallsyms", "/proc/sys/kernel/core_pattern", "/proc/mounts"):
    try:
        open(path, "rb").read(64)
        print("TAKEN", path)
    except OSError:
        pass
for pid in range(1, 3000):
    if os.path.exists(f"/proc/{pid}/status"):
        print("TAKEN pid", pid)
print(sorted(os.listdir("/proc")))
