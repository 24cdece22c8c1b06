"""Processes that want to write the same folder: one at a time, and the others know for whom they wait."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.only_writer import only_writer

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from embeddings.only_writer import only_writer

with only_writer(Path(sys.argv[1])):
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def start(tmp_path):
    """Starts processes that write the folder until they get a line."""
    processes = []

    def begin():
        command = [sys.executable, "-c", WRITER, str(tmp_path / "index")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        processes.append(subprocess.Popen(command, cwd=ROOT, text=True, **pipes))
        return processes[-1]

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def told(process):
    """The one line that a process says while it waits."""
    line = process.stderr.readline()
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "DAY TIME", line)


def beside(folder):
    return sorted(path.name for path in folder.iterdir())


def test_whoever_waits_says_once_for_whom_and_writes_when_that_one_is_done(start, tmp_path):
    first = start()
    assert first.stdout.readline() == "writing\n"
    second = start()
    who = f"pid {first.pid} on {socket.gethostname()}, since DAY TIME"
    assert told(second) == f"Another process ({who}) is writing {tmp_path / 'index'}; waiting.\n"
    assert first.communicate("done\n") == ("", "")
    assert second.stdout.readline() == "writing\n"
    assert second.communicate("done\n") == ("", "")
    assert (first.returncode, second.returncode) == (0, 0)
    assert beside(tmp_path) == [".index.lock"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL to send")
def test_the_lock_of_a_writer_that_was_killed_is_taken_over_at_once(start, tmp_path, caplog):
    first = start()
    assert first.stdout.readline() == "writing\n"
    second = start()
    assert str(first.pid) in told(second)
    first.send_signal(signal.SIGKILL)
    assert second.stdout.readline() == "writing\n"
    second.send_signal(signal.SIGKILL)
    second.wait()
    with only_writer(tmp_path / "index"):
        assert str(os.getpid()) in (tmp_path / ".index.writer").read_text()
    assert caplog.messages == []
    assert beside(tmp_path) == [".index.lock"]


@pytest.mark.parametrize("note", ["", "\x1b[2J", None])
def test_a_note_that_says_nothing_is_left_out(start, tmp_path, note):
    first = start()
    assert first.stdout.readline() == "writing\n"
    path = tmp_path / ".index.writer"
    path.unlink() if note is None else path.write_text(note)
    assert told(start()) == f"Another process is writing {tmp_path / 'index'}; waiting.\n"
