"""Clippings → Markdown that any reader of it turns back into exactly the characters quoted."""

from __future__ import annotations

import re
from datetime import date

from qa.chat.clippings.clipping import Clipping, Clippings, Lost
from qa.chat.clippings.record import Field, details, record
from qa.chat.markup import as_shown
from qa.chat.wording import Wording

# All of ASCII's punctuation but those that begin nothing: , ? alone, ; % /, and a point or a hyphen between digits.
_SPECIAL = re.compile(r"(?<![0-9])[.\-]|[.\-](?![0-9])|(?<=[,?])[,?]|[!\"#$&'()*+:<=>@\[\\\]^_`{|}~]")
# White space that a reader of Markdown would expand, trim, or take for the end of a block.
_LAYOUT = re.compile(r"[\t\n\r]|\A\s|\s\Z")
_NO_REFERENCE = "\x0b\x0c\x1c\x1d\x1e\x1f\x85"  # white space that HTML knows no character reference for
_ADDRESS = re.compile(r"https?://[\x21\x23-\x3b\x3d\x3f-\x7e]+", re.IGNORECASE)


def to_markdown(clippings: Clippings, wording: Wording, day: date) -> bytes:
    """A heading, the day, and one section for each clipping; UTF-8."""
    parts = [f"# {escaped(wording.clippings)}", day.isoformat(), *(section(one, wording) for one in clippings)]
    return ("\n\n".join(parts) + "\n").encode()


def section(clipping: Clipping | Lost, wording: Wording) -> str:
    """A clipping: its question as a heading, the quote, and under it where it stands."""
    said = record(clipping, wording)
    heading = f"## {escaped(said[Field.QUESTION])}".rstrip()
    if isinstance(clipping, Lost):
        return f"{heading}\n\n{escaped(said[Field.NOTE])}"
    rows = [f"- {escaped(name)}: {_linked(text)}" for name, text in details(clipping, wording)]
    return "\n\n".join([heading, f"> {escaped(said[Field.QUOTE])}", "\n".join(rows)])


def escaped(text: str) -> str:
    """Text as Markdown: read as CommonMark it is that text and no markup, at any place in a line.

    NUL, lone surrogates, and at either end those control characters that count as white space, become U+FFFD:
    Markdown cannot hold them. No quote begins or ends with one.
    """
    return _LAYOUT.sub(_reference, _SPECIAL.sub(r"\\\g<0>", as_shown(text)))


def _reference(match: re.Match[str]) -> str:
    return "\ufffd" if match[0] in _NO_REFERENCE else f"&#{ord(match[0])};"


def _linked(text: str) -> str:
    """A whole address as a link, anything else as text."""
    return f"<{text}>" if _ADDRESS.fullmatch(text) else escaped(text)
