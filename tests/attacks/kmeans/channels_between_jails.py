# Tries what two submissions on one machine could talk by: locks, watches and the cache of files.
# points: 18
# %% start
import ctypes, fcntl, os, struct
libc = ctypes.CDLL(None, use_errno=True)
shared = os.__file__
fd = os.open(shared, os.O_RDONLY)
def attempt(name, what):
    try:
        result = what()
    except OSError:
        pass
    else:
        print("TAKEN", name, result)
def call(number, *arguments):
    result = libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
attempt("flock", lambda: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB))
attempt("lockf", lambda: fcntl.lockf(fd, fcntl.LOCK_SH | fcntl.LOCK_NB))
attempt("getlk", lambda: fcntl.fcntl(fd, fcntl.F_GETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)))
attempt("ofd", lambda: fcntl.fcntl(fd, 37, struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)))
attempt("lease", lambda: fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK))
attempt("dnotify", lambda: fcntl.fcntl(os.open(os.path.dirname(shared), os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS))
attempt("nowait", lambda: os.preadv(fd, [bytearray(4096)], 0, os.RWF_NOWAIT))
if os.uname().machine == "x86_64":
    attempt("inotify", lambda: call(294, 0))
    attempt("upper half", lambda: call(72, fd, ctypes.c_long(1 << 32 | fcntl.F_SETLK), struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)))
    attempt("cachestat", lambda: call(451, fd, ctypes.byref((ctypes.c_uint64 * 2)(0, 4096)), ctypes.byref((ctypes.c_uint64 * 5)()), 0))
