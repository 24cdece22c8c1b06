"""Which encoder a setting names."""

from __future__ import annotations

from pathlib import Path

from embeddings.bundled_onnx import bundled_encoder
from embeddings.encoder import Encoder
from embeddings.model_source import BUNDLED, find_model
from embeddings.sentence_encoder import SentenceEncoder


def load_encoder(model: str, cache: Path) -> Encoder:
    """The encoder of `model`: "bundled", a sentence-transformers folder, or a name on the Hugging Face hub.

    It is light: the model itself is loaded when the first text is encoded, or the dimension asked for.
    `cache` is the folder where the bundled model is kept. Raises EncoderError where there is no such model.
    """
    return bundled_encoder(cache) if model == BUNDLED else SentenceEncoder(find_model(model))
