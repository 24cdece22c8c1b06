"""Texts that were extracted once are kept: what was cited stays what it was, whatever a library gives later.

    <SHA-256 of the file>.pdf1.txt     the text in UTF-8: offsets count its characters, `text_sha256` is its hash
    <SHA-256 of the file>.pdf1.json    where its articles stand, what is known of them, and both hashes

The number is the version of the extractor. Nothing here is ever deleted.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from qa.articles.formats.extracted import Extracted, from_json, to_json
from qa.articles.formats.registry import VERSIONS
from qa.errors import IndexStoreError

_LOG = logging.getLogger(__name__)


class KeptTexts:
    """The extracted texts in a folder, by content of their file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text_of(self, sha256: str, format_name: str, extract: Callable[[], Extracted]) -> Extracted:
        """The text of the file with that hash: the kept one, or what `extract` gives, which is kept from now on.

        Raises what `extract` raises, and IndexStoreError where the folder cannot be written.
        """
        kept = self.kept(sha256, format_name)
        if kept:
            return kept
        extracted = extract()
        try:
            self._keep(sha256, format_name, extracted)
        except OSError as error:
            raise IndexStoreError(
                f"The text of a file cannot be kept in {self._folder}: {error.strerror or error}. "
                "Name another cache folder, one that may be written and has space left."
            ) from error
        return extracted

    def kept(self, sha256: str, format_name: str) -> Extracted | None:
        """What is kept of a file; None if nothing is, or if a byte of it is no longer what was written."""
        text_path, parts_path = self._paths(sha256, format_name)
        if not parts_path.exists():
            return None
        try:
            sealed = json.loads(parts_path.read_bytes())
            holds = sealed["holds"]
            extracted = from_json(holds | {"text": text_path.read_bytes().decode("utf-8")})
            if (sealed["sha256"], holds["text_sha256"]) == (_seal(holds), extracted.text_sha256):
                return extracted
            problem = "checksum differs"
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            problem = str(error)
        _LOG.warning("The text kept in %s is damaged (%s).", text_path, problem)
        return None

    def hash_of(self, sha256: str, format_name: str) -> str:
        """The hash of the text that is kept of a file; "" if none is."""
        kept = self.kept(sha256, format_name)
        return kept.text_sha256 if kept else ""

    def _keep(self, sha256: str, format_name: str, extracted: Extracted) -> None:
        """Write the text, then what vouches for it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        text_path, parts_path = self._paths(sha256, format_name)
        holds = to_json(extracted) | {"text_sha256": extracted.text_sha256}
        del holds["text"]
        _write(text_path, extracted.text.encode())
        _write(parts_path, json.dumps({"holds": holds, "sha256": _seal(holds)}, ensure_ascii=False).encode())

    def _paths(self, sha256: str, format_name: str) -> tuple[Path, Path]:
        stem = f"{sha256}.{format_name}{VERSIONS[format_name]}"
        return self._folder / f"{stem}.txt", self._folder / f"{stem}.json"


def _seal(holds: object) -> str:
    return hashlib.sha256(json.dumps(holds, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Put a file in place at once, or not at all."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
