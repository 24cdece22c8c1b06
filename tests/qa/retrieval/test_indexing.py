"""An index that is put in place of another: whatever happens meanwhile, one of the two is there, whole, or none."""

import errno
import json
import os
import random
import resource
import runpy
import shutil
import subprocess
import sys
import weakref
from contextlib import contextmanager
from itertools import count, groupby
from pathlib import Path

import pytest

from embeddings.sealed_folder import MANIFEST
from qa.errors import IndexStoreError
from qa.retrieval.index_store import State, stamp, verified
from qa.retrieval.indexing import publish_index
from qa.retrieval.local_store import LocalStore
from qa.retrieval.passages import split_article

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).parent / "killed_publisher.py"
BESIDE = {".index.lock", "index", "new", "old"}
# What a writer that died may leave until the next one writes: the unfinished index and the vectors that it made.
LEFT = {".index.new", ".index.vectors"}
MOMENTS = 10
BigramEncoder = runpy.run_path(str(ROOT / "tests" / "conftest.py"))["BigramEncoder"]
ENCODER = BigramEncoder()
OLD, NEW = ({"corpus": name, "model": ENCODER.fingerprint} for name in ("old", "new"))
TEXTS = {"old": ("永兴县今年修了12座桥。",), "new": ("永兴县今年修了12座桥。", "资兴市新建了三所学校。")}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What was found after each of the writers that were killed."""
    folder = tmp_path_factory.mktemp("killed")
    for name, texts in TEXTS.items():
        (folder / name).mkdir()
        for number, text in enumerate(texts):
            (folder / name / f"{number}.txt").write_text(f"{text}\n", encoding="utf-8")
    command = [sys.executable, SCRIPT, folder, str(MOMENTS)]
    environment = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "PATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_writer_killed_at_any_step_leaves_the_old_index_or_the_new_one_or_none(outcomes):
    steps = outcomes[:-MOMENTS]
    assert [step["ended"] for step in steps] == ["killed"] * (len(steps) - 1) + ["finished"]
    found = [(good, len(list(alike))) for good, alike in groupby(steps, key=lambda step: step["good"])]
    assert [good for good, _ in found] == [["old"], [], ["new"]]
    assert found[0][1] > 20  # the files of the index, each of them opened, and what stands around them
    assert found[1][1] == 1  # between the two renames


def test_a_writer_killed_at_any_moment_leaves_the_old_index_or_the_new_one_or_none(outcomes):
    moments = outcomes[-MOMENTS:]
    assert {outcome["ended"] for outcome in moments} <= {"killed", "finished"}
    assert all(outcome["good"] in (["old"], [], ["new"]) for outcome in moments)


def test_the_next_start_finds_every_byte_as_of_a_build_from_nothing_and_clears_up(outcomes):
    assert all(outcome["whole"] for outcome in outcomes)
    assert all(BESIDE <= set(outcome["left"]) <= BESIDE | LEFT for outcome in outcomes)
    assert all(set(outcome["left"]) == BESIDE for outcome in outcomes if outcome["good"] != ["old"])


@pytest.fixture(scope="module")
def put(make_article):
    """Put the index of a corpus into a folder."""

    def publish(folder, key):
        texts = TEXTS[key["corpus"]]
        articles = [make_article(text, name=f"{number}.txt") for number, text in enumerate(texts)]
        passages = [passage for article in articles for passage in split_article(article)]
        publish_index(folder, key, passages, ENCODER, stamp(folder), LocalStore)

    return publish


@pytest.fixture(scope="module")
def made(put, tmp_path_factory):
    """The index of each of the two as a build from nothing gives it."""
    folder = tmp_path_factory.mktemp("made")
    for key in (OLD, NEW):
        put(folder / key["corpus"], key)
    return folder


@pytest.fixture
def index(made, tmp_path):
    """The old index, alone in its folder."""
    return Path(shutil.copytree(made / "old", tmp_path / "index"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def damaged(index, name, content):
    """What is found where one file of an index has another content; the file is then as it was."""
    whole = (index / name).read_bytes()
    (index / name).write_bytes(content)
    finding = verified(index, OLD)
    (index / name).write_bytes(whole)
    return finding


def flipped(content, place):
    """A content with one bit of it the other way round."""
    at, bit = divmod(place, 8)
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


def test_a_file_that_is_cut_off_anywhere_is_noticed_and_named(index):
    names = sorted(contents(index).keys() - {MANIFEST})
    assert len(names) > 8
    for name in names:
        whole = (index / name).read_bytes()
        for size in {len(whole) * part // 64 for part in range(64)}:
            finding = damaged(index, name, whole[:size])
            assert finding.state is State.DAMAGED
            assert finding.detail == f"{name}: {size} bytes instead of {len(whole)}"


def test_a_bit_that_is_flipped_anywhere_is_noticed_and_named(index):
    rng, files = random.Random(20), contents(index)
    names = sorted(name for name in files.keys() - {MANIFEST} if files[name])
    for _ in range(1_000):
        name = rng.choice(names)
        finding = damaged(index, name, flipped(files[name], rng.randrange(8 * len(files[name]))))
        assert (finding.state, finding.detail) == (State.DAMAGED, f"{name}: checksum differs")


def test_a_manifest_that_says_anything_else_vouches_for_nothing(index):
    rng, whole = random.Random(20), (index / MANIFEST).read_bytes()
    cut = [whole[: len(whole) * part // 64] for part in range(64)]
    assert {damaged(index, MANIFEST, content).state for content in cut} == {State.DAMAGED}
    for place in rng.sample(range(8 * len(whole)), 1_000):
        content = flipped(whole, place)
        if damaged(index, MANIFEST, content).state is State.GOOD:
            assert json.loads(content) == json.loads(whole)  # white space for white space


def test_what_is_damaged_is_put_right(index, made, put):
    for name in contents(index):
        whole = (index / name).read_bytes()
        (index / name).write_bytes(whole[: len(whole) // 2])
        assert verified(index, OLD).state is not State.GOOD or not whole
        put(index, OLD)
        assert contents(index) == contents(made / "old")


@contextmanager
def largest_file(size):
    """Let no file grow beyond so many bytes: what is written behind them is cut short, then refused."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("share", [0, 0.001, 0.1, 0.5, 0.9])
