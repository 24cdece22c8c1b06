"""Chinese or English: the two languages a question may be asked in."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en"]

# English names, January first.
MONTHS = tuple("January February March April May June July August September October November December".split())

_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def language_of(question: str) -> Language:
    """English where the question has Latin words and no Chinese character, else Chinese."""
    return "en" if _LATIN.search(question) and not _HAN.search(question) else "zh"
