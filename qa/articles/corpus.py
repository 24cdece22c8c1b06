"""A folder of files → the corpus: every article of every file that can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa.articles.article import Article, SourceFile
from qa.articles.assembly import Dropped
from qa.articles.folder import look_into
from qa.articles.formats.kept import KeptTexts
from qa.articles.formats.sandbox import Limits, Sandbox
from qa.articles.parsing import parse_file
from qa.articles.source import Source, SourceReader
from qa.articles.unreadable import UnreadableError
from qa.errors import CorpusError

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a folder, in order of file name and of print.

    `sidecars` are the files that describe articles. `skipped` holds name and reason of every file that could not be
    read, `remarks` name and sentence of every one of which a part could not, `others` how many files of further endings
    there are, `dropped` what no paragraph holds of those that could. `sha256` is the hex digest over names and file
    hashes: it changes whenever an article does.
    """

    articles: tuple[Article, ...] = field(repr=False)
    files: tuple[SourceFile, ...]
    sidecars: tuple[SourceFile, ...]
    skipped: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    others: Mapping[str, int]
    dropped: tuple[Dropped, ...] = field(repr=False)
    sha256: str


def read_corpus(folder: Path, *, texts: KeptTexts | None = None, aside: Path | None = None) -> Corpus:
    """Read every article file below `folder` (the formats are in `formats.registry`), hidden ones and README.md aside.

    What lies in the folder `aside` is left out, wherever that is.
    A file that cannot be read, for whatever reason, is skipped and reported in `Corpus.skipped`; the rest goes in. What
    is extracted from files that are no plain text is kept in `texts`, if given.
    Raises CorpusError if the folder is missing, holds no such file, or none that can be read, and IndexStoreError if
    `texts` cannot be written.
    """
    contents = look_into(folder, aside)
    refused = [(name, f"{name} is not read: {reason}") for name, reason in contents.refused]
    names = {name: name for name in contents.articles}
    corpus = read_files(folder, names, sidecars=contents.sidecars, texts=texts)
    skipped = tuple(sorted([*refused, *corpus.skipped]))
    if not corpus.files:
        reasons = "; ".join(reason for _, reason in skipped[:3])
        raise CorpusError(f"nothing in {folder} can be read: {reasons}; put newspaper articles there as UTF-8 text")
    return replace(corpus, skipped=skipped, others=contents.others)


def read_files(
    folder: Path,
    names: Mapping[str, str],
    *,
    sidecars: Mapping[str, str] | None = None,
    texts: KeptTexts | None = None,
    limits: Limits | None = None,
    about: Callable[[Source | None], None] = lambda source: None,
) -> Corpus:
    """Read those files of a folder, by their names there; each goes by the name that `names` gives it.

    `sidecars` are the files that describe some of them, `limits` hold for whatever is no plain text. `about` is told
    each file before it is cut into articles, None for one that cannot be read; what it raises ends the reading. A
    corpus may come of it that holds nothing. Raises IndexStoreError if `texts` cannot be written.
    """
    files: list[SourceFile] = []
    described: dict[str, SourceFile] = {}
    articles: list[Article] = []
    dropped: list[Dropped] = []
    remarks: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    with Sandbox(limits or Limits()) as sandbox:
        reader = SourceReader(folder, sandbox, texts)
        for path, name in names.items():
            try:
                source = reader.read(path, (sidecars or {}).get(path), called=name)
            except (UnreadableError, CorpusError, OSError) as error:
                about(None)
                skipped.append((name, _reason(name, error)))
                continue
            about(source)
            parsed = parse_file(source.file, source.parts)
            if not parsed.articles:
                skipped.append((name, f"{name} is empty"))
                continue
            files.append(source.file)
            described |= {source.sidecar.name: source.sidecar} if source.sidecar else {}
            articles += parsed.articles
            dropped += parsed.dropped
            remarks += [(name, remark) for remark in source.remarks]
    return Corpus(
        tuple(articles),
        tuple(files),
        tuple(described.values()),
        tuple(sorted(skipped)),
        tuple(remarks),
        {},
        tuple(dropped),
        _digest([*files, *described.values()]),
    )


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


def _reason(name: str, error: Exception) -> str:
    if isinstance(error, CorpusError):
        return str(error)
    return f"{name} cannot be read: {error.strerror if isinstance(error, OSError) else error}"


def _digest(files: Iterable[SourceFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        hashes = f"{file.sha256}\0{file.text_sha256}" if file.text_sha256 else file.sha256
        digest.update(f"{file.name}\0{hashes}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
