"""Set up the course's environment in ``.venv``; does nothing, quickly, when nothing changed.

``make`` calls it; without make: ``python tools/bootstrap.py --extras instructor``. It needs the
standard library only, and is written so that an old Python can still read it and say so.

Environment variables
---------------------
TORCH_INDEX
    Package index of PyTorch's CPU builds, used on Linux without an NVIDIA GPU, because the default
    index's torch brings gigabytes of CUDA there. Set to nothing, only pip's own configuration
    (``PIP_FIND_LINKS``, …) is used.
COURSE_CHROMIUM
    See tools/chromium.py.
"""

import argparse
import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from chromium import ensure_chromium
from sandbox import ensure_sandbox
from trouble import Trouble, say

ROOT = Path(__file__).resolve().parents[1]
OLDEST, NEWEST = (3, 11), (3, 13)
TORCH_CPU = "2.13.0"
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
STAMP = ".course-stamp.json"
UNDER_WAY = "an installation is under way\n"


# ---------------------------------------------------------------- which Python


def python_version(python: str):
    """(major, minor) of an interpreter, or None if it does not run."""
    code = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        out = subprocess.run([python, "-c", code], capture_output=True, timeout=60)
        major, minor = out.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def choose_python(wanted: str = sys.executable) -> str:
    """The interpreter to build with: the one asked for, else another that fits on this machine.

    Raises
    ------
    Trouble
        If none is between the oldest and the newest that the course supports.
    """
    version = python_version(wanted)
    if version and OLDEST <= version <= NEWEST:
        return wanted
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and python_version(other) == (3, minor):
            say(f"Python {_dotted(version)} does not fit; {other} is taken instead.")
            return other
    raise Trouble(
        f"The course needs Python {_dotted(OLDEST)} to {_dotted(NEWEST)} and {wanted} is Python "
        f"{_dotted(version)}: install one of those and type `make lab PYTHON=/path/to/python`."
    )


def _dotted(version) -> str:
    return ".".join(map(str, version)) if version else "(does not run)"


def can_import(python: str, *modules: str) -> bool:
    """Whether an interpreter can import all the modules."""
    code = "import " + ", ".join(modules)
    return subprocess.run([python, "-c", code], capture_output=True).returncode == 0


def is_installed(python: str, package: str) -> bool:
    """Whether a package is there, without the seconds that importing it may take."""
    code = "import sys, importlib.metadata as m; m.version(sys.argv[1])"
    return subprocess.run([python, "-c", code, package], capture_output=True).returncode == 0


