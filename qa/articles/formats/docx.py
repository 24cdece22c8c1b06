"""DOCX: every paragraph of the text, tables and text boxes included, headings behind Markdown's marks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from qa.articles.formats.extracted import Extracted
from qa.articles.unreadable import UnreadableError

# What a document unpacks to; a newspaper's year of text is far less.
_MOST_BYTES = 200_000_000
_DEEPEST_HEADING = 6
# Cells that hold no more than this are put on one line; longer ones are columns of a page.
_LONGEST_CELL = 60
# Word keeps a second copy of a text box for older programs.
_PARAGRAPHS = ".//w:p[not(ancestor::*[local-name()='Fallback'])]"
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def extract(raw: bytes) -> Extracted:
    """The text in the order of the file; the rules for newspaper pages cut it into articles.

    Author and date in the file's properties are left out of account: they are those of the typist and of the saving.
    Raises UnreadableError for a file that is locked, unpacks to too much, or holds no text.
    """
    _check_size(raw)
    document = Document(io.BytesIO(raw))
    text = "\n\n".join(_lines(document))
    if not text.strip():
        raise UnreadableError("it holds no text; if it holds pictures of text, turn them into text first (OCR)")
    return Extracted(text)


def _check_size(raw: bytes) -> None:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("it is encrypted or an old DOC file; save it as DOCX without a password")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(entry.file_size for entry in packed.infolist())
    if size > _MOST_BYTES:
        raise UnreadableError(f"it unpacks to {size:,} bytes; more than {_MOST_BYTES:,} are not read")


def _lines(document: DocxDocument) -> Iterator[str]:
    levels = _heading_levels(document)
    for row, paragraphs in groupby(document.element.body.xpath(_PARAGRAPHS), key=_row):
        texts = [(paragraph, text) for paragraph in paragraphs if (text := _text(paragraph).strip())]
        if row is not None and all(len(text) <= _LONGEST_CELL and "\n" not in text for _, text in texts):
            yield from filter(None, ["\t".join(text for _, text in texts)])
            continue
        for paragraph, text in texts:
            level = levels.get(paragraph.style or "", 0) if "\n" not in text else 0
            yield f"{'#' * level} {text}" if level else text


def _row(paragraph: Any) -> Any:  # noqa: ANN401 - elements of lxml have no types
    """The table row that a paragraph stands in, None outside of tables."""
    return next(paragraph.iterancestors(qn("w:tr")), None)


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """What a paragraph prints; text that was deleted, and that of a box in it, is not its own."""
    parts = []
    for element in paragraph.iter(qn("w:t"), *_BREAKS):
        if next(element.iterancestors(qn("w:p"))) is paragraph and element.getparent().tag == qn("w:r"):
            parts.append(_BREAKS.get(element.tag) or element.text or "")
    return "".join(parts)


def _heading_levels(document: DocxDocument) -> dict[str, int]:
    """Heading level by the id of a paragraph style; headings stand one below a title where the document has one."""
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    used = {styles.get(paragraph.style or "") for paragraph in document.element.body.xpath(_PARAGRAPHS)}
    below = 1 if "title" in used else 0
    levels = {"title": 1} | {f"heading {n}": min(n + below, _DEEPEST_HEADING) for n in range(1, 10)}
    return {key: levels[name] for key, name in styles.items() if name in levels}
