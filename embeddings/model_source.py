"""Where a sentence-transformers model lies: in a folder, or under a name in the local Hugging Face cache."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from embeddings.errors import EncoderError
from embeddings.sealed_folder import file_sha256

BUNDLED = "bundled"

_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?", re.ASCII)
_HUB_OWNER = "sentence-transformers"  # whose models go by their bare name
_OTHER_RUNTIMES = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot", "*.gguf"]


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A sentence-transformers folder; `identity` is its name with a checksum of what it holds."""

    folder: Path
    identity: str


def find_model(model: str) -> ModelSource:
    """The folder of `model`: a folder, or a name on the Hugging Face hub.

    A name is looked up in the local cache of the hub first and downloaded only where it is not there;
    HF_HUB_OFFLINE forbids that. What looks like a path is never looked up. Raises EncoderError where there is
    no such model, or nothing that could run it.
    """
    require_sentence_transformers(model)
    folder = Path(model).expanduser()
    if model and folder.is_dir():
        return ModelSource(folder, f"{folder.resolve().name}@{_content_sha256(folder)}")
    if _looks_like_path(model):
        raise EncoderError(
            f"There is no folder {model!r} to load a model from, looked for in {Path.cwd()}. "
            f"Name a sentence-transformers folder, a model of the Hugging Face hub, or {BUNDLED!r}."
        )
    name = model if "/" in model else f"{_HUB_OWNER}/{model}"
    folder = _hub_folder(name)
    return ModelSource(folder, f"{name}@{folder.name}")  # a snapshot's folder is called by its commit


def require_sentence_transformers(model: str) -> None:
    """Raise EncoderError where the library that runs all but the bundled model is not installed."""
    if find_spec("sentence_transformers") is None:
        raise EncoderError(
            f"The model {model} needs sentence-transformers, which is not installed; "
            f"get it with: pip install 'yuanju[models]', or use {BUNDLED!r}."
        )


def _looks_like_path(model: str) -> bool:
    """Whether `model` is no name, or rather a misspelt path: `models/e5` where there is a folder `models`."""
    return not _HUB_NAME.fullmatch(model) or ("/" in model and Path(model).parent.is_dir())


def _content_sha256(folder: Path) -> str:
    """One checksum for all files of a folder, names included; hidden ones (.git, .cache) are left out."""
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    shown = [name for name in names if not any(part.startswith(".") for part in name.parts)]
    lines = [f"{file_sha256(folder / name)} {name.as_posix()}\n" for name in shown]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _hub_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, ignore_patterns=_OTHER_RUNTIMES, local_files_only=True))
    except LocalEntryNotFoundError:
        pass
    try:
        return Path(snapshot_download(name, ignore_patterns=_OTHER_RUNTIMES))
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"The model {name} is neither a folder nor in the local Hugging Face cache, and cannot be "
            f"downloaded ({type(error).__name__}). Check the name and the network, or use {BUNDLED!r}."
        ) from error