def venv_python(venv: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(python: str, venv: Path) -> None:
    """Make an empty environment with pip, also with a Python that lacks ensurepip.

    Raises
    ------
    Trouble
        If that Python cannot make one, with what to install.
    """
    if not can_import(python, "venv"):
        raise Trouble(_no_venv(python, "venv"))
    if can_import(python, "ensurepip"):
        run([python, "-m", "venv", "--clear", str(venv)], f"The environment {venv}")
        return
    if not can_import(python, "pip"):  # Debian without python3-venv
        raise Trouble(_no_venv(python, "ensurepip"))
    run([python, "-m", "venv", "--clear", "--without-pip", str(venv)], f"The environment {venv}")
    pip = [python, "-m", "pip", "--python", str(venv_python(venv)), "install", "-q", "pip"]
    if subprocess.run(pip).returncode:
        shutil.rmtree(str(venv), ignore_errors=True)
        raise Trouble(_no_venv(python, "ensurepip"))


def _no_venv(python: str, module: str) -> str:
    version = _dotted(python_version(python))
    return (
        f"{python} has no `{module}`, which makes virtual environments: install it (Debian, "
        f"Ubuntu: `sudo apt-get install python{version}-venv`) and type the command again."
    )


# ---------------------------------------------------------------- what is to be installed


def has_nvidia_gpu() -> bool:
    """Whether this machine has an NVIDIA GPU that its driver can see."""
    if any(Path("/proc/driver/nvidia/gpus").glob("*")):
        return True
    smi = shutil.which("nvidia-smi")
    if not smi:
        return False
    try:
        out = subprocess.run([smi, "-L"], capture_output=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return False
    return out.returncode == 0 and b"GPU" in out.stdout


def wants_cpu_torch(system: str = platform.system(), gpu=None) -> bool:
    """Whether torch's CPU build has to be asked for by name: on Linux without an NVIDIA GPU."""
    return system == "Linux" and not (has_nvidia_gpu() if gpu is None else gpu)


def torch_command(python: str, index=None) -> list:
    """pip's arguments that install torch's CPU build, and only that build.

    The version's ``+cpu`` is what keeps pip from taking the default index's CUDA build when the
    index cannot be reached. Few retries: an index that is out of reach is said soon.
    """
    index = os.environ.get("TORCH_INDEX", TORCH_INDEX) if index is None else index
    command = [python, "-m", "pip", "install", "--no-input", "--no-deps", "--retries", "1"]
    command += ["--timeout", "20"]
    if index.strip():
        command += ["--extra-index-url", index.strip()]
    return command + [f"torch=={TORCH_CPU}+cpu"]


def fingerprint(cpu_torch: bool, root: Path = ROOT) -> str:
    """Changes whenever an installation made before is no longer the right one."""
    parts = hashlib.sha256()
    for name in ("pyproject.toml", "tools/bootstrap.py"):
        parts.update((root / name).read_bytes() + b"\0")
    # the folder, because an environment and an editable installation hold absolute paths
    parts.update(repr((str(root), cpu_torch)).encode())
    return parts.hexdigest()


def installed_extras(venv: Path, mark: str):
    """Extras of a finished, current installation, or None if it is to be done (again)."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        same = stamp["fingerprint"] == mark
        extras = set(stamp["extras"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = venv_python(venv).exists() and not under_way(venv)
    return extras if same and whole else None


def earlier_extras(venv: Path) -> set:
    """Extras of an earlier installation, so that `make lab` does not take `make test`'s away."""
    try:
        return set(json.loads((venv / STAMP).read_text(encoding="utf-8"))["extras"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


# ---------------------------------------------------------------- installing


def run(command: list, what: str) -> None:
    """Run a command.

    Raises
    ------
    Trouble
        If it fails: `what` could not be made.
    """
    code = subprocess.run(command, cwd=str(ROOT)).returncode
    if code:
        line = " ".join(command)
        raise Trouble(f"{what} could not be made: `{line}` ended with code {code}; see above why.")


def install(extras: set, venv: Path, wanted: str = sys.executable) -> bool:
    """Bring the environment up to date; False if there was nothing to do.

    Raises
    ------
    Trouble
        If something is missing or cannot be installed, in a sentence.
    """
    gpu_free = wants_cpu_torch()
    mark = fingerprint(gpu_free)
    have = installed_extras(venv, mark)
    if have is not None and extras <= have:
        return False
    with only_one(venv) as lock:
        have = installed_extras(venv, mark)  # another make may have done it meanwhile
        if have is not None and extras <= have:
            return False
        extras = extras | earlier_extras(venv)
        interrupted = under_way(venv)
        if interrupted:
            say(f"An installation in {venv} was interrupted; it is done again.")
        lock.write(UNDER_WAY)
        lock.flush()
        if interrupted or python_version(str(venv_python(venv))) is None:
            say(f"Setting up {venv} (once; some minutes with a slow connection) …")
            make_venv(choose_python(wanted), venv)
        _install_packages(extras, str(venv_python(venv)), gpu_free)
        part = venv / (STAMP + ".part")
        part.write_text(json.dumps({"fingerprint": mark, "extras": sorted(extras)}))
        os.replace(str(part), str(venv / STAMP))
        lock.truncate(0)
    return True


def _install_packages(extras: set, python: str, cpu_torch: bool) -> None:
    if cpu_torch and not is_installed(python, "torch"):
        code = subprocess.run(torch_command(python), cwd=str(ROOT)).returncode
        if code:
            raise Trouble(no_torch())
    what = "." + ("[{}]".format(",".join(sorted(extras))) if extras else "")
    run([python, "-m", "pip", "install", "--no-input", "-e", what], "The environment")


def no_torch() -> str:
    """The sentence for a CPU build of torch that cannot be had."""
    index = os.environ.get("TORCH_INDEX", TORCH_INDEX).strip() or "(none)"
    return (
        f"torch's CPU build {TORCH_CPU}+cpu for this Python cannot be had from TORCH_INDEX = "
        f"{index}: set TORCH_INDEX to an index that has it, or PIP_FIND_LINKS to a folder with "
        "its wheel (the default index is not used for torch here: its build brings gigabytes of "
        "CUDA)."
    )


def lock_file(venv: Path) -> Path:
    """Locked while an installation runs, and not empty until it has ended well."""
    return venv.with_name(venv.name + ".lock")


def under_way(venv: Path) -> bool:
    """Whether an installation began and did not end well."""
    lock = lock_file(venv)
    return lock.exists() and lock.stat().st_size > 0


@contextlib.contextmanager
def only_one(venv: Path):
    """Let one process at a time install; the system lets go of the lock when a process dies."""
    with lock_file(venv).open("a+") as file:
        if os.name == "nt":
            import msvcrt

            file.seek(1 << 20)  # a byte nobody writes: Windows forbids reading a locked one
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("Another command is setting up the environment; waiting for it …")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def main(arguments=None) -> int:
    """Entry point; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--extras", default="instructor", help="comma-separated extras to install")
    parser.add_argument("--system", action="store_true", help="also see to browser and sandbox")
    options = parser.parse_args(arguments)
    extras = set(re.findall(r"[\w-]+", options.extras))
    try:
        known = set(re.findall(r"(?m)^(\w+) = \[", _extras_section()))
        if not extras <= known:
            unknown = ", ".join(sorted(extras - known))
            raise Trouble(
                "--extras must be of {}, got {}.".format(", ".join(sorted(known)), unknown)
            )
        install(extras, ROOT / ".venv")
        if options.system:
            ensure_sandbox()
            ensure_chromium()
    except Trouble as trouble:
        sys.stdout.flush()
        sys.stderr.write(f"\n{trouble}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; the next run starts again where it has to.\n")
        return 130
    return 0


def _extras_section() -> str:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return text.partition("[project.optional-dependencies]")[2].partition("\n[")[0]


if __name__ == "__main__":
    sys.exit(main())