def test_a_write_that_is_cut_short_is_one_clear_message_and_the_old_index_stays(index, made, put, share):
    largest = max(map(len, contents(made / "new").values()))
    with largest_file(int(largest * share)), pytest.raises(IndexStoreError, match="The index cannot be written to "):
        put(index, NEW)
    assert contents(index) == contents(made / "old")
    put(index, NEW)
    assert contents(index) == contents(made / "new")


def failure_of(put, index, key):
    """What is said where an index cannot be put in place; None where it can."""
    try:
        put(index, key)
    except IndexStoreError as error:
        return str(error)
    return None


@pytest.mark.parametrize("fault", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_at_any_flush_is_one_clear_message_and_no_mixture(index, made, put, monkeypatch, fault):
    real = os.fsync
    for failing in count(1):
        calls = count(1)

        def flush(handle, calls=calls, failing=failing):
            if next(calls) == failing:
                raise OSError(fault, os.strerror(fault))
            real(handle)

        monkeypatch.setattr(os, "fsync", flush)
        failure = failure_of(put, index, NEW)
        if failure is None:
            break
        assert f": {os.strerror(fault)}. " in failure
        assert contents(index) in (contents(made / "old"), contents(made / "new"))
        put(index, OLD)
    assert failing > 10
    assert contents(index) == contents(made / "new")


def test_an_index_of_an_older_version_is_told_from_a_damaged_one(index, made, put):
    manifest = json.loads((index / MANIFEST).read_text(encoding="utf-8"))
    (index / MANIFEST).write_text(json.dumps({**manifest, "format_version": 0}), encoding="utf-8")
    finding = verified(index, OLD)
    assert (finding.state, finding.detail) == (State.STALE, "format_version: 0 there, 1 wanted")
    put(index, OLD)
    assert contents(index) == contents(made / "old")


class EncoderForMany(BigramEncoder):
    """Tells how many texts it is given each time."""

    def __init__(self, told):
        super().__init__()
        self.told = told

    def encode_passages(self, texts, *, progress=False):
        self.told.append(len(texts))
        return super().encode_passages(texts)


class EncoderOfTwo(BigramEncoder):
    """Gives others for many passages, and knows those that are not let go."""

    def __init__(self):
        super().__init__()
        self.told, self.others = [], weakref.WeakSet()

    def for_many(self):
        other = EncoderForMany(self.told)
        self.others.add(other)
        return other


def test_many_new_passages_are_embedded_by_an_encoder_for_many_that_is_then_let_go_and_few_by_the_one_that_is_there(
    make_article, tmp_path
):
    encoder, folder = EncoderOfTwo(), tmp_path / "index"

    def publish(bridges):
        articles = [make_article(f"永兴县今年修了{number}座桥。", name=f"{number}.txt") for number in range(bridges)]
        passages = [passage for article in articles for passage in split_article(article)]
        publish_index(folder, {**OLD, "corpus": str(bridges)}, passages, encoder, stamp(folder), LocalStore)
        return encoder.passages_encoded, encoder.told, list(encoder.others)

    assert publish(63) == (63, [], [])  # a passage each, which is a sentence
    assert publish(63 + 64) == (63, [64], [])
    assert publish(63 + 64 + 1) == (64, [64], [])
