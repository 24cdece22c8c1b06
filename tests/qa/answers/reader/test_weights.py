"""The small file of differences: what goes in comes out, within half a step, and nothing else is taken."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import save_file

from qa.answers.reader.weights import pack, read, save, trained, unpack
from qa.errors import ModelError

SHAPES = {"layer.weight": (32, 64), "layer.bias": (32,), "untouched.weight": (64, 32)}
HEADS = {"ends.weight": (2, 32), "ends.bias": (2,), "holds.weight": (1, 32), "holds.bias": (1,)}


def random(shapes, seed):
    rng = np.random.default_rng(seed)
    return {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@settings(max_examples=200)
@given(arrays.arrays(np.float32, st.integers(1, 8).map(lambda n: 32 * n), elements=st.floats(-2, 2, width=32)))
def test_values_come_back_within_half_a_step_of_their_block(values):
    nibbles, scales = pack(values)
    assert nibbles.nbytes == values.size / 2
    blocks = np.abs(values.reshape(-1, 32) - unpack(nibbles, scales).reshape(-1, 32)).max(axis=1)
    # Half a step, and what a scale in half precision is off by.
    assert (blocks <= scales.astype(np.float32) * 0.5 + np.abs(values).max() * 2e-3 + 1e-6).all()


def test_what_training_changed_is_kept_and_what_it_did_not_is_not(tmp_path):
    before = random(SHAPES, 1)
    after = before | random(HEADS, 2)
    after["layer.weight"] = before["layer.weight"] + 0.02 * random(SHAPES, 3)["layer.weight"]
    after["layer.bias"] = before["layer.bias"] + np.float32(0.5)
    path = tmp_path / "reader.safetensors"
    save(after, before, path, {"steps": "7"})
    changes = read(path)
    assert not [name for name in changes if "untouched" in name]
    again = trained(changes, before)
    assert again.keys() == after.keys()
    for name, expected in after.items():
        assert again[name].dtype == np.float32
        assert again[name] == pytest.approx(expected, abs=0.006, rel=1e-3), name
    assert path.stat().st_size < sum(weights.nbytes for weights in after.values()) / 5


@pytest.mark.parametrize("content", [b"", b"no weights at all" * 10])
def test_another_file_is_one_clear_error(tmp_path, content):
    (tmp_path / "reader.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=r"weights in .* cannot be read"):
        read(tmp_path / "reader.safetensors")


def test_a_missing_file_is_one_clear_error(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        read(tmp_path / "none.safetensors")


def test_a_file_without_heads_is_one_clear_error(tmp_path):
    save_file({"encoder.layer.bias": np.zeros(32, np.float16)}, tmp_path / "reader.safetensors")
    with pytest.raises(ModelError, match=r"lack ends\.weight\. Install Yuanju again"):
        read(tmp_path / "reader.safetensors")
