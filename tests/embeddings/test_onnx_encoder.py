"""The encoder that ships, in ONNX Runtime: against sentence-transformers with the same weights, and by itself."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError, OnnxEncoder, SentenceEncoder, find_model, load_encoder
from embeddings.onnx_encoder import OnnxFolder
from qa.answers.question_files import read_question_set

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def in_torch(model_folder):
    return SentenceEncoder(find_model(str(model_folder)))


@pytest.fixture(scope="module")
def stretches():
    """Two hundred stretches of the articles that ship, of 1 to 60 characters, without space at their ends."""
    whole = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    whole = " ".join(whole.split())
    lengths, apart = np.random.default_rng(1).integers(1, 60, 200), len(whole) // 200
    return [whole[at * apart : at * apart + length].strip() or "邵" for at, length in enumerate(lengths)]


def test_passages_have_the_vectors_that_torch_gives_them(encoder, in_torch, stretches, sampled):
    """All two hundred in `make nightly`."""
    chosen = sampled(stretches, 5)
    both = encoder.encode_passages(chosen), in_torch.encode_passages(chosen)
    assert np.sum(both[0] * both[1], axis=1).min() >= 0.9999
    assert both[0] == pytest.approx(both[1], abs=1e-5)


def test_questions_and_the_longest_texts_too(encoder, in_torch, texts):
    chosen = [*(text.strip() for text in texts[::6]), "邵阳 " * 600]
    ours, theirs = (np.stack([model.encode_query(text) for text in chosen]) for model in (encoder, in_torch))
    assert ours == pytest.approx(theirs, abs=1e-5)


def test_the_ten_nearest_of_a_question_in_torch_are_the_ten_nearest(encoder, in_torch, stretches, sampled):
    """In the same order, unless they are as near as each other; for all 400 questions in `make nightly`."""
    files = sorted((ROOT / "benchmarks" / "questions").glob("*.jsonl"))
    questions = sampled([gold.question for file in files for gold in read_question_set(file)], 20)
    ours, theirs = (
        model.encode_passages(stretches) @ np.transpose([model.encode_query(question) for question in questions])
        for model in (encoder, in_torch)
    )
    nearest_in_torch = np.argsort(-theirs, axis=0)[:10]
    nearest = -np.sort(-ours, axis=0)[:10]
    assert np.take_along_axis(ours, nearest_in_torch, axis=0) == pytest.approx(nearest, abs=1e-6)


def test_shapes_types_and_lengths(encoder, texts):
    assert encoder.dimension == 384
    query, passages = encoder.encode_query(texts[20]), encoder.encode_passages(texts[:40])
    assert (query.shape, query.dtype) == ((384,), np.float32)
    assert (passages.shape, passages.dtype) == ((40, 384), np.float32)
    assert np.linalg.norm(np.vstack([query, passages]), axis=1) == pytest.approx(np.ones(41), abs=1e-6)


def test_no_texts_give_no_rows(encoder):
    rows = encoder.encode_passages([])
    assert (rows.shape, rows.dtype) == ((0, 384), np.float32)


def test_the_same_again_to_the_last_bit(encoder, texts):
    assert np.array_equal(encoder.encode_passages(texts[20:40]), encoder.encode_passages(texts[20:40]))


THREADS = """
import os, sys
from pathlib import Path
from embeddings import load_encoder

texts = sys.argv[2:]
for threads in "123":
    os.environ["OMP_NUM_THREADS"] = threads  # looked at as the network is loaded
    encoder = load_encoder("bundled", Path(sys.argv[1]))
    rows = [encoder.encode_passages(texts), *map(encoder.encode_query, texts)]
    print(b"".join(row.tobytes() for row in rows).hex())
    assert encoder._loaded[0].get_session_options().intra_op_num_threads == int(threads)
"""


def in_a_process(code, *arguments):
    """What a process of its own prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_same_to_the_last_bit_for_any_number_of_threads_and_in_another_process(
    encoder, model_cache, texts, sampled
):
    chosen = sampled(texts, 3)
    printed = in_a_process(THREADS, model_cache, *chosen).splitlines()
    here = [encoder.encode_passages(chosen), *map(encoder.encode_query, chosen)]
    assert printed == [b"".join(row.tobytes() for row in here).hex()] * 3


def test_the_encoder_for_many_gives_the_same_to_the_last_bit_with_one_thread_to_each_text(encoder, texts, sampled):
    chosen, many = sampled(texts, 3), encoder.for_many()
    assert np.array_equal(many.encode_passages(chosen), encoder.encode_passages(chosen))
    assert np.array_equal(many.encode_query(chosen[0]), encoder.encode_query(chosen[0]))
    assert many.fingerprint == encoder.fingerprint
    assert many._loaded[0].get_session_options().intra_op_num_threads == 1


def test_rows_stand_in_the_order_of_the_texts_and_no_vector_depends_on_its_company(encoder, texts, sampled):
    chosen = [*sampled(texts[:45], 3), *(texts[7][:-1] + mark for mark in "。，！？")]
    together = encoder.encode_passages(chosen)
    assert np.array_equal(together, [encoder.encode_passages([text])[0] for text in chosen])


def test_a_question_finds_its_text_across_scripts_and_languages(encoder, texts):
    rows = encoder.encode_passages(texts)
    questions = {
        "How much cargo did the airport in Hong Kong handle?": "香港國際機場去年處理貨物",
        "谁打败了围棋卫冕冠军？": "第十二屆亞洲青年圍棋錦標賽",
        "新隧道有多长？": "记者从市交通运输局获悉",
    }
    for question, beginning in questions.items():
        best = texts[int(np.argmax(rows @ encoder.encode_query(question)))]
        assert best.startswith(beginning)


def test_threads_at_once_get_what_they_would_get_alone(encoder, texts):
    alone = [encoder.encode_query(text) for text in texts[16:40]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(encoder.encode_query, texts[16:40]))
    assert np.array_equal(together, alone)


def test_a_network_that_cannot_be_read_is_one_clear_error(tmp_path):
    (tmp_path / "encoder.onnx").write_bytes(b"no network")
    encoder = OnnxEncoder(OnnxFolder(tmp_path), "none", query_prompt="", passage_prompt="")
    with pytest.raises(EncoderError, match=r"encoder\.onnx cannot be loaded"):
        encoder.encode_query("abc")


def test_a_fingerprint_names_model_checksum_and_libraries(encoder):
    assert encoder.fingerprint.startswith("multilingual-e5-small@")
    assert "; onnxruntime 1." in encoder.fingerprint
    assert ", sentencepiece 0." in encoder.fingerprint


def test_a_fingerprint_is_had_without_loading_anything_and_encoding_loads_no_torch(model_cache):
    code = (
        "import sys; from pathlib import Path; from embeddings import load_encoder\n"
        "loaded = lambda *names: [name for name in names if name in sys.modules]\n"
        "encoder = load_encoder('bundled', Path(sys.argv[1]))\n"
        "print(encoder.fingerprint)\n"
        "print(loaded('torch', 'transformers', 'faiss', 'onnx', 'onnxruntime'))\n"
        "encoder.encode_passages(['a'])\n"
        "print(loaded('torch', 'transformers', 'sentence_transformers', 'onnx'))"
    )
    fingerprint, before, after = in_a_process(code, model_cache).splitlines()
    assert fingerprint == load_encoder("bundled", model_cache).fingerprint
    assert fingerprint.startswith("multilingual-e5-small@")
    assert (before, after) == ("[]", "[]")
