"""Clippings → a Word document."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from qa.chat.clippings.clipping import Clipping, Clippings, Lost
from qa.chat.clippings.record import Field, details, record
from qa.chat.highlights import quote_reading, stretches
from qa.chat.wording import Wording

if TYPE_CHECKING:
    from docx.document import Document

# What XML 1.0 cannot carry, not even as a reference (2.2, Char).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "SimSun"  # 宋体, which Word and WPS have everywhere; another program takes its own Chinese serif
_DETAILS = "Citation Details"
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def to_docx(clippings: Clippings, wording: Wording, day: date) -> bytes:
    """A title, the day, and for each clipping its question, the quote with the answer in bold, and where it stands."""
    import docx  # takes half a second, and few visitors ever need it

    document = docx.Document()
    _dress(document, wording)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = wording.clippings, "", ""
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    document.add_heading(wording.clippings, level=0)
    document.add_paragraph(day.isoformat())
    for clipping in clippings:
        _add(document, clipping, wording)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def writable(text: str) -> str:
    """Text as a document can hold it: what XML cannot carry becomes U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def _add(document: Document, clipping: Clipping | Lost, wording: Wording) -> None:
    said = record(clipping, wording)
    document.add_heading(writable(said[Field.QUESTION]), level=2)
    if isinstance(clipping, Lost):
        document.add_paragraph(said[Field.NOTE])
        return
    quote = document.add_paragraph(style="Quote")
    for stretch in stretches(quote_reading(clipping.citation), [clipping.citation]):
        quote.add_run(writable(stretch.text)).bold = stretch.answer and clipping.answered
    # One paragraph of several lines: each paragraph costs the library a walk through all styles.
    lines = "\n".join(f"{name}: {text}" for name, text in details(clipping, wording))
    document.add_paragraph(writable(lines), style=_DETAILS)


def _dress(document: Document, wording: Wording) -> None:
    """One Chinese font throughout, in black, and the language by which a program checks and breaks the lines."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document.styles.add_style(_DETAILS, WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(9.5)
    for name in ("Normal", "Title", "Heading 2", "Quote", _DETAILS):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # the fonts of the template's theme, which would go before these
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.italic = False
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES[wording.language])
    language.set(qn("w:eastAsia"), "zh-CN")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
