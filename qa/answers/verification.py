"""Proof that offsets hold: every file as it was read, every passage and citation its slice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from qa.answers.answer import Answer, Citation
from qa.articles.article import SourceFile
from qa.articles.folder import read_bytes
from qa.articles.formats.kept import KeptTexts
from qa.articles.reading import Reading
from qa.articles.unreadable import UnreadableError
from qa.retrieval.hits import Passage


def changed_files(folder: Path, files: Iterable[SourceFile]) -> list[str]:
    """Files that are gone from `folder`, or whose bytes are no longer those that were read."""
    return [problem for file in files if (problem := _change(folder / file.name, file))]


def changed_texts(texts: KeptTexts, files: Iterable[SourceFile]) -> list[str]:
    """Files whose extracted text is no longer kept as it was read: nobody can check a quote of theirs."""
    return [
        f"{file.name}: the text that was extracted from it is gone or has changed; index the folder again"
        for file in files
        if file.text_sha256 and texts.hash_of(file.sha256, file.format) != file.text_sha256
    ]


def broken_passages(passages: Iterable[Passage]) -> list[str]:
    """Passages of which a character does not stand in its file where it says."""
    return [
        f"{passage.article.file.name}: the passage at {passage.start} to {passage.end} is not what the file holds there"
        for passage in passages
        if not holds(passage.article.file.text, passage.reading)
    ]


def broken_citations(answer: Answer) -> list[str]:
    """Citations of which a character is not what the passage read there, or that begin or end outside of it."""
    return [
        f"{citation.article.file.name}: the quote at {citation.start} to {citation.end} is not what the file holds"
        for citation in (*answer.cited, *answer.pointers)
        if not _cites(citation)
    ]


def holds(source: str, reading: Reading) -> bool:
    """Whether every piece of a reading is the slice of the file that it claims to be."""
    return all(source[start:end] == reading.text[at : at + end - start] for at, start, end in reading.pieces)


def _cites(citation: Citation) -> bool:
    """The passage's text, read when the file was, is the witness: a quote is a slice and agrees with itself always."""
    reading = citation.passage.reading
    edges = (citation.start, citation.end - 1, citation.answer_start, citation.answer_end - 1)
    read = all(any(start <= edge < end for _, start, end in reading.pieces) for edge in edges)
    return read and holds(citation.article.file.text, reading)


def _change(path: Path, file: SourceFile) -> str | None:
    try:
        digest = hashlib.sha256(read_bytes(path)).hexdigest()
    except OSError as error:
        return f"{file.name}: cannot be read any more ({error.strerror or error})"
    except UnreadableError as error:
        return f"{file.name}: cannot be read any more ({error})"
    return None if digest == file.sha256 else f"{file.name}: has changed since it was indexed"
