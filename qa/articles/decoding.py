"""Bytes of a file → its text, without losing or guessing a character."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata

from qa.articles.article import SourceFile
from qa.errors import CorpusError

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tried in this order, strictly; GB18030 is the superset of GB2312 and GBK that also holds €, 镕 and 𠮷.
_ENCODINGS = ("utf-8", "gb18030")
# Share of control, private-use and unassigned characters above which a text is none.
_MOST_STRANGE_CHARACTERS = 0.05


def decode_file(name: str, raw: bytes) -> SourceFile:
    """Decode a file of the corpus; `raw.decode(file.encoding) == file.text` holds for what comes back.

    A UTF-16 or UTF-32 byte order mark decides; otherwise strict UTF-8, then strict GB18030. The byte order mark
    of UTF-8 stays in the text as U+FEFF, so that offsets agree with any other reader of the file.
    Raises CorpusError if the bytes are no text: NUL bytes, no encoding fits, or mostly control characters.
    """
    text, encoding = _decode(name, raw)
    if _strange_share(text) > _MOST_STRANGE_CHARACTERS:
        raise CorpusError(f"{name} is not text: read as {encoding}, it is full of control or unassigned characters")
    return SourceFile(name, text, hashlib.sha256(raw).hexdigest(), encoding)


def _decode(name: str, raw: bytes) -> tuple[str, str]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)]
    if not marked and b"\0" in raw:
        raise CorpusError(f"{name} is not text: it holds NUL bytes; save it as UTF-8 text")
    for encoding in marked[:1] or _ENCODINGS:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    tried = " or ".join(marked[:1] or _ENCODINGS)
    raise CorpusError(f"{name} is not text: its bytes cannot be read as {tried}; save it as UTF-8 text")


def _strange_share(text: str) -> float:
    strange = sum(unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") and not char.isspace() for char in text)
    return strange / max(1, len(text))
