"""The files that clippings can be taken away in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from qa.chat.clippings.as_csv import to_csv
from qa.chat.clippings.as_docx import to_docx
from qa.chat.clippings.as_markdown import to_markdown
from qa.chat.clippings.clipping import Clippings
from qa.chat.wording import Wording

Writer = Callable[[Clippings, Wording, date], bytes]


class Format(NamedTuple):
    """A kind of file: what it is called, how its names end, its media type, and what writes it."""

    name: str
    suffix: str
    media_type: str
    write: Writer


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS: Mapping[str, Format] = {
    "markdown": Format("Markdown", "md", "text/markdown;charset=utf-8", to_markdown),
    "csv": Format("CSV", "csv", "text/csv;charset=utf-8", to_csv),
    "docx": Format("DOCX", "docx", _WORD, to_docx),
}
