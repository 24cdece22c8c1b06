"""A folder of files that is written whole or not at all, with a checksum for each file.

    publish(folder, key, write)     lock → temporary sibling → files → manifest → fsync → rename
    examine(folder, key)            manifest → key → sizes → checksums, without a lock
    read(folder, key, load)         the same, and then what `load` makes of it: all of one folder, never of two
    whole(folder)                   the key of what lies there, if every byte of it is as it was sealed

The key says what the files were made from. One process writes at a time; whoever waited for the lock and then
finds what it wanted in place writes nothing. The stamp of a folder tells it from whatever is put in its place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from embeddings.only_writer import only_writer

MANIFEST = "manifest.json"
FORMAT_VERSION = 1

Key = Mapping[str, str | int | float | bool]
Stamp = tuple[int, ...]
T = TypeVar("T")

# What a manifest that was tampered with brings up.
_NO_MANIFEST = (ValueError, TypeError, KeyError, AttributeError)


class OvertakenError(Exception):
    """Another process has put something else in place of a folder since it was looked at."""


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


def stamp(folder: Path) -> Stamp | None:
    """What tells a published folder from the one that is put in its place; None where there is none."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def check_not_overtaken(folder: Path, seen: Stamp | None) -> None:
    """Raise OvertakenError where another folder than the one with the stamp `seen` is in place by now."""
    if stamp(folder) != seen:
        raise OvertakenError(f"another process has put something else in place of {folder}")


def read(folder: Path, key: Key, load: Callable[[Path], T]) -> T | Finding:
    """What `load(folder)` makes of the folder that was published under `key`, or why it is not good.

    Where another process exchanges the folder meanwhile it is examined and loaded again: `load` takes everything into
    memory, and what it raises over a folder that was exchanged under it is of no account.
    """
    while True:
        before = stamp(folder)
        finding = examine(folder, key)
        try:
            found = load(folder) if finding.state is State.GOOD else finding
        except Exception:
            if before and stamp(folder) == before:
                raise
        else:
            if stamp(folder) == before and (before or found is finding):
                return found


def publish(folder: Path, key: Key, write: Callable[[Path], None]) -> None:
    """Put in place of `folder` what `write(temporary)` leaves in the empty folder that it is given.

    Readers see the old folder, for a moment none, then the new one, never a part of one. What `write` raises
    goes through, and the old folder stays. Raises OSError where the folder cannot be written.
    """
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file where a folder should be")
    with only_writer(folder):
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
