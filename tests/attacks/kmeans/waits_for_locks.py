# Holds the locks of import, of threads and of logging while its state is kept.
# at most: 18
# %% before assign_labels
import _imp, logging, threading
_imp.acquire_lock()
threading._active_limbo_lock.acquire()
logging._acquireLock() if hasattr(logging, "_acquireLock") else None
