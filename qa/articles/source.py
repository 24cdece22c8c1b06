"""A file of the corpus → its text, where its articles stand in it, and what is known of them besides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from qa.articles.article import SourceFile
from qa.articles.declarations import front_matter, sidecar, with_sidecar
from qa.articles.decoding import decode_file
from qa.articles.folder import read_bytes
from qa.articles.formats.extracted import Extracted
from qa.articles.formats.kept import KeptTexts
from qa.articles.formats.registry import FORMATS, format_of, misnamed
from qa.articles.formats.sandbox import Sandbox
from qa.articles.parts import Part
from qa.articles.reading import Span
from qa.articles.unreadable import UnreadableError
from qa.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Source:
    """A file that could be read; `remarks` say what of it, or of its `sidecar`, could not."""

    file: SourceFile
    parts: tuple[Part, ...]
    remarks: tuple[str, ...] = ()
    sidecar: SourceFile | None = None


class SourceReader:
    """Reads the files of one folder; what is not plain text in a child process.

    `kept` is where extracted texts are kept; None to keep none.
    """

    def __init__(self, folder: Path, sandbox: Sandbox, kept: KeptTexts | None) -> None:
        self._folder = folder
        self._sandbox = sandbox
        self._kept = kept

    def read(self, path: str, sidecar_name: str | None = None, *, called: str | None = None) -> Source:
        """Read a file and the sidecar that describes it; it goes by its name in the folder, or as it is `called`.

        Raises UnreadableError or CorpusError with the reason if the file has no text, OSError if it may not be read. A
        sidecar that cannot be read is no more than a remark.
        """
        name = called or path
        raw = read_bytes(self._folder / path)
        if not raw:
            raise CorpusError(f"{name} is empty")
        if wrong := misnamed(name, raw):
            raise UnreadableError(wrong)
        source = self._extracted(name, raw) if format_of(name) in FORMATS.values() else _plain(name, raw)
        return self._described(source, sidecar_name) if sidecar_name else source

    def _extracted(self, name: str, raw: bytes) -> Source:
        format_name, sha256 = format_of(name), hashlib.sha256(raw).hexdigest()

        def extract() -> Extracted:
            return self._sandbox.extract(format_name, raw)

        extracted = self._kept.text_of(sha256, format_name, extract) if self._kept else extract()
        file = SourceFile(
            name, extracted.text, sha256, extracted.encoding, format_name, extracted.text_sha256, extracted.pages
        )
        return Source(file, extracted.parts or _whole(extracted.text), extracted.left_out)

    def _described(self, source: Source, name: str) -> Source:
        """The source with what its sidecar declares."""
        try:
            described_by = decode_file(name, read_bytes(self._folder / name))
            known = sidecar(described_by.text)
        except (UnreadableError, CorpusError, ValueError, OSError) as error:
            return replace(source, remarks=(*source.remarks, f"{name}, which describes it, is not read: {_why(error)}"))
        alone = len(source.parts) == 1
        parts = tuple(with_sidecar(part, known, alone=alone) for part in source.parts)
        return replace(source, parts=parts, sidecar=described_by)


def _plain(name: str, raw: bytes) -> Source:
    file = replace(decode_file(name, raw), format=format_of(name))
    part, remark = front_matter(file.text)
    return Source(file, (part,), (remark,) if remark else ())


def _whole(text: str) -> tuple[Part, ...]:
    return (Part(Span(0, len(text))),)


def _why(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
