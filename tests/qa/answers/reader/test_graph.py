"""The reader's network in ONNX Runtime against the same weights in torch."""

import numpy as np
import pytest
import torch
from transformers import AutoModel

from embeddings.bundled_e5 import bundled_model_folder
from embeddings.bundled_onnx import bundled_tokenizer
from embeddings.e5_graph import IDS
from embeddings.onnx_session import load_session
from qa.answers.reader.graph import reader_network
from qa.answers.reader.inputs import Page, rows
from qa.answers.reader.loading import WEIGHTS
from qa.answers.reader.span_reader import SpanReader
from qa.answers.reader.weights import HEADS, read, trained

QUESTION = "邵阳有多少家企业复工复产？"
PAGES = (
    Page("邵阳复工 11月16日", "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人。"),
    Page("", "昨日，the airport in Changsha was reopened。"),
    Page("永兴修桥", "永兴县今年修了12座桥。" * 12),
)


@pytest.fixture(scope="module")
def in_torch(model_cache):
    """Logits of torch for a row of ids: ends by piece, and that the text holds the answer."""
    encoder = AutoModel.from_pretrained(bundled_model_folder(model_cache), add_pooling_layer=False).eval()
    before = {name: weights.numpy() for name, weights in encoder.state_dict().items()}
    after = {name: torch.from_numpy(weights) for name, weights in trained(read(WEIGHTS), before).items()}
    heads = {name: after.pop(name) for name in HEADS}
    encoder.load_state_dict(after)

    def logits(ids):
        with torch.inference_mode():
            hidden = encoder(torch.tensor([ids])).last_hidden_state[0]
            ends = hidden @ heads["ends.weight"].T + heads["ends.bias"]
            return ends.numpy(), (hidden[0] @ heads["holds.weight"].T + heads["holds.bias"]).numpy()

    return logits


@pytest.fixture(scope="module")
def tokenizer(model_cache):
    return bundled_tokenizer(model_cache)


def test_a_row_has_the_logits_that_torch_gives_it(in_torch, tokenizer, model_cache):
    network = load_session(reader_network(model_cache, WEIGHTS))
    for row in rows(tokenizer, [QUESTION] * len(PAGES), PAGES):
        (ends,), (holds,) = network.run(("ends", "holds"), {IDS: np.array([row.ids])})
        expected_ends, expected_holds = in_torch(row.ids)
        assert ends == pytest.approx(expected_ends, abs=1e-3)
        assert holds == pytest.approx(expected_holds, abs=1e-3)


def test_pages_are_read_as_each_alone_and_their_chances_are_those_of_the_logits(in_torch, tokenizer, model_cache):
    reader = SpanReader(model_cache, WEIGHTS)
    together = reader.read(QUESTION, [*PAGES, PAGES[0]])
    assert reader.read(QUESTION, []) == []
    for page, found in zip(PAGES, together, strict=False):
        (alone,) = reader.read(QUESTION, [page])
        assert (found.holds, found.pieces) == (alone.holds, alone.pieces)
        assert np.array_equal([found.starts, found.ends], [alone.starts, alone.ends])
        (row,) = rows(tokenizer, [QUESTION], [page])
        ends, holds = in_torch(row.ids)
        readable = [0, *range(row.first, row.first + len(row.spans))]
        starts = torch.log_softmax(torch.from_numpy(ends[readable, 0]), 0).numpy()[1:]
        kept = [n for n, (start, end) in enumerate(row.spans) if start < end]
        assert found.holds == pytest.approx(float(holds[0]), abs=1e-3)
        assert found.starts == pytest.approx(starts[kept], abs=1e-3)
    assert together[3].holds == together[0].holds
    best = together[0].best(0, len(PAGES[0].text))
    assert PAGES[0].text[best.start : best.end] == "1330家"
