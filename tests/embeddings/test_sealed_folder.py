import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from embeddings.sealed_folder import FORMAT_VERSION, MANIFEST, Finding, State, examine, publish

ROOT = Path(__file__).parents[2]


def test_what_was_published_is_found_good(folder, sample):
    assert examine(folder, sample.key) == Finding(State.GOOD)
    assert sample.content(folder) == sample.files
    assert sample.beside(folder) == [".index.lock", "index"]


# As coreutils' sha256sum gives them.
CHECKSUMS = {
    "deep/terms.json": "129609b1fc67394787bdfc2c557ff6f14f5d50c2b53bc91af15bb525cae37057",
    "empty": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "vectors.npy": "e96760a87768717bcebcfd25ddc7d46b4dbc95a4b0014def080c08539f7d90d0",
}


def test_the_manifest_names_key_and_files(folder, sample):
    sizes = {"deep/terms.json": 13, "empty": 0, "vectors.npy": 10240}
    assert json.loads((folder / MANIFEST).read_text(encoding="utf-8")) == {
        "format_version": FORMAT_VERSION,
        "key": sample.key,
        "files": {name: {"size": sizes[name], "sha256": CHECKSUMS[name]} for name in sizes},
    }


def test_nothing_there_is_absent(tmp_path, sample):
    assert examine(tmp_path / "none", sample.key) == Finding(State.ABSENT)


def test_files_that_the_manifest_does_not_name_do_not_matter(folder, sample):
    (folder / ".DS_Store").write_bytes(b"x")
    assert examine(folder, sample.key) == Finding(State.GOOD)


def test_what_is_good_is_not_written_again(folder, sample):
    def write(_):
        raise AssertionError("written again")

    publish(folder, sample.key, write)
    assert sample.content(folder) == sample.files


def test_another_key_replaces_all_files(folder, sample):
    publish(folder, sample.other_key, sample.write_other)
    assert examine(folder, sample.other_key) == Finding(State.GOOD)
    assert sample.content(folder) == {"other": b"1"}


def test_the_old_folder_stays_where_writing_fails(folder, sample):
    def write(new):
        sample.write_other(new)
        raise ZeroDivisionError("on purpose")

    with pytest.raises(ZeroDivisionError, match="on purpose"):
        publish(folder, sample.other_key, write)
    assert examine(folder, sample.key) == Finding(State.GOOD)
    assert sample.beside(folder) == [".index.lock", "index"]


def test_readers_see_the_old_folder_while_the_new_one_is_written(folder, sample):
    seen = []

    def write(new):
        sample.write_other(new)
        seen.append(examine(folder, sample.key))

    publish(folder, sample.other_key, write)
    assert seen == [Finding(State.GOOD)]


KILLED = """
import os, sys
from pathlib import Path
from embeddings import sealed_folder

def write(folder):
    (folder / "half").write_bytes(b"1")
    if sys.argv[2] == "write":
        os._exit(9)

def flush(path):
    if sys.argv[2] == path.name:
        os._exit(9)

sealed_folder._flush = flush
sealed_folder.publish(Path(sys.argv[1]), {"corpus": "decaf"}, write)
os._exit(0)
"""


@pytest.mark.parametrize("step", ["write", "half", "manifest.json", ".index.new"])
def test_a_writer_that_dies_leaves_the_old_folder_and_the_next_one_tidies_up(folder, sample, step):
    done = subprocess.run([sys.executable, "-c", KILLED, folder, step], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert examine(folder, sample.key) == Finding(State.GOOD)
    assert sample.beside(folder) == [".index.lock", ".index.new", ".index.writer", "index"]
    publish(folder, sample.other_key, sample.write_other)
    assert examine(folder, sample.other_key) == Finding(State.GOOD)
    assert sample.beside(folder) == [".index.lock", "index"]


def test_a_writer_that_dies_between_the_renames_leaves_nothing_half_done(folder, sample):
    """The old folder is set aside, the new one not yet in place: absent, and made anew."""
    folder.rename(folder.with_name(".index.old"))
    assert examine(folder, sample.key) == Finding(State.ABSENT)
    publish(folder, sample.key, sample.write)
    assert sample.beside(folder) == [".index.lock", "index"]


def test_whoever_waits_does_no_work_twice(tmp_path, sample, caplog):
    folder, started, go_on, wrote = tmp_path / "index", threading.Event(), threading.Event(), []

    def slow(new):
        started.set()
        go_on.wait()
        sample.write(new)
        wrote.append("slow")

    def late(new):
        wrote.append("late")

    first = threading.Thread(target=publish, args=[folder, sample.key, slow])
    first.start()
    started.wait()
    with caplog.at_level(logging.WARNING):
        second = threading.Thread(target=publish, args=[folder, sample.key, late])
        second.start()
        while not caplog.messages:
            second.join(0.01)
    go_on.set()
    first.join()
    second.join()
    assert len(caplog.messages) == 1
    assert wrote == ["slow"]
    assert sample.content(folder) == sample.files


def test_a_file_in_the_folder_s_place_is_not_swept_away(tmp_path, sample):
    (tmp_path / "index").write_text("mine")
    assert examine(tmp_path / "index", sample.key) == Finding(State.DAMAGED, "manifest.json: Not a directory")
    with pytest.raises(NotADirectoryError, match="index is a file where a folder should be"):
        publish(tmp_path / "index", sample.key, sample.write)
    assert (tmp_path / "index").read_text() == "mine"
