import struct

import numpy as np
import pytest

from embeddings.e5_file import E5File, Shape, SpecialIds

SHAPE = (64, 1, 2, 128, 5, 16, 2)
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁湖南", -3.5)]
REPLACED = {"１": "1", "\u200b": "", "½": "1⁄2"}


def quantised(rows, columns, seed=0):
    """A Q4_0 matrix: its bytes, and the numbers they stand for, worked out weight by weight."""
    random = np.random.default_rng(seed)
    stored, numbers = b"", []
    for _ in range(rows * columns // 32):
        scale, halves = np.float16(random.standard_normal()), random.integers(0, 16, 32).tolist()
        packed = bytes(low | high << 4 for low, high in zip(halves[:16], halves[16:], strict=True))
        stored += scale.tobytes() + packed
        numbers += [(half - 8) * float(scale) for half in halves]
    return stored, np.array(numbers, np.float32).reshape(rows, columns)


def e5_file(tensors, *, magic=b"E5S1", version=1, block=32):
    """The bytes of a model file with `tensors`: name to (kind, numbers, bytes)."""
    text = "".join(piece for piece, _ in PIECES).encode()
    bounds = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)])
    head = magic + struct.pack("<I7ifi", version, *SHAPE, 1e-12, block)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    head += bounds.astype("<u4").tobytes() + np.array([score for _, score in PIECES], "<f4").tobytes() + text
    chars = b"".join(struct.pack(f"<IB{len(to)}I", ord(char), len(to), *map(ord, to)) for char, to in REPLACED.items())
    head += struct.pack("<iI", len(REPLACED), len(chars)) + chars + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    for name, (kind, numbers, stored) in tensors.items():
        head += struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), kind, numbers, at, len(stored))
        at += len(stored)
    return head + b"".join(stored for _, _, stored in tensors.values())


@pytest.fixture
def parse(tmp_path):
    def parse(content):
        path = tmp_path / "model.bin"
        path.write_bytes(content)
        return E5File(path)

    return parse


def test_everything_in_a_file_is_read(parse):
    stored, numbers = quantised(5, 64)
    bias = np.arange(5, dtype="<f4")
    file = parse(e5_file({"word": (1, 320, stored), "bias": (0, 5, bias.tobytes())}))
    assert file.shape == Shape(64, 1, 2, 128, words=5, positions=16, token_types=2)
    assert file.epsilon == np.float32(1e-12)
    assert file.special == SpecialIds(bos=0, eos=2, pad=1, unk=3)
    assert file.pieces == PIECES
    assert file.normalisation == REPLACED
    assert file.tensor("bias", 5).tolist() == [0, 1, 2, 3, 4]
    assert np.array_equal(file.tensor("word", 5, 64), numbers)


def test_rows_beyond_those_unpacked_at_once(parse):
    stored, numbers = quantised(2, 32)
    file = parse(e5_file({"word": (1, 64 * 9000, stored * 9000)}))
    assert np.array_equal(file.tensor("word", 18000, 32), np.tile(numbers, (9000, 1)))


@pytest.mark.parametrize(("name", "shape"), [("other", (5,)), ("bias", (6,)), ("bias", (5, 5))])
def test_weights_that_are_not_there(parse, name, shape):
    file = parse(e5_file({"bias": (0, 5, bytes(20))}))
    with pytest.raises(ValueError, match=rf"model\.bin has no weights '{name}' of shape"):
        file.tensor(name, *shape)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"magic": b"GGUF"}, r"is b'GGUF' version 1, not b'E5S1' version 1"),
        ({"version": 2}, "version 2, not b'E5S1' version 1"),
        ({"block": 64}, "blocks of 64 weights, not of 32"),
    ],
)
def test_another_format_is_named(parse, settings, message):
    with pytest.raises(ValueError, match=message):
        parse(e5_file({}, **settings))


def test_a_file_cut_short_at_any_byte_is_refused(parse):
    content = e5_file({"bias": (0, 5, bytes(20))})
    for length in range(1, len(content)):
        with pytest.raises(ValueError, match=r"model\.bin is cut short"):
            parse(content[:length]).tensor("bias", 5)
