"""Bytes of a file → its text, without losing or guessing a character."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from qa.articles.article import SourceFile
from qa.articles.scripts import common_share, plain_share
from qa.errors import CorpusError

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# They take each other's bytes, so all that fit are weighed; where two read the same, the earlier names it. GB18030 is
# the superset of GB2312 and GBK that also holds €, 镕 and 𠮷. Big5 is followed by Windows' form of it, with ETEN's
# characters (碁裏恒), and by Hong Kong's (咗嘅).
_LEGACY = ("gb18030", "big5", "cp950", "big5hkscs")
# UTF-16 without its mark, which alone among these may hold NUL bytes.
_UNMARKED = ("utf-16-le", "utf-16-be")
_FEWEST_PLAIN = 0.5
# Every Chinese text has two such bytes side by side; one that has not is Western, whose ’s would be read as 抯.
_CHINESE_BYTES = re.compile(rb"[\x80-\xff]{2}")
# Of this many characters outside of ASCII fewer than this share are common in no text: the encoding is another one.
_ENOUGH_TO_TELL = 50
_FEWEST_COMMON = 0.15
# Share of control, private-use and unassigned characters above which a text is none.
_MOST_STRANGE_CHARACTERS = 0.05
_CHARACTERS_KEPT = 65_536  # whether they are strange: more than any archive has, though a file may hold them all


def decode_file(name: str, raw: bytes) -> SourceFile:
    """Decode a file of the corpus; `raw.decode(file.encoding) == file.text` holds for what comes back.

    Raises CorpusError if the bytes are no text; see `decode`.
    """
    text, encoding = decode(name, raw)
    return SourceFile(name, text, hashlib.sha256(raw).hexdigest(), encoding)


def decode(name: str, raw: bytes, *, declared: str = "") -> tuple[str, str]:
    """The text and its encoding; nothing is ever replaced or left out.

    A UTF-16 or UTF-32 byte order mark decides; then NUL bytes, which only UTF-16 has; then strict UTF-8; then the
    encoding that the file itself declares, if its bytes obey it; then, of strict GB18030 and strict Big5, the one that
    reads as common Chinese. The byte order mark of UTF-8 stays in the text as U+FEFF, so that offsets agree with any
    other reader of the file. Raises CorpusError if the bytes are no text: no encoding fits, the one that does gives
    hardly a common character, or mostly control characters.
    """
    text, encoding = _read(name, raw, declared)
    if strange_share(text) > _MOST_STRANGE_CHARACTERS:
        raise CorpusError(f"{name} is not text: read as {encoding}, it is full of control or unassigned characters")
    return text, encoding


def _read(name: str, raw: bytes, declared: str) -> tuple[str, str]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if raw.startswith(mark)]
    if not marked and b"\0" in raw:
        return _unmarked(name, raw)
    certain = marked[:1] or ["utf-8", *([declared] if declared else [])]
    if (read := _first(raw, certain)) is not None:
        return read
    if marked:
        raise CorpusError(f"{name} is not text: its bytes cannot be read as {marked[0]}; save it as UTF-8 text")
    return _weighed(name, raw)


def _unmarked(name: str, raw: bytes) -> tuple[str, str]:
    """UTF-16 of the byte order in which most of it is ASCII or common Chinese."""
    read = [_first(raw, [encoding]) or ("", encoding) for encoding in _UNMARKED]
    text, encoding = max(read, key=lambda one: plain_share(one[0]))
    if "\0" in text or plain_share(text) < _FEWEST_PLAIN:
        raise CorpusError(f"{name} is not text: it holds NUL bytes; save it as UTF-8 text")
    return text, encoding


def _weighed(name: str, raw: bytes) -> tuple[str, str]:
    """What reads most like Chinese of all that the bytes obey."""
    tried = _LEGACY if _CHINESE_BYTES.search(raw) else ()
    legacy = [read for encoding in tried if (read := _first(raw, [encoding]))]
    if not legacy:
        raise CorpusError(
            f"{name} is not text: its bytes cannot be read as utf-8, gb18030 or big5; save it as UTF-8 text"
        )
    sound = [read for read in legacy if strange_share(read[0]) <= _MOST_STRANGE_CHARACTERS]
    text, encoding = max(sound or legacy, key=lambda read: common_share(read[0]) - strange_share(read[0]))
    if sum(not char.isascii() for char in text) >= _ENOUGH_TO_TELL and common_share(text) < _FEWEST_COMMON:
        raise CorpusError(
            f"{name} is in an encoding that is not known: read as {encoding}, it holds hardly a common character; "
            "save it as UTF-8 text"
        )
    return text, encoding


def _first(raw: bytes, encodings: Sequence[str]) -> tuple[str, str] | None:
    """What the first encoding reads that all of the bytes obey."""
    for encoding in encodings:
        try:
            return raw.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def strange_share(text: str) -> float:
    """Share, 0 to 1, of the characters that stand in no text: control, private-use and unassigned ones, half pairs."""
    return sum(map(_is_strange, text)) / max(1, len(text))


@lru_cache(_CHARACTERS_KEPT)
def _is_strange(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") and not char.isspace()
