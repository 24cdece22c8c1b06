"""PDF: the text of its pages, each page's beginning known."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence

from pypdf import PdfReader
from pypdf.errors import DependencyError

from qa.articles.decoding import strange_share
from qa.articles.formats.extracted import Extracted
from qa.articles.unreadable import UnreadableError

_BETWEEN = "\n\n"
_PAGE_NUMBER = re.compile(r"[-—–·•\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?[-—–·•\s]*")
_FEWEST_NUMBERED = 2
_MOST_STRANGE_CHARACTERS = 0.05
_NEEDS_OCR = "turn the scan into text first (OCR)"
_ENCRYPTED = "it is encrypted; save it without a password"


def extract(raw: bytes) -> Extracted:
    """The text of all pages, in order; the rules for newspaper pages cut it into articles.

    Title and date in the file's properties are left out of account: they are those of a template or of the saving.
    Raises UnreadableError for an encrypted file and one without text.
    """
    texts = _without_numbers(_texts(raw))
    if not any(texts):
        raise UnreadableError(f"its pages hold no text; {_NEEDS_OCR}")
    if strange_share("".join(texts)) > _MOST_STRANGE_CHARACTERS:
        raise UnreadableError(f"its fonts do not say which characters they print; {_NEEDS_OCR}")
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    empty = [number for number, text in enumerate(texts, 1) if not text]
    return Extracted(_BETWEEN.join(texts), pages=tuple(starts), left_out=_scanned(empty))


def _texts(raw: bytes) -> list[str]:
    """The text of each page; raises UnreadableError for a file that needs a password, or a cipher that is not there."""
    try:
        return [_sound(page.extract_text()).strip() for page in _unlocked(raw).pages]
    except DependencyError as error:  # of a cipher that pypdf leaves to another library, on opening or behind it
        raise UnreadableError(_ENCRYPTED) from error


def _unlocked(raw: bytes) -> PdfReader:
    """Open a file; one that is encrypted without a password is read like any other."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
    except NotImplementedError as error:  # pypdf does not know how it is encrypted, and looks as soon as it opens it
        raise UnreadableError(_ENCRYPTED) from error
    if locked:
        raise UnreadableError(_ENCRYPTED)
    return reader


def _sound(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs, which a broken font may hold and no file can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_numbers(texts: Sequence[str]) -> list[str]:
    """Pages without a last or first line that does nothing but count them."""
    kept = list(texts)
    for place in (-1, 0):
        numbers = {
            n: int(match[1]) for n, text in enumerate(kept) if (match := _PAGE_NUMBER.fullmatch(_line(text, place)))
        }
        shifts = Counter(number - n for n, number in numbers.items()).most_common(1)
        if not shifts or shifts[0][1] < _FEWEST_NUMBERED:
            continue
        for n in (n for n, number in numbers.items() if number - n == shifts[0][0]):
            kept[n] = kept[n].removesuffix(_line(kept[n], -1)) if place else kept[n].removeprefix(_line(kept[n], 0))
            kept[n] = kept[n].strip()
    return kept


def _line(text: str, place: int) -> str:
    lines = text.splitlines()
    return lines[place] if lines else ""


def _scanned(empty: Sequence[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    named = ", ".join(map(str, empty[:10])) + (" and more" if len(empty) > 10 else "")
    return (f"no text on page {named}: empty, or a scan",)
