# Tries ptrace, other processes' memory, new namespaces, mounts, keys, bpf, io_uring and the like.
# %% start
import ctypes, os, struct
libc = ctypes.CDLL(None, use_errno=True)
CALLS = {
    "ptrace": (101, 0, 0, 0, 0), "process_vm_readv": (310, 1, 0, 0, 0, 0, 0), "kcmp": (312, 1, 1, 0, 0, 0),
    "unshare user": (272, 0x10000000), "unshare mount": (272, 0x20000), "unshare net": (272, 0x40000000),
    "unshare time": (272, 0x80), "mount": (165, 0, 0, 0, 0, 0), "umount2": (166, b"/proc", 2), "pivot_root": (155, b"/", b"/"),
    "chroot": (161, b"/tmp"), "bpf": (321, 0, 0, 0), "io_uring_setup": (425, 8, 0), "userfaultfd": (323, 0),
    "keyctl": (250, 0, -3, 0, 0, 0), "add_key": (248, b"user", b"x", b"y", 1, -3), "perf_event_open": (298, 0, 0, -1, -1, 0),
    "open_tree": (428, -100, b"/", 1), "fsopen": (430, b"tmpfs", 0), "name_to_handle_at": (303, -100, b"/", 0, 0, 0),
    "setns": (308, 0, 0), "personality": (135, 0x40000), "sethostname": (170, b"x", 1), "iopl": (172, 3),
    "memfd_create": (319, b"x", 0), "memfd_secret": (447, 0), "shmget": (29, 1, 4096, 0o1666), "msgget": (68, 1, 0o1666),
    "semget": (64, 1, 1, 0o1666), "mq_open": (240, b"x", 0o102, 0o666, 0), "clone3": (435, 0, 0), "setuid": (105, 0),
    "sched_setaffinity": (203, 0, 8, struct.pack("Q", 0xFFFF)), "reboot": (169, 0xFEE1DEAD, 0x28121969, 0, 0),
    "pidfd_getfd": (438, 0, 0, 0), "move_pages": (279, 0, 0, 0, 0, 0, 0), "fanotify_init": (300, 0, 0),
}
if os.uname().machine != "x86_64":
    CALLS = {}  # other numbers there
for name, (number, *arguments) in CALLS.items():
    ctypes.set_errno(0)
    result = libc.syscall(number, *arguments)
    if result >= 0 or ctypes.get_errno() not in (1, 38, 95):
        print("TAKEN", name, result, os.strerror(ctypes.get_errno()))
for flag in (0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000) if CALLS else ():
    ctypes.set_errno(0)
    pid = libc.syscall(56, flag | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    if pid > 0:
        print("TAKEN clone", hex(flag))
libc.prctl(38, 0, 0, 0, 0)
print("no_new_privs", libc.prctl(39, 0, 0, 0, 0))
