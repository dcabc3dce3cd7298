# Announces a frame of 2**63 bytes.
# note: too large
# %% end
import gc, os, struct
main = [o.fd for o in gc.get_objects() if type(o).__name__ == "Channel"][0]
os.write(main, struct.pack(">QQ", 2**63, 2**63))
