"""The folder on disk that holds an index: published whole, verified before it is read.

    publish(folder, key, write)     files and a manifest with key and checksums, put in place at once
    verified(folder, key)           good, absent, stale or damaged, and what is to blame

The key tells what the index was made from: corpus, model, passage settings, versions.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from embeddings import sealed_folder
from embeddings.sealed_folder import Finding, Key, State
from qa.errors import IndexStoreError

__all__ = ["Finding", "Key", "State", "publish", "verified"]


def publish(folder: Path, key: Key, write: Callable[[Path], None]) -> None:
    """Put in place of `folder` the files that `write(temporary)` leaves in the empty folder that it is given.

    Of several processes one writes at a time, and those that find the index in place when their turn comes
    write nothing: work that takes long belongs into `write`. Raises IndexStoreError where the folder cannot
    be written.
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
    try:
        return sealed_folder.examine(folder, key)
    except OSError as error:
        raise IndexStoreError(
            f"The index in {folder} cannot be read: {error.strerror or error}. Name another cache folder."
        ) from error
