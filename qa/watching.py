"""A folder of articles is followed: whatever changes in it goes into the index, and is told."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import typer
from watchfiles import Change as Kind
from watchfiles import watch

from qa.answers.contract import SCHEMA_VERSION
from qa.archive import Archive
from qa.articles.article import Article
from qa.chat.terminal import shown
from qa.errors import CorpusError, QAError
from qa.output import json_line

# A file that is copied is written in many steps: so long, in milliseconds, nothing has changed before it is read, and
# so long a folder that never rests is waited for at most.
_QUIET, _LONGEST = 300, 5_000
_FIRST_LOOK = 500  # milliseconds until what has changed before the watching began is looked for
_NAMED = 5  # files that a line names of each kind

Files = dict[str, tuple[Article, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the files of a folder, by name, and in how many seconds the index was brought up to date.

    `renamed` are pairs of an old and a new name for the same content; `skipped` and `remarks` are those that are new:
    (name, reason), (name, sentence).
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    seconds: float


def print_changes(archive: Archive, cache: Path, *, as_json: bool) -> None:
    """Print what becomes of the archive whenever something changes in its folder, a line each, until interrupted.

    What lies in the folder `cache` counts as nothing. Raises CorpusError when the folder is gone.
    """
    for change in follow(archive, changes_in(archive.corpus_folder, cache)):
        if isinstance(change, QAError):
            typer.echo(f"yuanju: {change}", err=True)
        else:
            typer.echo(json_line(change_to_dict(change)) if as_json else change_line(change))


def changes_in(folder: Path, cache: Path) -> Iterator[object]:
    """Something at first, and then whenever a file of the folder has changed that may be an article; it never ends.

    Hidden files are none, and those in the cache are not. Raises CorpusError where the folder cannot be watched, and
    KeyboardInterrupt when the user ends it.
    """
    whole, aside = folder.resolve(), cache.resolve()

    def matters(_: Kind, path: str) -> bool:
        name = Path(path)
        hidden = any(part.startswith(".") for part in name.relative_to(whole).parts)
        return not hidden and not name.is_relative_to(aside)

    found = watch(
        whole, watch_filter=matters, step=_QUIET, debounce=_LONGEST, rust_timeout=_FIRST_LOOK, yield_on_timeout=True
    )
    try:
        yield next(found)
    except (OSError, RuntimeError) as error:  # the second is what goes wrong in the library itself
        raise CorpusError(
            f"{folder} cannot be watched ({error}); where the system does not tell of changes, or of no more than it "
            "tells of already, set WATCHFILES_FORCE_POLLING=1"
        ) from error
    yield from filter(None, found)


def follow(archive: Archive, changes: Iterable[object]) -> Iterator[Change | QAError]:
    """What each of the changes made of the archive; nothing for those that leave its articles as they were.

    An error is given and not raised, as long as the folder is there: the index stays, and the next change may mend it.
    """
    for _ in changes:
        began = time.monotonic()
        try:
            newer = archive.reopened()
        except QAError as error:
            if not archive.corpus_folder.is_dir():
                raise
            yield error
            continue
        if newer is not archive:
            change, archive = _difference(archive, newer, time.monotonic() - began), newer
            if any((*asdict(change).values(),)[:-1]):
                yield change


def change_to_dict(change: Change) -> dict[str, Any]:
    """A change as JSON data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "added": list(change.added),
        "changed": list(change.changed),
        "removed": list(change.removed),
        "renamed": [{"from": old, "to": new} for old, new in change.renamed],
        "skipped": [{"file": name, "reason": reason} for name, reason in change.skipped],
        "remarks": [{"file": name, "remark": remark} for name, remark in change.remarks],
        "seconds": round(change.seconds, 1),
    }


def change_line(change: Change) -> str:
    """A change on one line; control characters in the names of files are shown as escapes."""
    kinds = {
        "added": change.added,
        "changed": change.changed,
        "removed": change.removed,
        "renamed": [f"{old} to {new}" for old, new in change.renamed],
        "skipped": [f"{name} ({reason})" for name, reason in change.skipped],
        "read in part": [f"{name} ({remark})" for name, remark in change.remarks],
    }
    told = [f"{kind} {_listed(names)}" for kind, names in kinds.items() if names]
    return " ".join(shown(f"{'; '.join(told)}; {change.seconds:.1f} s").splitlines())


def _listed(names: Iterable[str]) -> str:
    first, *others = names
    named = [first, *others[: _NAMED - 1]]
    more = len(others) + 1 - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _difference(before: Archive, after: Archive, seconds: float) -> Change:
    old, new = _files(before), _files(after)
    added, removed = ([name for name in one if name not in other] for one, other in ((new, old), (old, new)))
    renamed = _renamed({name: old[name] for name in removed}, {name: new[name] for name in added})
    return Change(
        added=tuple(name for name in added if name not in renamed.values()),
        changed=tuple(name for name in new if name in old and old[name] != new[name]),
        removed=tuple(name for name in removed if name not in renamed),
        renamed=tuple(renamed.items()),
        skipped=tuple(one for one in after.skipped if one not in before.skipped),
        remarks=tuple(one for one in after.remarks if one not in before.remarks),
        seconds=seconds,
    )


def _files(archive: Archive) -> Files:
    """The articles of each file."""
    return {name: tuple(inside) for name, inside in groupby(archive.articles, lambda one: one.file.name)}


def _renamed(removed: Files, added: Files) -> dict[str, str]:
    """The new name of each file that is gone and whose bytes are there under another one."""
    by_content: dict[str, list[str]] = {}
    for name, articles in added.items():
        by_content.setdefault(articles[0].file.sha256, []).append(name)
    renamed = {}
    for name, articles in removed.items():
        if same := by_content.get(articles[0].file.sha256):
            renamed[name] = same.pop(0)
    return renamed
