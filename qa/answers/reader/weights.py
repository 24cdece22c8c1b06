"""What training changed, as a small file: differences to the encoder's weights, four bits each.

A matrix is kept as its difference to the encoder's in blocks of 32 along the flattened matrix, as Q4_0 does for whole
weights (llama.cpp): one half-precision scale a block and a whole number from -7 to 7 for each value. Vectors and the
heads are kept in half precision.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from qa.errors import ModelError

Weights = Mapping[str, NDArray[np.float32]]
Changes = Mapping[str, NDArray[Any]]

HEADS = ("ends.weight", "ends.bias", "holds.weight", "holds.bias")

_BLOCK = 32
_TOP = 7
_ENCODER = "encoder."
_NIBBLES, _SCALES = ".nibbles", ".scales"


def save(after: Weights, before: Weights, path: Path, notes: dict[str, str]) -> None:
    """Write how weights `after` training differ from the encoder's `before` it, and the heads; `notes` go on top."""
    tensors: dict[str, NDArray[Any]] = {name: after[name].astype(np.float16) for name in HEADS}
    for name, weights in before.items():
        difference = after[name] - weights
        if not difference.any():
            continue
        name = _ENCODER + name
        if difference.ndim == 1:
            tensors[name] = difference.astype(np.float16)
        else:
            tensors[name + _NIBBLES], tensors[name + _SCALES] = pack(difference)
    save_file(tensors, path, metadata=notes)


def read(path: Path) -> Changes:
    """What `save` wrote; raises ModelError for another file."""
    try:
        with safe_open(path, framework="np") as file:
            changes = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except (OSError, SafetensorError) as error:
        raise ModelError(f"The reader's weights in {path} cannot be read ({error}). Install Yuanju again.") from error
    if missing := [name for name in HEADS if name not in changes]:
        raise ModelError(f"The reader's weights in {path} lack {missing[0]}. Install Yuanju again.")
    return changes


def trained(changes: Changes, before: Weights) -> dict[str, NDArray[np.float32]]:
    """The weights that `save` was given, from the encoder's `before` it."""
    after = {name: weights + _difference(changes, name, weights.shape) for name, weights in before.items()}
    return after | {name: changes[name].astype(np.float32) for name in HEADS}


def pack(values: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Two values a byte, low half first, of shape (size / 2,), and the blocks' scales, of shape (size / 32,)."""
    blocks = values.reshape(-1, _BLOCK)
    scales = (np.abs(blocks).max(axis=1) / _TOP).astype(np.float16)
    divisors = np.where(scales == 0, 1, scales).astype(np.float32)[:, None]
    whole = (np.rint(blocks / divisors).clip(-_TOP, _TOP) + _TOP).astype(np.uint8).ravel()
    return whole[0::2] | (whole[1::2] << 4), scales


def unpack(nibbles: NDArray[np.uint8], scales: NDArray[np.float16]) -> NDArray[np.float32]:
    """The values that `pack` was given, each to within half a scale of its block; of shape (size,)."""
    whole = np.stack([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - _TOP
    values: NDArray[np.float32] = whole.reshape(-1, _BLOCK) * scales.astype(np.float32)[:, None]
    return values.ravel()


def _difference(changes: Changes, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    name = _ENCODER + name
    if name in changes:
        return changes[name].astype(np.float32)
    if name + _NIBBLES in changes:
        return unpack(changes[name + _NIBBLES], changes[name + _SCALES]).reshape(shape)
    return np.zeros(shape, np.float32)
