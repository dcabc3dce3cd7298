"""What the bootstrap decides; real interpreters and environments, no packages downloaded."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import bootstrap
import chromium
import pytest
import sandbox
from trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="shell scripts stand for programs")


def script(path: Path, text: str) -> str:
    """A program that is a shell script."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def old_python(path: Path, version: str = "3 8") -> str:
    return script(path, f"echo {version}")


# ---------------------------------------------------------------- which Python


def test_a_python_that_fits_is_taken() -> None:
    assert bootstrap.choose_python(sys.executable) == sys.executable


@posix
@pytest.mark.parametrize("version", ["3 8", "3 14", "2 7", "4 0"])
def test_too_old_and_too_new_are_refused_in_a_sentence(tmp_path, monkeypatch, version) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    wanted = old_python(tmp_path / "python3", version)
    with pytest.raises(Trouble) as caught:
        bootstrap.choose_python(wanted)
    assert str(caught.value) == (
        f"The course needs Python 3.11 to 3.13 and {wanted} is Python {version.replace(' ', '.')}: "
        "install one of those and type `make lab PYTHON=/path/to/python`."
    )


@posix
def test_another_python_on_the_machine_is_taken_if_it_runs(tmp_path, monkeypatch, capsys) -> None:
    script(tmp_path / "python3.13", "exit 127")  # a shim of a version that is not installed
    good = script(tmp_path / "python3.12", "echo 3 12")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    assert bootstrap.choose_python(old_python(tmp_path / "python3")) == good
    assert "Python 3.8 does not fit" in capsys.readouterr().out


@posix
def test_a_python_without_venv_is_a_sentence(tmp_path: Path) -> None:
    bare = script(tmp_path / "python3", 'case "$*" in *version_info*) echo 3 12;; *) exit 1;; esac')
    with pytest.raises(Trouble, match="has no `venv`.*sudo apt-get install python3.12-venv"):
        bootstrap.make_venv(bare, tmp_path / "venv")


@posix
def test_a_python_without_ensurepip_and_pip_is_a_sentence(tmp_path: Path) -> None:
    code = 'case "$*" in *version_info*) echo 3 11;; *"import venv"*) exit 0;; *) exit 1;; esac'
    with pytest.raises(Trouble, match="has no `ensurepip`"):
        bootstrap.make_venv(script(tmp_path / "python3", code), tmp_path / "venv")


def test_an_environment_has_pip(tmp_path: Path) -> None:
    bootstrap.make_venv(sys.executable, tmp_path / "venv")
    assert bootstrap.can_import(str(bootstrap.venv_python(tmp_path / "venv")), "pip")


# ---------------------------------------------------------------- torch


@pytest.mark.parametrize(
    ("system", "gpu", "cpu_build"),
    [("Linux", False, True), ("Linux", True, False), ("Darwin", False, False),
     ("Windows", False, False), ("Windows", True, False)],
)  # fmt: skip
def test_the_cpu_build_is_asked_for_on_linux_without_a_gpu(system, gpu, cpu_build) -> None:
    assert bootstrap.wants_cpu_torch(system, gpu) is cpu_build


def test_the_index_is_named_by_a_variable(monkeypatch) -> None:
    monkeypatch.delenv("TORCH_INDEX", raising=False)
    command = bootstrap.torch_command("python")
    place = command.index("--extra-index-url")
    assert command[place + 1] == "https://download.pytorch.org/whl/cpu"
    assert command[-1].endswith("+cpu")  # never the default index's build
    assert "--no-deps" in command and command[command.index("--retries") + 1] == "1"
    monkeypatch.setenv("TORCH_INDEX", "https://mirror.example/cpu")
    assert "https://mirror.example/cpu" in bootstrap.torch_command("python")
    monkeypatch.setenv("TORCH_INDEX", "")
    assert "--extra-index-url" not in bootstrap.torch_command("python")


def test_a_torch_that_cannot_be_had_names_the_variable(monkeypatch) -> None:
    monkeypatch.setenv("TORCH_INDEX", "https://mirror.example/cpu")
    sentence = bootstrap.no_torch()
    assert "TORCH_INDEX = https://mirror.example/cpu" in sentence and "CUDA" in sentence


