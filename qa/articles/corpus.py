"""A folder of files → the corpus: every article of every file that can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from qa.articles.article import Article, SourceFile
from qa.articles.assembly import Dropped
from qa.articles.decoding import decode_file
from qa.articles.parsing import parse_file
from qa.errors import CorpusError

SUFFIXES = (".txt", ".md")
# It describes the folder, and is no article of it.
_DESCRIPTION = "readme.md"
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a folder, in order of file name and of print.

    `skipped` holds name and reason of every file that could not be read, `dropped` what no paragraph holds of those
    that could, `sha256` the hex digest over names and file hashes: it changes whenever an article does.
    """

    articles: tuple[Article, ...] = field(repr=False)
    files: tuple[SourceFile, ...]
    skipped: tuple[tuple[str, str], ...]
    dropped: tuple[Dropped, ...] = field(repr=False)
    sha256: str


def read_corpus(folder: Path) -> Corpus:
    """Read every .txt and .md file below `folder`, hidden ones and README.md aside.

    A file that is no text, empty, or may not be read is skipped and reported in `Corpus.skipped`; the rest goes in.
    Raises CorpusError if the folder is missing, holds no such file, or none that can be read.
    """
    names = _article_names(folder)
    files: list[SourceFile] = []
    articles: list[Article] = []
    dropped: list[Dropped] = []
    skipped: list[tuple[str, str]] = []
    for name in names:
        try:
            file = decode_file(name, (folder / name).read_bytes())
        except (CorpusError, OSError) as error:
            skipped.append((name, _reason(name, error)))
            continue
        parsed = parse_file(file)
        if not parsed.articles:
            skipped.append((name, f"{name} is empty"))
            continue
        files.append(file)
        articles += parsed.articles
        dropped += parsed.dropped
    if not files:
        reasons = "; ".join(reason for _, reason in skipped[:3])
        raise CorpusError(f"nothing in {folder} can be read: {reasons}; put newspaper articles there as UTF-8 text")
    return Corpus(tuple(articles), tuple(files), tuple(skipped), tuple(dropped), _digest(files))


def seeds_folder() -> Path:
    """The articles that ship: `qa/seeds` where the wheel is installed, `seeds` beside `qa` in a checkout.

    Raises CorpusError naming both if neither is there.
    """
    places = (_PACKAGE / "seeds", _PACKAGE.parent / "seeds")
    for place in places:
        if place.is_dir():
            return place
    raise CorpusError(
        f"the articles that ship are in neither {places[0]} nor {places[1]}; install the package again, "
        "or name a folder of articles of your own"
    )


def _article_names(folder: Path) -> list[str]:
    """Names relative to the folder, with forward slashes, sorted."""
    if not folder.is_dir():
        raise CorpusError(f"there is no folder {folder}; name one that holds articles as .txt or .md files")
    try:
        paths = [path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
    except OSError as error:
        raise CorpusError(f"the folder {folder} cannot be read: {error.strerror}; check its permissions") from error
    names = sorted(path.as_posix() for path in paths if _is_article(folder, path))
    if not names:
        raise CorpusError(f"the folder {folder} holds no articles; put .txt or .md files there, one or more to a file")
    return names


def _is_article(folder: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.name.lower() != _DESCRIPTION and (folder / path).is_file()


def _reason(name: str, error: Exception) -> str:
    return f"{name} cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)


def _digest(files: Iterable[SourceFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0{file.sha256}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
