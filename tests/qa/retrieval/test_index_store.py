import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import VectorIndex
from qa.errors import IndexStoreError
from qa.retrieval.index_store import Finding, State, publish, verified

ROOT = Path(__file__).parents[3]
KEY = {"corpus": "c0ffee", "model": "bigrams", "passage_length": 220}
ROWS = np.eye(4, 8, dtype=np.float32)


def write(folder):
    VectorIndex.build(ROWS).save(folder / "vectors.npy")


def test_the_life_of_an_index(tmp_path):
    """Absent, written, good, damaged, written again, stale."""
    folder = tmp_path / "cache" / "index"
    assert verified(folder, KEY) == Finding(State.ABSENT)
    publish(folder, KEY, write)
    assert verified(folder, KEY) == Finding(State.GOOD)
    os.truncate(folder / "vectors.npy", 100)
    assert verified(folder, KEY) == Finding(State.DAMAGED, "vectors.npy: 100 bytes instead of 256")
    publish(folder, KEY, write)
    assert verified(folder, KEY) == Finding(State.GOOD)
    assert np.array_equal(VectorIndex.load(folder / "vectors.npy").vectors(range(4)), ROWS)
    newer = {**KEY, "corpus": "decaf"}
    assert verified(folder, newer) == Finding(State.STALE, "corpus: 'c0ffee' there, 'decaf' wanted")


@pytest.mark.parametrize("place", ["file/index", "file"])
def test_a_folder_that_cannot_be_written_is_one_clear_message(tmp_path, place):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexStoreError) as caught:
        publish(tmp_path / place, KEY, write)
    message = str(caught.value)
    assert message.startswith(f"The index cannot be written to {tmp_path / place}: ")
    assert message.endswith("Name another cache folder, one that may be written and has space left.")


def test_a_full_disk_is_one_clear_message_and_the_old_index_stays(tmp_path):
    def write_too_much(folder):
        raise OSError(28, "No space left on device")

    folder = tmp_path / "index"
    publish(folder, KEY, write)
    with pytest.raises(IndexStoreError, match=r"cannot be written to .*index: No space left on device\."):
        publish(folder, {**KEY, "corpus": "decaf"}, write_too_much)
    assert verified(folder, KEY) == Finding(State.GOOD)


def test_what_goes_wrong_in_the_making_is_not_renamed(tmp_path):
    def fail(folder):
        raise RuntimeError("the encoder's own trouble")

    with pytest.raises(RuntimeError, match="the encoder's own trouble"):
        publish(tmp_path / "index", KEY, fail)
    assert verified(tmp_path / "index", KEY) == Finding(State.ABSENT)


def test_a_parent_that_may_not_be_looked_into(tmp_path, monkeypatch):
    def refuse(path, **_):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.stat", refuse)
    with pytest.raises(IndexStoreError, match=r"The index in .*index cannot be read: Permission denied\."):
        verified(tmp_path / "index", KEY)


PUBLISHER = """
import sys
from pathlib import Path
from qa.retrieval.index_store import publish, verified

folder, me, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def write(new):
    for number in range(20):
        (new / f"{number}.txt").write_text(f"{me} " * 2000)

print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    publish(folder, {"by": me, "round": number}, write)
"""


def test_two_processes_that_publish_at_once_never_mix(tmp_path):
    """Each process replaces what the other wrote; whatever is good in between is all of one of them."""
    folder, rounds = tmp_path / "index", 25
    command = [sys.executable, "-c", PUBLISHER, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    writers = [subprocess.Popen([*command, me, str(rounds)], cwd=ROOT, text=True, **pipes) for me in ("one", "two")]
    for process in writers:
        assert process.stdout.readline() == "ready\n"
    for process in writers:
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate()[1] for process in writers]
    assert [process.returncode for process in writers] == [0, 0], errors
    last = {"round": rounds - 1}
    good = [me for me in ("one", "two") if verified(folder, {"by": me, **last}) == Finding(State.GOOD)]
    assert len(good) == 1
    assert {path.read_text() for path in folder.glob("*.txt")} == {f"{good[0]} " * 2000}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".index.lock", "index"]
