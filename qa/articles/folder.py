"""A folder of articles as it lies on disk: what is in it, and the bytes of its files. Nothing outside of it is read."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from qa.articles.declarations import SIDECAR_SUFFIXES
from qa.articles.formats.registry import advice, is_read
from qa.articles.unreadable import UnreadableError
from qa.errors import CorpusError

LARGEST_FILE = 512 * 1024 * 1024
# It describes the folder, and is no article of it.
_DESCRIPTION = "readme.md"
# A link is opened as itself, a pipe that nobody writes to is not waited for; Windows knows neither.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_IS_LINK = "it is a symbolic link, which might lead out of the folder; put there what it points to"


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in a folder, by names relative to it, with forward slashes.

    `articles` are the files to be read, in order, `sidecars` the file that describes one of them, by its name.
    `refused` holds name and reason of what may hold articles and is not read, `others` how many files there are of
    every further ending.
    """

    articles: tuple[str, ...]
    sidecars: Mapping[str, str]
    refused: tuple[tuple[str, str], ...]
    others: Mapping[str, int]


def look_into(folder: Path, aside: Path | None = None) -> Contents:
    """Sort the files below `folder`, hidden ones, README.md and a folder `aside` left out; links are not followed.

    Raises CorpusError if there is no such folder, it may not be read, or holds nothing that might be an article.
    """
    if not folder.is_dir():
        raise CorpusError(f"there is no folder {folder}; name one that holds articles as .txt or .md files")
    seen = _walk(folder, aside.resolve() if aside else None)
    articles = tuple(sorted(name for name in seen.files if is_read(name)))
    sidecars = _sidecars(articles, seen.files)
    rest = seen.files.difference(articles, sidecars.values())
    refused = seen.refused | {name: reason for name in rest if (reason := advice(name))}
    others = Counter(PurePosixPath(name).suffix.lower() for name in rest.difference(refused))
    if not articles and not refused:
        raise CorpusError(f"the folder {folder} holds no articles; put .txt or .md files there, one or more to a file")
    return Contents(articles, sidecars, tuple(sorted(refused.items())), dict(sorted(others.items())))


def read_bytes(path: Path) -> bytes:
    """The bytes of an ordinary file; neither a link in its place is followed nor a pipe waited for.

    Raises UnreadableError for anything else and for a file that is too large, OSError if it may not be read.
    """
    try:
        handle = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnreadableError(_IS_LINK) from error
        raise
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UnreadableError("it is no ordinary file")
        raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise UnreadableError(f"it is larger than {LARGEST_FILE // 1024**2} MiB; split it")
    return raw


@dataclass(slots=True)
class _Seen:
    files: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


def _walk(folder: Path, aside: Path | None) -> _Seen:
    """Every visible file below the folder, and the links and folders that are not gone into."""
    seen = _Seen()
    whole = folder.resolve()
    waiting = [PurePosixPath()]
    while waiting:
        inside = waiting.pop()
        try:
            entries = list(os.scandir(folder / inside))
        except OSError as error:
            if not inside.name:
                raise CorpusError(
                    f"the folder {folder} cannot be read: {error.strerror}; check its permissions"
                ) from error
            seen.refused[f"{inside}/"] = error.strerror or str(error)
            continue
        for entry in entries:
            left_out = entry.name.startswith(".") or entry.name.lower() == _DESCRIPTION
            if not left_out and whole / inside / entry.name != aside:
                waiting += _sorted_in(entry, inside / entry.name, seen)
    return seen


def _sorted_in(entry: os.DirEntry[str], path: PurePosixPath, seen: _Seen) -> list[PurePosixPath]:
    """Put an entry into `seen`; a folder comes back, to be gone into."""
    name = path.as_posix()
    try:
        if entry.is_symlink() and (is_read(name) or entry.is_dir()):
            seen.refused[name] = _IS_LINK
        elif entry.is_dir(follow_symlinks=False):
            return [path]
        else:
            seen.files.add(name)
    except OSError as error:  # a link that leads to itself
        seen.refused[name] = error.strerror or str(error)
    return []


def _sidecars(articles: tuple[str, ...], files: set[str]) -> dict[str, str]:
    """The sidecar of each article that has one: a.pdf.yaml before a.yaml."""
    found: dict[str, str] = {}
    for name in articles:
        stems = (name, str(PurePosixPath(name).with_suffix("")))
        named = (stem + suffix for stem in stems for suffix in SIDECAR_SUFFIXES)
        if sidecar := next((one for one in named if one in files), None):
            found[name] = sidecar
    return found
