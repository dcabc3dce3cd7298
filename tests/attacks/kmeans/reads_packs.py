# Looks for hidden packs, the gradebook, other submissions, the seed and the grader's sources.
# %% start
import os
wanted = ("@CLASS@", "@CLASS@/hidden_seed.json", "@CLASS@/gradebook.db", "@CLASS@/submitted",
          "@CLASS@/references/hidden/kmeans.npz", "@CANARY@", "@CANARY@/secret.txt",
          "@ROOT@/autograder/judge.py", "@ROOT@/autograder/exercises/kmeans/pixels.py",
          "@ROOT@/assets/references/hidden/kmeans.npz", "@ROOT@/notebooks", "@ROOT@/tests",
          "@ROOT@/.git", "/etc/passwd", "/etc/shadow", "/root/.ssh", "/home", "/var", "/run")
for path in wanted:
    if os.path.lexists(path):
        print("TAKEN", path)
for module in ("autograder", "autograder.judge", "autograder.exercises.kmeans"):
    try:
        __import__(module)
        if getattr(__import__(module), "__file__", None):
            print("TAKEN", module)
    except ImportError:
        pass
for at, folders, names in os.walk("/"):
    folders[:] = [f for f in folders if f not in ("usr", "proc", "dev", "site-packages")]
    for name in names:
        if name.endswith((".db", "hidden_seed.json")) or (name == "kmeans.npz" and "public" not in at):
            print("TAKEN", at, name)
print("GRADER_SECRET" in os.environ and "TAKEN")