def test_without_the_cpu_build_nothing_else_is_installed(tmp_path, monkeypatch) -> None:
    """pip itself, with no index and no folder of wheels."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("TORCH_INDEX", "https://mirror.example/cpu")
    with pytest.raises(Trouble, match="TORCH_INDEX = https://mirror.example/cpu"):
        bootstrap._install_packages({"instructor"}, str(bootstrap.venv_python(venv)), True)
    assert not list(venv.rglob("torch"))


def test_the_release_names_the_same_torch() -> None:
    from autograder import student_files

    assert student_files.TORCH_CPU == bootstrap.TORCH_CPU
    assert student_files.TORCH_INDEX == bootstrap.TORCH_INDEX


# ---------------------------------------------------------------- stamps


@pytest.fixture
def house(tmp_path: Path, monkeypatch) -> Path:
    """A project's folder whose environment is there; what pip would install is noted instead."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "tools")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap.fingerprint, "__defaults__", (tmp_path,))
    monkeypatch.setattr(bootstrap, "make_venv", make_bare_venv)
    return tmp_path


def make_bare_venv(python: str, venv: Path) -> None:
    """As `bootstrap.make_venv`, without the seconds that pip takes."""
    subprocess.run([python, "-m", "venv", "--clear", "--without-pip", str(venv)], check=True)


@pytest.fixture
def installed(house: Path, monkeypatch) -> list[set]:
    """Extras of every installation asked for; the environments are real, without packages."""
    asked: list[set] = []
    monkeypatch.setattr(
        bootstrap, "_install_packages", lambda extras, python, cpu: asked.append(set(extras))
    )
    return asked


def test_nothing_is_done_twice(house: Path, installed: list[set]) -> None:
    venv = house / ".venv"
    assert bootstrap.install({"instructor"}, venv) is True
    assert bootstrap.install({"instructor"}, venv) is False
    assert installed == [{"instructor"}]
    # more extras are added to those that are there; fewer are there already
    assert bootstrap.install({"instructor", "test"}, venv) is True
    assert bootstrap.install({"instructor"}, venv) is False
    assert bootstrap.install({"dev"}, venv) is True
    assert installed[1:] == [{"instructor", "test"}, {"instructor", "test", "dev"}]


def test_a_changed_project_file_is_installed_again(house: Path, installed: list[set]) -> None:
    bootstrap.install({"test"}, house / ".venv")
    (house / "pyproject.toml").open("a").write("# changed\n")
    assert bootstrap.install({"instructor"}, house / ".venv") is True
    assert installed == [{"test"}, {"instructor", "test"}]


def test_a_moved_project_is_set_up_again(house: Path, installed: list[set], monkeypatch) -> None:
    bootstrap.install({"instructor"}, house / ".venv")
    monkeypatch.setattr(bootstrap.fingerprint, "__defaults__", (house / "tools" / "..",))
    assert bootstrap.install({"instructor"}, house / ".venv") is True


@pytest.mark.parametrize("stamp", ["", "{", "[]", "3", '{"extras": ["instructor"]}'])
def test_a_damaged_stamp_means_again(house: Path, installed: list[set], stamp: str) -> None:
    bootstrap.install({"instructor"}, house / ".venv")
    (house / ".venv" / bootstrap.STAMP).write_text(stamp)
    assert bootstrap.install({"instructor"}, house / ".venv") is True


def test_a_deleted_environment_is_made_again(house: Path, installed: list[set]) -> None:
    bootstrap.install({"instructor"}, house / ".venv")
    shutil.rmtree(house / ".venv")
    assert bootstrap.install({"instructor"}, house / ".venv") is True
    assert bootstrap.venv_python(house / ".venv").exists()


def test_a_failed_installation_is_done_again_from_the_beginning(
    house: Path, monkeypatch, capsys
) -> None:
    def fail(*_):
        raise Trouble("no network")

    venv = house / ".venv"
    monkeypatch.setattr(bootstrap, "_install_packages", fail)
    with pytest.raises(Trouble):
        bootstrap.install({"instructor"}, venv)
    (venv / "half-a-package").write_text("")
    monkeypatch.setattr(bootstrap, "_install_packages", lambda *_: None)
    assert bootstrap.install({"instructor"}, venv) is True
    assert "was interrupted" in capsys.readouterr().out
    assert not (venv / "half-a-package").exists()
    assert bootstrap.install({"instructor"}, venv) is False


