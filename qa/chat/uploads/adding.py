"""Files of a reader → articles on a shelf that can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from qa.articles.corpus import Corpus, read_files
from qa.articles.formats.kept import KeptTexts
from qa.articles.formats.registry import FORMATS, TEXT_FORMATS, advice, is_read
from qa.articles.formats.sandbox import Limits
from qa.articles.source import Source
from qa.chat.uploads.names import display_name
from qa.chat.uploads.sent import MOST_ARTICLES, MOST_CHARACTERS, Problem, RefusedError, Sent
from qa.chat.uploads.shelf import Holding, Progress, Shelf

if TYPE_CHECKING:
    from qa.archive import Archive

ENDINGS = (*TEXT_FORMATS, *FORMATS)
UNSENT = "the browser cannot read it"
# For one file, in the child process that takes it apart: a reader waits for it, and so do others.
_LIMITS = Limits(memory=512 * 1024**2, seconds=30, output=16 * 1024**2)


def add(shelf: Shelf, files: Sequence[Sent], archive: Archive) -> None:
    """Put files onto a shelf that is `adding`, and index what is there, with the models of `archive`.

    What cannot be read is named in the shelf's `holding`, the rest goes in. Raises RefusedError where that would be
    more than is taken, StoppedError where nobody waits for it any more, and QAError or OSError where it cannot be
    kept; the shelf is then as it was.
    """
    with _written(shelf, files) as (names, left_out):
        before = shelf.holding
        corpus = _read(shelf, {**before.names, **names})
        unread = {name for name, _ in corpus.skipped}
        kept = {path: name for path, name in {**before.names, **names}.items() if name not in unread}
        own = before.archive
        if unread.issuperset(names.values()):
            kept = dict(before.names)
        else:
            own = archive.open_beside(corpus, shelf.folder, lambda done, total: _indexed(shelf, done, total))
        size = sum((shelf.articles / path).stat().st_size for path in kept)
        shelf.hold(Holding(kept, size, own, (*left_out, *corpus.skipped)))


@contextmanager
def _written(shelf: Shelf, files: Sequence[Sent]) -> Iterator[tuple[dict[str, str], list[tuple[str, str]]]]:
    """The names of the files by those under which they are on the disk now, and the others with the reason.

    Behind it those of them are deleted that the shelf does not hold.
    """
    names: dict[str, str] = {}
    left_out: list[tuple[str, str]] = []
    taken = [*shelf.holding.names.values()]
    first = 1 + max((int(PurePath(path).stem) for path in shelf.holding.names), default=0)
    shelf.articles.mkdir(exist_ok=True)
    try:
        for number, (given, content) in enumerate(files, first):
            taken.append(name := display_name(given, taken))
            if content is None or not is_read(name):
                left_out.append((name, UNSENT if content is None else _not_read(name)))
                continue
            path = f"{number}{_ending(name)}"
            names[path] = name
            (shelf.articles / path).write_bytes(content)
        yield names, left_out
    finally:
        for path in names.keys() - shelf.holding.names.keys():
            (shelf.articles / path).unlink(missing_ok=True)


def _ending(name: str) -> str:
    """The ending of a file, as this module writes it: nothing of what was sent becomes a part of a path."""
    return next(ending for ending in ENDINGS if ending == PurePath(name).suffix.lower())


def _not_read(name: str) -> str:
    return advice(name) or f"{PurePath(name).suffix.lower() or name} files are not read"


def _read(shelf: Shelf, names: dict[str, str]) -> Corpus:
    """The corpus of the files; raises RefusedError as soon as they hold more than is taken."""
    done = articles = characters = 0

    def about(source: Source | None) -> None:
        nonlocal done, articles, characters
        done += 1
        shelf.told(Progress("reading", done, len(names)))
        if source:
            articles += len(source.parts)
            characters += len(source.file.text)
            _check(articles, characters)

    shelf.told(Progress("reading", 0, len(names)))
    corpus = read_files(shelf.articles, names, texts=KeptTexts(shelf.folder / "texts"), limits=_LIMITS, about=about)
    _check(len(corpus.articles), characters)
    return corpus


def _check(articles: int, characters: int) -> None:
    if articles > MOST_ARTICLES:
        raise RefusedError(Problem.TOO_MANY_ARTICLES, count=articles, most=MOST_ARTICLES)
    if characters > MOST_CHARACTERS:
        raise RefusedError(Problem.TOO_MUCH_TEXT, most=MOST_CHARACTERS)


def _indexed(shelf: Shelf, done: int, total: int) -> None:
    shelf.told(Progress("indexing", done, total))
