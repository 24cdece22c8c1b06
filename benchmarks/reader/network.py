"""The reader's network in torch, to be trained; `qa.answers.reader.graph` is the same for ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoModel

from embeddings.progress import no_bars
from qa.answers.reader.inputs import Row
from qa.answers.reader.weights import HEADS, read, trained

_PAD = 1
_NOWHERE = -1e4


class SpanNetwork(nn.Module):
    """Reads rows of `inputs.rows`: start and end of the answer by piece, and a logit that the text holds it.

    Spans as in Devlin et al. 2019 (BERT, section 4.3): the first piece of a row stands for "not here".
    """

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.ends = nn.Linear(width, 2)
        self.holds = nn.Linear(width, 1)

    @classmethod
    def from_encoder(cls, folder: Path) -> SpanNetwork:
        """A network with the weights of a sentence-transformers folder and heads of random numbers."""
        with no_bars():
            encoder = AutoModel.from_pretrained(
                folder, add_pooling_layer=False, local_files_only=True, dtype=torch.float32
            )
        return cls(encoder, encoder.config.hidden_size)

    def forward(self, ids: torch.Tensor, readable: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits for `ids` and `readable` of shape (rows, pieces): starts and ends of that shape, holds of (rows,)."""
        hidden = self.encoder(ids, attention_mask=(ids != _PAD).long()).last_hidden_state
        allowed = readable.clone()
        allowed[:, 0] = True
        starts, ends = self.ends(hidden).float().masked_fill(~allowed[:, :, None], _NOWHERE).unbind(-1)
        return starts, ends, self.holds(hidden[:, 0]).float().squeeze(-1)

    def encoder_weights(self) -> dict[str, np.ndarray]:
        """The encoder's weights, without the heads."""
        return {name: weights.numpy() for name, weights in self.encoder.state_dict().items()}

    def weights(self) -> dict[str, np.ndarray]:
        """All weights, the heads' by their names in `HEADS`."""
        own = self.state_dict()
        return self.encoder_weights() | {name: own[name].numpy() for name in HEADS}

    def load_trained(self, path: Path) -> None:
        """Put what export.py wrote on top of the encoder's weights; raises ModelError for another file."""
        after = trained(read(path), self.encoder_weights())
        named = {name if name in HEADS else f"encoder.{name}": torch.from_numpy(w) for name, w in after.items()}
        self.load_state_dict(named)


def padded(batch: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Pieces of several rows, int64 of shape (rows, longest), and, bool, which of them belong to a text."""
    longest = max(len(row.ids) for row in batch)
    ids = np.full((len(batch), longest), _PAD, np.int64)
    readable = np.zeros((len(batch), longest), bool)
    for number, row in enumerate(batch):
        ids[number, : len(row.ids)] = row.ids
        readable[number, row.first : row.first + len(row.spans)] = True
    return ids, readable
