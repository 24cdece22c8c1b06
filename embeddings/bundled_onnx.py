"""The bundled model as a network for ONNX Runtime and a tokenizer: what Yuanju encodes with unless told otherwise."""

from __future__ import annotations

from pathlib import Path

from embeddings.e5_bundle import NAME, PASSAGE_PROMPT, QUERY_PROMPT, made_of_bundle
from embeddings.e5_conversion import weights_beside_words
from embeddings.e5_file import E5File
from embeddings.e5_graph import write_encoder
from embeddings.onnx_encoder import OnnxEncoder, OnnxFolder
from embeddings.pieces import Tokenizer, load_tokenizer
from embeddings.sealed_folder import MANIFEST, file_sha256
from embeddings.sentencepiece_model import sentencepiece_model

# To be raised when the folder is written differently, so that those in people's caches are made anew.
_LAYOUT = 2


def bundled_onnx_folder(cache: Path) -> OnnxFolder:
    """Where inside `cache` network and tokenizer of the bundled model lie; made by the first call.

    That takes some five seconds, 150 MB of disk and about 500 MB of memory. Raises EncoderError as `made_of_bundle`
    does.
    """
    return OnnxFolder(made_of_bundle(cache, "-onnx", {"layout": _LAYOUT}, _convert))


def bundled_tokenizer(cache: Path) -> Tokenizer:
    """The tokenizer of the bundled model, kept in `cache`; raises EncoderError as `made_of_bundle` does."""
    return load_tokenizer(bundled_onnx_folder(cache).tokenizer)


def bundled_encoder(cache: Path) -> OnnxEncoder:
    """The encoder of the bundled model, kept in `cache`; raises EncoderError as `made_of_bundle` does."""
    folder = bundled_onnx_folder(cache)
    identity = f"{NAME}@{file_sha256(folder.path / MANIFEST)}"
    return OnnxEncoder(folder, identity, query_prompt=QUERY_PROMPT, passage_prompt=PASSAGE_PROMPT)


def _convert(file: E5File, path: Path) -> None:
    folder = OnnxFolder(path)
    write_encoder(file, dict(weights_beside_words(file)), folder.network)
    folder.tokenizer.write_bytes(sentencepiece_model(file))
