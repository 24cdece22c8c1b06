"""The reader's network: the encoder that ships, with a head for the answer's ends and one for whether it is there."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from embeddings.progress import no_bars

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
