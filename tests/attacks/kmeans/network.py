# Connects to the machine itself, to the world and to a name server, by every family of sockets.
# %% start
import socket, ctypes
kinds = [(socket.AF_INET, ("127.0.0.1", 22)), (socket.AF_INET, ("127.0.0.1", 8888)), (socket.AF_INET, ("1.1.1.1", 53)),
         (socket.AF_INET6, ("::1", 22)), (socket.AF_INET6, ("2606:4700:4700::1111", 53))]
for family, address in kinds:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            link = socket.socket(family, kind)
            link.settimeout(0.3)
            link.connect(address)
            link.send(b"x")
            print("TAKEN", family, address, kind)
        except OSError:
            pass
for family in (16, 17, 31, 38, 40, 44):  # netlink, packet, bluetooth, crypto, vsock, xdp
    try:
        socket.socket(family, socket.SOCK_DGRAM)
        print("TAKEN family", family)
    except OSError:
        pass
try:
    socket.getaddrinfo("example.org", 80)
    print("TAKEN a name")
except OSError:
    pass
libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(41, ctypes.c_long((1 << 32) | 2), 1, 0) >= 0:  # socket, its family with a bit too many
    print("TAKEN a socket")
