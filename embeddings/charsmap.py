"""Writes a character map in the binary form that SentencePiece and `tokenizers.normalizers.Precompiled` read.

The form: u32 size of a double-array trie in bytes, the trie, then the replacements in UTF-8, each ended by a
zero byte. The trie is that of Darts-clone (https://github.com/s-yata/darts-clone, `include/darts.h`): u32
units, of which the one at place p holds its label (bits 0 to 7), whether a key ends at it (bit 8), and p ^ b
for the base b of its children (bits 10 to 30). The child for byte c stands at b ^ c; if a key ends, its value
stands at b, marked by bit 31.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

_KEY_ENDS = 1 << 8
_BASE_SHIFT = 10
_IS_VALUE = 1 << 31
_BLOCK = 256  # places for the children of one node, one for each byte
_MOST_UNITS = 1 << 21  # what the 21 bits for a base can reach


def compile_charsmap(replacements: Mapping[str, str]) -> bytes:
    """The compiled form of `replacements`: single characters, without U+0000, to what they become.

    Raises ValueError where a key is no single character, or where there are more than about a million keys.
    """
    texts = bytearray()
    values = {}
    for char, replacement in replacements.items():
        if len(char) != 1 or char == "\0":
            raise ValueError(f"a character map holds single characters, not {char!r}")
        values[char.encode()] = len(texts)
        texts += replacement.encode() + b"\0"
    units = _double_array(values).astype("<u4").tobytes()
    return struct.pack("<I", len(units)) + units + bytes(texts)


def _double_array(values: Mapping[bytes, int]) -> NDArray[np.uint32]:
    """The trie of `values`, keys in UTF-8; no key is the beginning of another.

    Each beginning of a key gets a block of 256 places of its own for its children; the values go into places
    that the blocks leave free. A value never stands where a block begins, or the bytes behind a key would
    lead into it.
    """
    bases = {start: _BLOCK * number for number, start in enumerate(_beginnings(values))}
    place = {key: bases[key[:-1]] ^ key[-1] for key in [*bases, *values] if key}
    free = _free_places(set(place.values()))
    value_at = {key: next(free) for key in values}
    size = _BLOCK * (1 + max(max(bases.values()), *value_at.values(), 0) // _BLOCK)
    if size > _MOST_UNITS:
        raise ValueError(f"{len(values)} characters need {size} places, a character map has {_MOST_UNITS}")
    units = np.zeros(size, np.uint32)
    for start, at in place.items():
        base, ends = (value_at[start], _KEY_ENDS) if start in values else (bases[start], 0)
        units[at] = start[-1] | ends | (at ^ base) << _BASE_SHIFT
    for key, at in value_at.items():
        units[at] = values[key] | _IS_VALUE
    return units


def _beginnings(keys: Iterable[bytes]) -> list[bytes]:
    """All proper beginnings of `keys`, the empty one first, each once."""
    return sorted({b""} | {key[:length] for key in keys for length in range(len(key))})


def _free_places(taken: set[int]) -> Iterator[int]:
    place = 0
    while True:
        place += 1
        if place % _BLOCK and place not in taken:
            yield place
