import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.sealed_folder import FORMAT_VERSION, MANIFEST, Finding, State, examine, publish

ROOT = Path(__file__).parents[2]
KEY = {"corpus": "c0ffee", "passage_length": 220, "overlap": 0.25, "headlines": False}
FILES = {"vectors.npy": bytes(range(256)) * 40, "deep/terms.json": '{"邵阳": 1}'.encode(), "empty": b""}


def writer(files=FILES):
    def write(folder):
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)

    return write


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def beside(folder):
    """What publishing has left in the parent folder."""
    return sorted(path.name for path in folder.parent.iterdir())


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "cache" / "index"
    publish(folder, KEY, writer())
    return folder


def test_what_was_published_is_found_good(folder):
    assert examine(folder, KEY) == Finding(State.GOOD)
    assert content(folder) == FILES
    assert beside(folder) == [".index.lock", "index"]


def test_the_manifest_names_key_and_files(folder):
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    # Checksums by coreutils' sha256sum.
    assert manifest == {
        "format_version": FORMAT_VERSION,
        "key": KEY,
        "files": {
            "deep/terms.json": {"size": 13, "sha256": sha256sum(folder / "deep/terms.json")},
            "empty": {"size": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
            "vectors.npy": {"size": 10240, "sha256": sha256sum(folder / "vectors.npy")},
        },
    }


def sha256sum(path):
    done = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True)
    return done.stdout.split()[0]


def test_nothing_there_is_absent(tmp_path):
    assert examine(tmp_path / "none", KEY) == Finding(State.ABSENT)


@pytest.mark.parametrize(
    ("key", "detail"),
    [
        ({**KEY, "corpus": "decaf"}, "corpus: 'c0ffee' there, 'decaf' wanted"),
        ({**KEY, "model": "e5"}, "model: None there, 'e5' wanted"),
        ({"corpus": "c0ffee", "overlap": 0.25, "headlines": False}, "passage_length: 220 there, None wanted"),
        (
            {**KEY, "passage_length": 250, "headlines": True},
            "headlines: False there, True wanted; passage_length: 220 there, 250 wanted",
        ),
    ],
)
def test_another_key_is_stale_and_says_in_what(folder, key, detail):
    assert examine(folder, key) == Finding(State.STALE, detail)


def test_an_extra_entry_in_the_key_of_the_manifest_is_stale(folder):
    edit_manifest(folder, lambda manifest: manifest["key"].update(language="zh"))
    assert examine(folder, KEY) == Finding(State.STALE, "language: 'zh' there, None wanted")


def test_another_format_version_is_stale(folder):
    edit_manifest(folder, lambda manifest: manifest.update(format_version=99))
    assert examine(folder, KEY) == Finding(State.STALE, f"format_version: 99 there, {FORMAT_VERSION} wanted")


