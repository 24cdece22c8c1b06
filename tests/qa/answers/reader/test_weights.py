"""The small file of differences: what goes in comes out, within half a step, and nothing else is taken."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from transformers import BertConfig, BertModel

from qa.answers.reader.network import SpanNetwork
from qa.answers.reader.weights import load, pack, save, unpack
from qa.errors import ModelError

SMALL = BertConfig(
    vocab_size=40, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, pad_token_id=1
)


def network(seed):
    torch.manual_seed(seed)
    return SpanNetwork(BertModel(SMALL, add_pooling_layer=False), SMALL.hidden_size)


@settings(max_examples=200)
@given(arrays.arrays(np.float32, st.integers(1, 8).map(lambda n: 32 * n), elements=st.floats(-2, 2, width=32)))
def test_values_come_back_within_half_a_step_of_their_block(values):
    nibbles, scales = pack(values)
    assert nibbles.nbytes == values.size / 2
    blocks = np.abs(values.reshape(-1, 32) - unpack(nibbles, scales).reshape(-1, 32)).max(axis=1)
    # Half a step, and what a scale in half precision is off by.
    assert (blocks <= scales.astype(np.float32) * 0.5 + np.abs(values).max() * 2e-3 + 1e-6).all()


def test_what_training_changed_is_kept_and_what_it_did_not_is_not(tmp_path):
    encoder, trained = network(1), network(1)
    with torch.no_grad():
        trained.encoder.encoder.layer[1].output.dense.weight += 0.02 * torch.randn(32, 64)
        trained.encoder.encoder.layer[1].output.dense.bias += 0.5
        trained.holds.bias += 3
    save(trained, encoder, tmp_path / "reader.safetensors", {"steps": "7"})
    again = network(1)
    load(again, tmp_path / "reader.safetensors")
    for (name, expected), found in zip(trained.state_dict().items(), again.state_dict().values(), strict=True):
        torch.testing.assert_close(found, expected, atol=0.006, rtol=1e-3, msg=name)
    whole = sum(weights.nbytes for weights in trained.state_dict().values())
    assert (tmp_path / "reader.safetensors").stat().st_size < whole / 5


@pytest.mark.parametrize("content", [b"", b"no weights at all" * 10])
def test_another_file_is_one_clear_error(tmp_path, content):
    (tmp_path / "reader.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=r"weights in .* cannot be read"):
        load(network(1), tmp_path / "reader.safetensors")


def test_a_missing_file_is_one_clear_error(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        load(network(1), tmp_path / "none.safetensors")
