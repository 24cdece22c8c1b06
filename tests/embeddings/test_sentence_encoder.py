import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError, load_encoder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tiny(tiny_model, tmp_path):
    """A copy of the tiny model that a test may change."""
    return shutil.copytree(tiny_model, tmp_path / "tiny")


def load(folder):
    return load_encoder(str(folder), Path("unused"))


def set_prompts(folder, **prompts):
    settings = {"prompts": prompts, "default_prompt_name": None}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"embedding_dimension": 16, "pooling_mode": "mean"}')


def test_rows_stand_in_the_order_of_the_texts_and_are_of_unit_length(tiny):
    encoder, texts = load(tiny), ["abc", "湖南", "a", "人民: abc", "xyz"]
    rows = encoder.encode_passages(texts)
    assert (rows.shape, rows.dtype, encoder.dimension) == ((5, 16), np.float32, 16)
    assert np.array_equal(rows, [encoder.encode_passages([text])[0] for text in texts])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(5), abs=1e-6)
    assert encoder.encode_passages([]).shape == (0, 16)


def test_texts_are_encoded_with_none_of_another_length(tiny, monkeypatch):
    """So that nothing is padded. Too long a text counts as cut."""
    from sentence_transformers import SentenceTransformer

    encoder, batches = load(tiny), []
    real = SentenceTransformer.encode_document
    monkeypatch.setattr(
        SentenceTransformer,
        "encode_document",
        lambda model, texts, **options: batches.append(texts) or real(model, texts, **options),
    )
    encoder.encode_passages([*"abcdefghij", "ab ab", "", "ab " * 600, "cd " * 700])
    assert [len(texts) for texts in batches] == [1, 8, 2, 1, 2]


THREADS = """
import sys
from pathlib import Path
import numpy as np
from embeddings import load_encoder

encoder, texts = load_encoder(sys.argv[1], Path("unused")), sys.argv[2:]
encoder.dimension
import torch
if not torch.backends.mkl.is_available():
    sys.exit("no MKL")
for threads in (1, 2, 3):
    torch.set_num_threads(threads)
    rows = [encoder.encode_passages(texts), encoder.encode_query(texts[0])]
    if threads == 2:
        alone = np.vstack([encoder.encode_passages([text]) for text in texts])
        assert np.array_equal(rows[0], alone), "a vector depends on its company"
    print(b"".join(row.tobytes() for row in rows).hex())
"""


def test_the_same_to_the_last_bit_for_any_number_of_threads_and_in_any_company(model_folder, texts):
    """In a process of its own: what it takes has to be in place before anything is computed."""
    command = [sys.executable, "-c", THREADS, str(model_folder), *texts[:4], texts[0][:-1] + "。"]
    env = os.environ | {"OMP_WAIT_POLICY": "passive"}  # a thread that waits does not take a core from others
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.stderr == "no MKL\n":
        pytest.skip("torch computes without MKL here")
    results = done.stdout.splitlines()
    assert len(results) == 3, done.stderr
    assert len(set(results)) == 1


def test_threads_at_once_get_what_they_would_get_alone(tiny):
    encoder, texts = load(tiny), [char * n for n in (1, 5, 9) for char in "abcdefgh"]
    alone = [encoder.encode_query(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert np.array_equal(list(pool.map(encoder.encode_query, texts)), alone)


def test_loading_and_encoding_are_silent_and_a_bar_goes_to_stderr(tiny, capfd):
    encoder = load(tiny)
    encoder.encode_query("a")
    encoder.encode_passages(["a", "b"])
    assert capfd.readouterr() == ("", "")
    encoder.encode_passages(["a", "b"], progress=True)
    out, err = capfd.readouterr()
    assert out == ""
    assert "2/2" in err


def plain(folder, text, prompt=""):
    """What the library makes of `prompt + text`, and nothing else."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": "float32"})
    return model.encode(prompt + text, prompt="", normalize_embeddings=True)


def test_a_model_that_names_no_prompts_gets_none(tiny):
    encoder = load(tiny)
    assert np.array_equal(encoder.encode_query("abc"), plain(tiny, "abc"))
    assert np.array_equal(encoder.encode_passages(["abc"])[0], plain(tiny, "abc"))


@pytest.mark.parametrize("name", ["document", "passage", "corpus"])
def test_prompts_are_found_by_name(tiny, name):
    set_prompts(tiny, query="q: ", **{name: "p: "})
    encoder = load(tiny)
    assert np.array_equal(encoder.encode_query("abc"), plain(tiny, "abc", "q: "))
    assert np.array_equal(encoder.encode_passages(["abc"])[0], plain(tiny, "abc", "p: "))
    assert not np.array_equal(encoder.encode_query("abc"), plain(tiny, "abc"))


def test_a_model_kept_in_half_precision_computes_in_full(tiny):
    encoder = load(tiny)
    row = encoder.encode_query("abc")
    assert not np.array_equal(row, row.astype(np.float16).astype(np.float32))


def test_a_fingerprint_names_model_checksum_and_libraries(tiny):
    fingerprint = load(tiny).fingerprint
    assert fingerprint.startswith("tiny@")
    assert "sentence-transformers 6." in fingerprint
    assert "torch 2." in fingerprint


def test_a_fingerprint_does_not_depend_on_the_place(tiny, tmp_path):
    moved = shutil.copytree(tiny, tmp_path / "elsewhere" / "tiny")
    (moved / ".cache").mkdir()
    (moved / ".cache" / "download.lock").touch()
    assert load(moved).fingerprint == load(tiny).fingerprint


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_fingerprint_changes_with_any_file(tiny, name):
    before = load(tiny).fingerprint
    content = bytearray((tiny / name).read_bytes())
    content[-2] ^= 1
    (tiny / name).write_bytes(content)
    assert load(tiny).fingerprint != before


@pytest.mark.parametrize("damage", ["empty", "weights", "settings"])
def test_a_folder_that_holds_no_model_is_named_on_first_use(tiny, damage):
    if damage == "empty":
        shutil.rmtree(tiny)
        tiny.mkdir()
    elif damage == "weights":
        (tiny / "model.safetensors").write_bytes(b"12345678")
    else:
        (tiny / "config.json").write_text("{")
    with pytest.raises(EncoderError, match=r"The model in .*tiny cannot be loaded \("):
        load(tiny).encode_query("abc")
