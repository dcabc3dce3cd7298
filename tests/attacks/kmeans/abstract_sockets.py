# Listens on a name without a file for another submission, and looks for one that listens.
# %% start
import socket
link = socket.socket(socket.AF_UNIX)
link.settimeout(0.2)
for name in ("\0attack-post-box", "\0/tmp/.X11-unix/X0", "\0/tmp/dbus-test"):
    try:
        link.connect(name)
        print("TAKEN", ascii(name))
    except OSError:
        pass
for path in ("/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private"):
    try:
        socket.socket(socket.AF_UNIX).connect(path)
        print("TAKEN", path)
    except OSError:
        pass
box = socket.socket(socket.AF_UNIX)
box.bind("\0attack-post-box")
box.listen()
# %% end
import time
time.sleep(0.5)
box.settimeout(0.1)
try:
    box.accept()
    print("TAKEN a visitor")
except OSError:
    pass
