"""Appending verdicts: whole lines, whoever writes beside, whatever the disk does."""

import os
import random
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

import qa.chat.feedback
from qa.answers.opinions import Opinion, Opinions, Verdict, line_of, read_opinions
from qa.chat.feedback import FeedbackFile
from qa.errors import FeedbackError

ROOT = Path(__file__).parents[3]
SILENCE = Opinion(
    "0", "2026-03-10", None, "zh", (), "谁？", "谁？", False, None, "fact_not_stated", None, Verdict.RIGHT, "长" * 200
)
NOBODY = 65534
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.qa.chat.test_feedback import SILENCE
from qa.chat.feedback import FeedbackFile
file, name, count = FeedbackFile(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for number in range(count):
    file.append(replace(SILENCE, id=f"{name} {number}"))
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "yuanju" / "feedback.jsonl"


def start(path, name, count):
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE)


def test_the_file_is_made_with_its_folder_for_its_owner_alone(path):
    FeedbackFile(path).append(SILENCE)
    FeedbackFile(path).append(replace(SILENCE, id="1"))
    assert path.read_bytes() == line_of(SILENCE) + line_of(replace(SILENCE, id="1"))
    for made in path.parent.iterdir():
        assert stat.S_IMODE(made.stat().st_mode) == 0o600, made


def test_writers_in_several_processes_lose_no_line_and_mix_none(path):
    writers = [start(path, name, 40) for name in "abc"]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    read = read_opinions(path)
    assert sorted(o.id for o in read.last) == sorted(f"{name} {number}" for name in "abc" for number in range(40))
    assert {o.remark for o in read.last} == {SILENCE.remark}
    assert (read.superseded, read.skipped) == (0, ())


def test_a_killed_writer_costs_no_line_but_its_last(path):
    """The lock of a dead process is free again, and what it has left is no part of what comes next."""
    wait = random.Random(7)
    for name in ("a", "b", "c"):
        writer = start(path, name, 10**6)
        writer.stdout.readline()
        time.sleep(wait.uniform(0, 0.2))
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)
        FeedbackFile(path).append(replace(SILENCE, id=f"after {name}"))
        read = read_opinions(path)
        assert len(read.skipped) <= "abc".index(name) + 1
        assert read.last[-1].id == f"after {name}"
        numbers = [int(o.id.removeprefix(f"{name} ")) for o in read.last if o.id.startswith(f"{name} ")]
        assert numbers == list(range(len(numbers)))


def test_what_a_writer_left_half_written_stays_a_line_of_its_own(path):
    path.parent.mkdir(parents=True)
    path.write_bytes(line_of(SILENCE) + line_of(SILENCE)[:100])
    FeedbackFile(path).append(replace(SILENCE, id="1"))
    read = read_opinions(path)
    assert read.last == (SILENCE, replace(SILENCE, id="1"))
    assert [line.partition(": ")[0] for line in read.skipped] == [f"{path}, line 2"]


def test_a_full_file_takes_no_line_more_and_says_what_to_do(path):
    file = FeedbackFile(path, max_bytes=2 * len(line_of(SILENCE)))
    file.append(SILENCE)
    file.append(SILENCE)
    with pytest.raises(FeedbackError, match=r"feedback\.jsonl is full \(.*\); move it away, and a new one begins$"):
        file.append(SILENCE)
    assert read_opinions(path) == Opinions((SILENCE,), 1, ())
    path.rename(path.with_name("old.jsonl"))
    file.append(SILENCE)
    assert path.read_bytes() == line_of(SILENCE)


def test_a_line_of_which_the_disk_takes_only_a_part_leaves_nothing_behind(path):
    """The limit on the size of files makes the kernel write short, as a disk does that fills up."""
    FeedbackFile(path).append(SILENCE)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(line_of(SILENCE)) + 50, limits[1]))
    try:
        with pytest.raises(FeedbackError, match="only a part of the line could be written"):
            FeedbackFile(path).append(SILENCE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == line_of(SILENCE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_named(path):
    path.parent.mkdir(parents=True)
    path.symlink_to("/dev/full")
    with pytest.raises(FeedbackError, match=r"cannot be written .No space left on device.; .*YUANJU_FEEDBACK"):
        FeedbackFile(path).append(SILENCE)


def test_a_file_or_folder_in_the_way_is_named(path, tmp_path):
    path.mkdir(parents=True)
    with pytest.raises(FeedbackError, match=r"cannot be written .Is a directory"):
        FeedbackFile(path).append(SILENCE)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FeedbackError, match="cannot be written"):
        FeedbackFile(tmp_path / "file" / "feedback.jsonl").append(SILENCE)


@contextmanager
def unprivileged():
    """As somebody to whom permissions apply; they do not to root."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_is_read_only_is_named():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = FeedbackFile(folder / "feedback.jsonl")
        folder.chmod(0o777)
        with unprivileged():
            file.append(SILENCE)
        for made in folder.iterdir():
            made.unlink()
        folder.chmod(0o555)
        try:
            with unprivileged(), pytest.raises(FeedbackError, match=r"cannot be written .*[Pp]ermission"):
                file.append(SILENCE)
        finally:
            folder.chmod(0o700)
        assert list(folder.iterdir()) == []


def test_a_lock_that_somebody_keeps_is_named(path, monkeypatch):
    monkeypatch.setattr(qa.chat.feedback, "_PATIENCE", 0.1)
    path.parent.mkdir(parents=True)
    with (
        FileLock(path.with_name(".feedback.jsonl.lock")),
        pytest.raises(FeedbackError, match=r"another process has been writing .*see who holds"),
    ):
        FeedbackFile(path).append(SILENCE)
    assert not path.exists()
