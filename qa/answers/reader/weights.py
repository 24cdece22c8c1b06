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
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from qa.answers.reader.network import SpanNetwork
from qa.errors import ModelError

_BLOCK = 32
_TOP = 7
_NIBBLES, _SCALES = ".nibbles", ".scales"


def save(network: SpanNetwork, encoder: SpanNetwork, path: Path, notes: dict[str, str]) -> None:
    """Write how `network` differs from `encoder`, which has the weights that ship; `notes` go into the header."""
    tensors: dict[str, NDArray[Any]] = {}
    before = encoder.state_dict()
    for name, now in network.state_dict().items():
        if not name.startswith("encoder."):
            tensors[name] = now.float().numpy().astype(np.float16)
            continue
        difference = (now - before[name]).float().numpy()
        if not difference.any():
            continue
        if difference.ndim == 1:
            tensors[name] = difference.astype(np.float16)
        else:
            tensors[name + _NIBBLES], tensors[name + _SCALES] = pack(difference)
    save_file(tensors, path, metadata=notes)


def load(network: SpanNetwork, path: Path) -> None:
    """Put what `save` wrote on top of the encoder's weights in `network`; raises ModelError for another file."""
    try:
        with safe_open(path, framework="np") as file:
            kept = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        for name, weights in network.state_dict().items():
            if name.startswith("encoder."):
                weights += torch.from_numpy(_difference(kept, name, tuple(weights.shape)))
            else:
                weights.copy_(torch.from_numpy(kept[name].astype(np.float32)))
    except (OSError, KeyError, ValueError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"The reader's weights in {path} cannot be read ({error}). Install Yuanju again.") from error


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


def _difference(kept: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    if name in kept:
        return kept[name].astype(np.float32)
    if name + _NIBBLES in kept:
        return unpack(kept[name + _NIBBLES], kept[name + _SCALES]).reshape(shape)
    return np.zeros(shape, np.float32)