@posix
def test_killed_in_the_middle_it_is_done_again(house: Path, installed: list[set], capsys) -> None:
    venv = house / ".venv"
    code = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); import bootstrap, pathlib\n"
        "bootstrap._install_packages = lambda *_: (print('go', flush=True), time.sleep(60))\n"
        "bootstrap.install({'instructor'}, pathlib.Path(sys.argv[2]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT / "tools"), str(venv)], stdout=subprocess.PIPE
    )
    while process.stdout.readline() != b"go\n":
        assert process.poll() is None
    process.kill()
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()
    assert bootstrap.under_way(venv)
    assert bootstrap.install({"instructor"}, venv) is True
    assert "was interrupted" in capsys.readouterr().out
    assert installed == [{"instructor"}] and not bootstrap.under_way(venv)


def test_unknown_extras_are_a_sentence(capsys) -> None:
    assert bootstrap.main(["--extras", "tests"]) == 1
    wanted = "bench, dev, docs, instructor, test"
    assert f"--extras must be of {wanted}, got tests." in capsys.readouterr().err


@posix
def test_an_old_python_can_read_the_bootstrap_and_say_so(tmp_path: Path) -> None:
    """Its syntax is that of Python 3.7 and older, as far as a compiler of today can tell."""
    import ast

    for path in (ROOT / "tools").glob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


# ---------------------------------------------------------------- the browser


@posix
def test_the_browser_is_named_by_a_variable(tmp_path: Path, monkeypatch) -> None:
    mine = script(tmp_path / "my-chromium", "exit 0")
    monkeypatch.setenv("COURSE_CHROMIUM", mine)
    assert chromium.find_chromium() == mine
    monkeypatch.setenv("COURSE_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(Trouble, match="COURSE_CHROMIUM must be a browser's path"):
        chromium.find_chromium()


@posix
@pytest.mark.skipif(Path(chromium.BROWSER_PLACES[0]).exists(), reason="Chrome is installed")
@pytest.mark.parametrize("ci", ["", "true", "1", "false"])
def test_without_a_browser_it_is_said_and_in_ci_it_fails(tmp_path, monkeypatch, capsys, ci) -> None:
    monkeypatch.delenv("COURSE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))  # no browser, no apt-get, no sudo
    monkeypatch.setenv("CI", ci)
    if ci in ("true", "1"):
        with pytest.raises(Trouble, match="with CI=true the browser tests may not be skipped"):
            chromium.ensure_chromium()
    else:
        chromium.ensure_chromium()
        assert "THE BROWSER TESTS WILL BE SKIPPED" in capsys.readouterr().out


@posix
def test_debians_package_is_installed_where_that_needs_no_question(tmp_path, monkeypatch) -> None:
    """A sudo and an apt-get that note what they are asked, and an apt-get that brings a browser."""
    log = tmp_path / "log"
    script(tmp_path / "sudo", f'echo "sudo $@" >> {log}; [ "$1" = -n ] && shift; exec "$@"')
    script(
        tmp_path / "apt-get",
        f'echo "apt-get $@" >> {log}; case "$*" in *install*) '
        f"printf '#!/bin/sh\\n' > {tmp_path}/chromium; chmod +x {tmp_path}/chromium;; esac",
    )
    for name in ("env", "sh", "chmod", "true", "printf"):
        (tmp_path / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    monkeypatch.delenv("COURSE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    chromium.ensure_chromium()
    assert chromium.find_chromium() == str(tmp_path / "chromium")
    said = log.read_text()
    assert "sudo -n true" in said and "install -y --no-install-recommends chromium" in said


def test_a_stamp_is_json(house: Path, installed: list[set]) -> None:
    bootstrap.install({"test"}, house / ".venv")
    stamp = json.loads((house / ".venv" / bootstrap.STAMP).read_text())
    assert stamp["extras"] == ["test"] and len(stamp["fingerprint"]) == 64


# ---------------------------------------------------------------- the sandbox


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is Linux's")
@pytest.mark.parametrize("ci", ["", "true"])
def test_without_a_sandbox_it_is_said_and_in_ci_it_fails(tmp_path, monkeypatch, capsys, ci) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no bwrap, no apt-get, no sudo
    monkeypatch.setenv("CI", ci)
    if ci:
        with pytest.raises(Trouble, match="the grader's tests may not be skipped"):
            sandbox.ensure_sandbox()
    else:
        sandbox.ensure_sandbox()
        assert "`autograder grade` refuses to work" in capsys.readouterr().out
