"""What the whole test run shares: the folder of the converted model, a tiny one, an encoder that needs no model."""

import os
import shutil
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from embeddings import Encoder
from embeddings.bundled_onnx import bundled_onnx_folder
from qa.answers.reader.graph import reader_network
from qa.answers.reader.loading import WEIGHTS

# No time is asserted: on a busy machine any of them is exceeded.
settings.register_profile("yuanju", deadline=None)
# `make nightly`: --hypothesis-profile nightly. Tests with a number of their own keep it.
NIGHTLY = 10_000
settings.register_profile("nightly", deadline=None, max_examples=NIGHTLY)
settings.load_profile("yuanju")


if "PYTEST_XDIST_WORKER" in os.environ:  # as many processes as cores: threads in each would only be in the way
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory) -> Path:
    """A cache folder for all processes of the run, so that the bundled model is converted once.

    YUANJU_TEST_CACHE names a folder that outlives the run.
    """
    if kept := os.environ.get("YUANJU_TEST_CACHE"):
        return Path(kept)
    folder = _shared_cache(tmp_path_factory)
    folder.mkdir(exist_ok=True)
    return folder


def _shared_cache(tmp_path_factory) -> Path:
    run = tmp_path_factory.getbasetemp()
    return (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "cache"


def pytest_xdist_auto_num_workers():
    """One process more than cores: who waits for a browser needs none. Each takes up to 4 GB."""
    return min(4, len(os.sched_getaffinity(0)) + 1) if hasattr(os, "sched_getaffinity") else None


def pytest_sessionfinish(session):
    """Half a gigabyte that pytest would keep three times: the process that ends last takes it away."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(_shared_cache(session.config._tmp_path_factory), ignore_errors=True)


@pytest.fixture(scope="session")
def with_models(model_cache):
    """Puts the models that ship into a cache folder that is otherwise a test's own, and gives it back."""
    models = [bundled_onnx_folder(model_cache).path, reader_network(model_cache, WEIGHTS).parent]

    def fill(cache: Path) -> Path:
        for model in models:
            (cache / model.name).symlink_to(model)
        return cache

    return fill


@pytest.fixture(scope="session")
def sampled():
    """Of a list that takes long to go through, every so many-th; all of it in `make nightly`."""
    return lambda whole, step: whole if settings().max_examples == NIGHTLY else whole[step - 1 :: step]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """A sentence-transformers folder of random weights and a vocabulary of single characters; names no prompts."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz: 湖南人民"]
    tokenizer = Tokenizer(models.WordLevel({piece: number for number, piece in enumerate(pieces)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special).save_pretrained(folder)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).half().save_pretrained(folder)
    return folder


class BigramEncoder(Encoder):
    """Character bigrams counted into 64 signed buckets, as unit rows: texts with much in common lie close.

    Counts what it encodes in `passages_encoded` and `queries_encoded`.
    """

    fingerprint = "character bigrams, 64 buckets"
    dimension = 64

    def __init__(self):
        self.passages_encoded = 0
        self.queries_encoded = 0

    def encode_passages(self, texts, *, progress=False):
        self.passages_encoded += len(texts)
        return np.array([self._row(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def encode_query(self, text):
        self.queries_encoded += 1
        return self._row(text)

    def _row(self, text):
        row = np.zeros(self.dimension, np.float32)
        for pair in pairwise(f"^{text}$"):
            number = zlib.crc32("".join(pair).encode())
            row[number % self.dimension] += 1 if number & (1 << 16) else -1
        length = np.linalg.norm(row)
        return row / length if length else np.eye(1, self.dimension, dtype=np.float32)[0]


@pytest.fixture
def fake_encoder():
    """An encoder with the interface of the real one; see `BigramEncoder`."""
    return BigramEncoder()