def edit_manifest(folder, edit):
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    edit(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def flip(path, position):
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "detail"),
    [
        (lambda folder: os.truncate(folder / "vectors.npy", 7), "vectors.npy: 7 bytes instead of 10240"),
        (lambda folder: (folder / "empty").write_bytes(b"x"), "empty: 1 bytes instead of 0"),
        (lambda folder: flip(folder / "vectors.npy", 5000), "vectors.npy: checksum differs"),
        (lambda folder: flip(folder / "deep/terms.json", 0), "deep/terms.json: checksum differs"),
        (lambda folder: (folder / "vectors.npy").unlink(), "vectors.npy: No such file or directory"),
        (lambda folder: shutil.rmtree(folder / "deep"), "deep/terms.json: No such file or directory"),
        (lambda folder: (folder / MANIFEST).unlink(), "manifest.json: No such file or directory"),
        (
            lambda folder: (flip(folder / "vectors.npy", 0), (folder / "empty").unlink()),
            "empty: No such file or directory; vectors.npy: checksum differs",
        ),
    ],
)
def test_damage_is_found_named_and_mended_by_publishing(folder, damage, detail):
    damage(folder)
    assert examine(folder, KEY) == Finding(State.DAMAGED, detail)
    publish(folder, KEY, writer())
    assert examine(folder, KEY) == Finding(State.GOOD)
    assert content(folder) == FILES
    assert beside(folder) == [".index.lock", "index"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", '"x"', "{}", "\udcff", "[" * 9],
)
def test_a_manifest_that_is_none_is_damage(folder, text):
    (folder / MANIFEST).write_text(text, encoding="utf-8", errors="surrogateescape")
    finding = examine(folder, KEY)
    assert finding.state is State.DAMAGED
    assert finding.detail.startswith("manifest.json: not as it was written")


@pytest.mark.parametrize(
    "files", [3, [], {"empty": 3}, {"empty": {}}, {"empty": {"size": 0, "sha256": "", "mode": 1}}, {"empty": None}]
)
def test_a_manifest_with_other_files_than_it_can_have_is_damage(folder, files):
    edit_manifest(folder, lambda manifest: manifest.update(files=files))
    assert examine(folder, KEY).state is State.DAMAGED


@given(data=st.data())
def test_a_flipped_bit_anywhere_is_never_good(tmp_path_factory, data):
    """In any file of the folder; in the manifest too, unless the bit turns one white space into another."""
    folder = tmp_path_factory.getbasetemp() / "flipped" / "index"
    publish(folder, KEY, writer())
    name = data.draw(st.sampled_from([MANIFEST, "vectors.npy", "deep/terms.json"]))
    whole = bytearray((folder / name).read_bytes())
    position, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    flipped = whole.copy()
    flipped[position] ^= 1 << bit
    (folder / name).write_bytes(flipped)
    same = name == MANIFEST and loads_alike(whole, flipped)
    assert (examine(folder, KEY).state is State.GOOD) == same
    (folder / name).write_bytes(whole)


def loads_alike(one, other):
    try:
        return json.loads(one) == json.loads(other)
    except ValueError:
        return False


def test_files_that_the_manifest_does_not_name_do_not_matter(folder):
    (folder / ".DS_Store").write_bytes(b"x")
    assert examine(folder, KEY) == Finding(State.GOOD)


def test_what_is_good_is_not_written_again(folder):
    def write(_):
        raise AssertionError("written again")

    publish(folder, KEY, write)
    assert content(folder) == FILES


def test_another_key_replaces_all_files(folder):
    publish(folder, {"corpus": "decaf"}, writer({"other": b"1"}))
    assert examine(folder, {"corpus": "decaf"}) == Finding(State.GOOD)
    assert content(folder) == {"other": b"1"}


def test_the_old_folder_stays_where_writing_fails(folder):
    def write(new):
        writer({"half": b"1"})(new)
        raise ZeroDivisionError("on purpose")

    with pytest.raises(ZeroDivisionError, match="on purpose"):
        publish(folder, {"corpus": "decaf"}, write)
    assert examine(folder, KEY) == Finding(State.GOOD)
    assert beside(folder) == [".index.lock", "index"]


def test_readers_see_the_old_folder_while_the_new_one_is_written(folder):
    seen = []

    def write(new):
        writer({"other": b"1"})(new)
        seen.append(examine(folder, KEY))

    publish(folder, {"corpus": "decaf"}, write)
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
def test_a_writer_that_dies_leaves_the_old_folder_and_the_next_one_tidies_up(folder, step):
    done = subprocess.run([sys.executable, "-c", KILLED, folder, step], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert examine(folder, KEY) == Finding(State.GOOD)
    assert beside(folder) == [".index.lock", ".index.new", "index"]
    publish(folder, {"corpus": "decaf"}, writer())
    assert examine(folder, {"corpus": "decaf"}) == Finding(State.GOOD)
    assert beside(folder) == [".index.lock", "index"]


def test_a_writer_that_dies_between_the_renames_leaves_nothing_half_done(folder):
    """The old folder is set aside, the new one not yet in place: absent, and made anew."""
    folder.rename(folder.with_name(".index.old"))
    assert examine(folder, KEY) == Finding(State.ABSENT)
    publish(folder, KEY, writer())
    assert beside(folder) == [".index.lock", "index"]


def test_whoever_waits_says_so_and_does_no_work_twice(tmp_path, caplog):
    folder, started, go_on, wrote = tmp_path / "index", threading.Event(), threading.Event(), []

    def slow(new):
        started.set()
        go_on.wait()
        writer()(new)
        wrote.append("slow")

    def late(new):
        wrote.append("late")

    first = threading.Thread(target=publish, args=[folder, KEY, slow])
    first.start()
    started.wait()
    with caplog.at_level(logging.WARNING):
        second = threading.Thread(target=publish, args=[folder, KEY, late])
        second.start()
        while not caplog.messages:
            second.join(0.01)
    go_on.set()
    first.join()
    second.join()
    assert caplog.messages == [f"Waiting for another process that is writing {folder}"]
    assert wrote == ["slow"]
    assert content(folder) == FILES


def test_a_file_in_the_folder_s_place_is_not_swept_away(tmp_path):
    (tmp_path / "index").write_text("mine")
    assert examine(tmp_path / "index", KEY) == Finding(State.DAMAGED, "manifest.json: Not a directory")
    with pytest.raises(NotADirectoryError, match="index is a file where a folder should be"):
        publish(tmp_path / "index", KEY, writer())
    assert (tmp_path / "index").read_text() == "mine"
