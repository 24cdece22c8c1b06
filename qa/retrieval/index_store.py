"""The folder on disk that holds an index: published whole, verified before it is read.

    publish(folder, key, write)     files and a manifest with key and checksums, put in place at once
    verified(folder, key)           good, absent, stale or damaged, and what is to blame
    read(folder, key, load)         what `load` makes of it where it is good: all of one index, never of two

The key tells what the index was made from: corpus, model, passage settings, versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from embeddings import sealed_folder
from embeddings.sealed_folder import Finding, Key, OvertakenError, Stamp, State, check_not_overtaken, stamp
from qa.errors import IndexStoreError

__all__ = [
    "Finding",
    "Key",
    "OvertakenError",
    "Stamp",
    "State",
    "check_not_overtaken",
    "publish",
    "read",
    "stamp",
    "verified",
]
T = TypeVar("T")


def publish(folder: Path, key: Key, write: Callable[[Path], None]) -> None:
    """Put in place of `folder` the files that `write(temporary)` leaves in the empty folder that it is given.

    Of several processes one writes at a time, and those that find the index in place when their turn comes
    write nothing: work that takes long belongs into `write`, and so does `check_not_overtaken`. Raises
    IndexStoreError where the folder cannot be written.
    """
    try:
        sealed_folder.publish(folder, key, write)
    except OSError as error:
        raise IndexStoreError(
            f"The index cannot be written to {folder}: {error.strerror or error}. "
            "Name another cache folder, one that may be written and has space left."
        ) from error


def verified(folder: Path, key: Key) -> Finding:
    """The state of the index in `folder`; anything but `State.GOOD` calls for `publish`.

    Every byte is compared with the manifest. Where the index is stale the finding names the entries of the
    key that differ, where it is damaged the files. Raises IndexStoreError where the folder may not be looked
    into.
    """
    with _readable(folder):
        return sealed_folder.examine(folder, key)


def read(folder: Path, key: Key, load: Callable[[Path], T]) -> T | Finding:
    """What `load(folder)` makes of a good index, else the finding, as from `verified`.

    `load` takes everything into memory; it is called again where another process exchanges the index meanwhile.
    Raises what `load` raises over an index that stays, and IndexStoreError where the folder may not be looked into.
    """
    with _readable(folder):
        return sealed_folder.read(folder, key, load)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IndexStoreError(
            f"The index in {folder} cannot be read: {error.strerror or error}. Name another cache folder."
        ) from error
