"""Clippings → CSV (RFC 4180) that a spreadsheet reads as text and never as a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date

from qa.chat.clippings.clipping import Clippings
from qa.chat.clippings.record import Field, record
from qa.chat.markup import as_shown
from qa.chat.wording import Wording

_BEGIN_A_FORMULA = set("=+-@")
_BEGIN_AMISS = ("\t", "\r", "\n", "'")


def to_csv(clippings: Clippings, wording: Wording, day: date) -> bytes:
    """A line for each clipping under a line of names; UTF-8 with the mark at its front by which Excel knows it.

    Every cell is quoted, and one that could be taken for a formula gets an apostrophe (`harmless`). The `day`
    stands nowhere in it.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(harmless(wording.clipping_fields[field]) for field in Field)
    for clipping in clippings:
        said = record(clipping, wording)
        writer.writerow(harmless(said[field]) for field in Field)
    return lines.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet could take it for a formula (OWASP, CSV injection).

    That is where it begins with a tab or a line break, or where the first character to be seen is = + - @ or a
    full-width or other variant of these. A cell that begins with an apostrophe gets one too, so that whoever takes
    one apostrophe off every cell that begins with one has the texts to the letter.
    """
    shown = as_shown(cell)
    first = unicodedata.normalize("NFKC", _first_seen(shown))[:1]
    return f"'{shown}" if shown.startswith(_BEGIN_AMISS) or first in _BEGIN_A_FORMULA else shown


def _first_seen(cell: str) -> str:
    """The first character that is no white space, control or format character; empty if there is none."""
    return next((char for char in cell if unicodedata.category(char)[0] not in "ZC"), "")
