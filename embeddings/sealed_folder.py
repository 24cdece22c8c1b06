"""A folder of files that is written whole or not at all, with a checksum for each file.

    publish(folder, key, write)     lock → temporary sibling → files → manifest → fsync → rename
    examine(folder, key)            manifest → key → sizes → checksums, without a lock
    whole(folder)                   the key of what lies there, if every byte of it is as it was sealed

The key says what the files were made from. One process writes at a time; whoever waited for the lock and then
finds what it wanted in place writes nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

MANIFEST = "manifest.json"
FORMAT_VERSION = 1

Key = Mapping[str, str | int | float | bool]

# What a manifest that was tampered with brings up.
_NO_MANIFEST = (ValueError, TypeError, KeyError, AttributeError)

_logger = logging.getLogger(__name__)


class State(StrEnum):
    """What stands in a folder's place."""

    GOOD = "good"
    ABSENT = "absent"
    STALE = "stale"  # whole, but made from something else
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of a folder; `detail` names the entries of the key or the files to blame, and says why."""

    state: State
    detail: str = ""


def examine(folder: Path, key: Key) -> Finding:
    """Whether `folder` holds what was published under `key`; every byte is read and compared.

    Files that the manifest does not name are left out of account, and what cannot be read counts as damaged.
    Raises OSError where not even the folder's parent may be looked into.
    """
    if not folder.exists():
        return Finding(State.ABSENT)
    try:
        manifest = _manifest(folder)
        found = {"format_version": manifest["format_version"], **manifest["key"]}
        wanted = {"format_version": FORMAT_VERSION, **key}
        if changed := sorted({name for name, _ in found.items() ^ wanted.items()}):
            details = (f"{name}: {found.get(name)!r} there, {wanted.get(name)!r} wanted" for name in changed)
            return Finding(State.STALE, "; ".join(details))
        faults = _faults(folder, manifest)
    except OSError as error:
        return Finding(State.DAMAGED, f"{MANIFEST}: {error.strerror}")
    except _NO_MANIFEST as error:
        return Finding(State.DAMAGED, f"{MANIFEST}: not as it was written ({error})")
    return Finding(State.DAMAGED, "; ".join(faults)) if faults else Finding(State.GOOD)


def whole(folder: Path) -> Key | None:
    """The key under which `folder` was published, if every byte of it is as it was; else None."""
    try:
        manifest = _manifest(folder)
        current = manifest["format_version"] == FORMAT_VERSION
        return dict(manifest["key"]) if current and not _faults(folder, manifest) else None
    except (OSError, *_NO_MANIFEST):
        return None


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return manifest


def _faults(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    return [f"{name}: {why}" for name, seal in manifest["files"].items() if (why := _fault(folder / name, **seal))]


def publish(folder: Path, key: Key, write: Callable[[Path], None]) -> None:
    """Put in place of `folder` what `write(temporary)` leaves in the empty folder that it is given.

    Readers see the old folder, for a moment none, then the new one, never a part of one. What `write` raises
    goes through, and the old folder stays. Raises OSError where the folder cannot be written.
    """
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file where a folder should be")
    with _only_writer(folder):
        # Whoever held the lock before may have done the work.
        if examine(folder, key).state is not State.GOOD:
            _replace(folder, key, write)


def _replace(folder: Path, key: Key, write: Callable[[Path], None]) -> None:
    new, old = (folder.with_name(f".{folder.name}.{role}") for role in ("new", "old"))
    for leftover in (new, old):  # of a writer that died
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        new.mkdir()
        write(new)
        _seal(new, key)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        _flush(folder.parent)
    finally:
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    lock = FileLock(folder.with_name(f".{folder.name}.lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        _logger.warning("Waiting for another process that is writing %s", folder)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _seal(folder: Path, key: Key) -> None:
    """Write the manifest of what lies in `folder`, behind everything that it vouches for."""
    inside = sorted(folder.rglob("*"))
    files = {path.relative_to(folder).as_posix(): _sealed(path) for path in inside if path.is_file()}
    manifest: dict[str, Any] = {"format_version": FORMAT_VERSION, "key": dict(key), "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    for path in inside:
        _flush(path)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    _flush(folder / MANIFEST)
    _flush(folder)


def _sealed(path: Path) -> dict[str, int | str]:
    return {"size": path.stat().st_size, "sha256": file_sha256(path)}


def _fault(path: Path, *, size: int, sha256: str) -> str | None:
    try:
        if (found := path.stat().st_size) != size:
            return f"{found} bytes instead of {size}"
        return None if file_sha256(path) == sha256 else "checksum differs"
    except OSError as error:
        return str(error.strerror)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, as a hex digest."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Have the system write a file or a folder to disk, so that a rename cannot overtake what it names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
