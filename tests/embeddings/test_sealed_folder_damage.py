import json
import os
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.sealed_folder import FORMAT_VERSION, MANIFEST, Finding, State, examine, publish


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"corpus": "decaf"}, "corpus: 'c0ffee' there, 'decaf' wanted"),
        ({"model": "e5"}, "model: None there, 'e5' wanted"),
        (
            {"passage_length": 250, "headlines": True},
            "headlines: False there, True wanted; passage_length: 220 there, 250 wanted",
        ),
    ],
)
def test_another_key_is_stale_and_says_in_what(folder, sample, changes, detail):
    assert examine(folder, {**sample.key, **changes}) == Finding(State.STALE, detail)


def edit_manifest(folder, edit):
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    edit(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def test_an_extra_entry_in_the_key_of_the_manifest_is_stale(folder, sample):
    edit_manifest(folder, lambda manifest: manifest["key"].update(language="zh"))
    assert examine(folder, sample.key) == Finding(State.STALE, "language: 'zh' there, None wanted")


def test_another_format_version_is_stale(folder, sample):
    edit_manifest(folder, lambda manifest: manifest.update(format_version=99))
    assert examine(folder, sample.key) == Finding(State.STALE, f"format_version: 99 there, {FORMAT_VERSION} wanted")


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
def test_damage_is_found_named_and_mended_by_publishing(folder, sample, damage, detail):
    damage(folder)
    assert examine(folder, sample.key) == Finding(State.DAMAGED, detail)
    publish(folder, sample.key, sample.write)
    assert examine(folder, sample.key) == Finding(State.GOOD)
    assert sample.content(folder) == sample.files
    assert sample.beside(folder) == [".index.lock", "index"]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '"x"', "{}", "\udcff", "[" * 9])
def test_a_manifest_that_is_none_is_damage(folder, sample, text):
    (folder / MANIFEST).write_text(text, encoding="utf-8", errors="surrogateescape")
    finding = examine(folder, sample.key)
    assert finding.state is State.DAMAGED
    assert finding.detail.startswith("manifest.json: not as it was written")


@pytest.mark.parametrize(
    "files",
    [3, [], None, {"empty": 3}, {"empty": {}}, {"empty": None}, {"empty": {"size": 0, "sha256": "", "mode": 1}}],
)
def test_a_manifest_with_other_files_than_it_can_have_is_damage(folder, sample, files):
    edit_manifest(folder, lambda manifest: manifest.update(files=files))
    assert examine(folder, sample.key).state is State.DAMAGED


@given(data=st.data())
def test_a_flipped_bit_anywhere_is_never_good(tmp_path_factory, sample, data):
    """In any file of the folder; in the manifest too, unless it reads the same with it."""
    folder = tmp_path_factory.getbasetemp() / "flipped" / "index"
    publish(folder, sample.key, sample.write)
    name = data.draw(st.sampled_from([MANIFEST, "vectors.npy", "deep/terms.json"]))
    whole = (folder / name).read_bytes()
    position, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    flipped = bytearray(whole)
    flipped[position] ^= 1 << bit
    (folder / name).write_bytes(flipped)
    same = name == MANIFEST and read_alike(whole, flipped)
    assert (examine(folder, sample.key).state is State.GOOD) == same
    (folder / name).write_bytes(whole)


def read_alike(one, other):
    try:
        return json.loads(one) == json.loads(other)
    except ValueError:
        return False
