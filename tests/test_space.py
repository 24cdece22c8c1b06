"""The app as a Space runs it: a user without rights, a folder not its own, a fresh home, two cores and 16 GB."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from gradio_client import Client

ROOT = Path(__file__).parent.parent
AS_USER = ["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups"]
# Where Python itself lies in a folder that only root may enter: that user, who may read everything; or else root
# without the right to write where the permissions say no.
READS_ALL = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
AS_VISITOR = [AS_USER, [*AS_USER, *READS_ALL], ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]]
CORES, MEMORY = 2, 16 << 30
QUESTION = "邵阳有多少家企业复工复产？"


@pytest.fixture
def machine():
    """A folder that everybody may look into, gone after the test."""
    folder = Path(tempfile.mkdtemp(prefix="space-"))
    folder.chmod(0o755)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def as_visitor():
    """What to put before a command so that it runs as the user of a Space, who can change nothing of ours.

    Only root can become that one; anybody else stays who they are, as someone who is not root.
    """
    if os.geteuid():
        return []
    for command in AS_VISITOR:
        done = subprocess.run([*command, sys.executable, "-c", "import numpy"], capture_output=True, check=False)
        if done.returncode == 0:
            return command
    pytest.skip("root, and no way to give that up: setpriv is not there or not allowed")


def writable(folder):
    folder.mkdir()
    folder.chmod(0o777)
    return str(folder)


def checkout(folder):
    """A copy of what a Space holds, which nobody may change."""
    for name in ("qa", "embeddings", "seeds"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("app.py", "README.md", "requirements.txt"):
        shutil.copy2(ROOT / name, folder / name)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def state(folder):
    """Every file and folder with what would give a change away."""
    seen = {path: path.stat() for path in [folder, *folder.rglob("*")]}
    return {path: (found.st_mtime_ns, found.st_size, found.st_ino) for path, found in seen.items()}


def limited():
    """Two of the cores, and memory as far as it goes."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def environ(home, temporary):
    """What a Space sets; nothing of this machine but where programs are."""
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": home,
        "TMPDIR": temporary,
        "SYSTEM": "spaces",
        "SPACE_ID": "someone/yuanju",
        "SPACE_HOST": "someone-yuanju.hf.space",
        "SPACE_AUTHOR_NAME": "someone",
        "SPACE_REPO_NAME": "yuanju",
        "SPACE_TITLE": "原句 Yuanju",
        "CPU_CORES": str(CORES),
        "MEMORY": "16Gi",
        "ACCELERATOR": "none",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "GRADIO_SSR_MODE": "True",
    }


def port_of(log, server):
    """The port that the app says it is on, once it says so."""
    until = time.monotonic() + 400
    while time.monotonic() < until:
        if told := re.search(r"http://0\.0\.0\.0:(\d+)", log.read_text(encoding="utf-8")):
            return int(told[1])
        assert server.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.mark.timeout(600)  # everything is made anew here: the model is converted, the index built
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="a Space is Linux")
def test_app_answers_and_writes_nowhere_but_at_home_and_in_the_temporary_folder(machine, as_visitor):
    root, log = checkout(machine / "app"), machine / "log"
    home, temporary = writable(machine / "home"), writable(machine / "temporary")
    before = state(root)
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*as_visitor, sys.executable, "app.py"],
            cwd=root,
            env=environ(home, temporary),
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=limited,
            start_new_session=True,
        )
    try:
        port = port_of(log, server)
        answer = Client(f"http://127.0.0.1:{port}/", verbose=False).predict(QUESTION, api_name="/ask")
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    assert answer["answer"] == "1330家"
    assert 7860 <= port < 7960  # the first that is free, as Gradio chooses where nobody does
    overrides = 1 << 1  # CAP_DAC_OVERRIDE
    assert int(re.search(r"^CapEff:\s+(\w+)", status, re.MULTILINE)[1], 16) & overrides == 0
    assert int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[1]) << 10 < MEMORY
    assert state(root) == before
    assert (Path(home) / ".cache" / "yuanju").is_dir()
    assert {path.name for path in machine.iterdir()} == {"app", "home", "temporary", "log"}
    # Gradio looks there for a package that a Space adds and this machine has not; nothing of ours may fail.
    assert f'File "{root}' not in log.read_text(encoding="utf-8")
