# Makes system calls by the 32-bit door and with x32 numbers, where a filter may not look.
# note: ended a process of its notebook
# points: 18
# %% end
import ctypes, mmap
code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, 20 (getpid of i386); int 0x80; ret
page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
call = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
result = call()
if result > 0:
    print("TAKEN int 0x80", result)
libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(0x40000000 | 39) > 0:
    print("TAKEN x32")
