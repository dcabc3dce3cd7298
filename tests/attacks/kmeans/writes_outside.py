# Writes to every place outside its scratch folder that it can think of.
# %% start
import os, stat
here = "harm.txt"
places = ["/", "/etc", "/usr", "/usr/lib", "/usr/local/bin", "/bin", "/var/tmp", "/root", "/home", "/work",
          "@CLASS@", "@CANARY@", "@ROOT@", "@ROOT@/course_lib", "@ROOT@/.venv", "@ROOT@/autograder/sandbox/inside",
          "@ROOT@/assets/references/public", "/dev", "/dev/pts", "/proc", "/sys", "/run", os.path.dirname(np.__file__)]
for place in places:
    try:
        with open(os.path.join(place, here), "w") as file:
            file.write("harm")
        print("TAKEN", place)
    except OSError:
        pass
for path in ("@CANARY@/secret.txt", "@ROOT@/course_lib/__init__.py", "/etc/ld.so.cache"):
    for act in (lambda: os.unlink(path), lambda: os.chmod(path, 0o777), lambda: os.utime(path),
                lambda: os.truncate(path, 0), lambda: os.rename(path, "/tmp/x"), lambda: os.link(path, "/tmp/y")):
        try:
            act()
            print("TAKEN", path)
        except OSError:
            pass
for node in ((stat.S_IFBLK, os.makedev(8, 0)), (stat.S_IFCHR, os.makedev(1, 1))):
    try:
        os.mknod("/tmp/node", 0o666 | node[0], node[1])
        print("TAKEN node")
    except OSError:
        pass
