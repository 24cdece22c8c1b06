"""Any sentence-transformers cross-encoder as a reader that ranks and leaves the marking to rules."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from qa.answers.reader.inputs import Page
from qa.answers.reader.reader import PageRead
from qa.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_NOTHING = np.empty(0, np.float32)
_BATCH = 4


class CrossEncoderReader:
    """Ranks pages by a cross-encoder's logit; safe to use from several threads. Loaded when first used."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = Lock()
        self._model: CrossEncoder | None = None

    def read(self, question: str, pages: Sequence[Page]) -> list[PageRead]:
        """What it makes of each page, in their order: log-odds, and no pieces. Raises ModelError without the model."""
        if not pages:
            return []
        import torch

        pairs = [(question, f"{page.heading}\n{page.text}".strip()) for page in pages]
        with self._lock:
            self._model = self._model or _load(self._name)
            logits = self._model.predict(pairs, batch_size=_BATCH, activation_fn=torch.nn.Identity())
        return [PageRead(float(logit), (), _NOTHING, _NOTHING) for logit in np.ravel(logits)]


def _load(name: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(name, device="cpu", local_files_only=True)
    except Exception as error:  # what a missing or foreign model brings up is anyone's guess
        raise ModelError(
            f"The reader {name} cannot be loaded ({type(error).__name__}: {error}). "
            "Name a cross-encoder that sentence-transformers can load, by its folder or by a name in the local cache."
        ) from error
    if model.num_labels != 1:
        raise ModelError(f"The reader {name} gives {model.num_labels} scores for a pair; name one that gives one.")
    return model
