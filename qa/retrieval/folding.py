"""Writings of one thing meet: Traditional and Simplified, full and half width, Chinese and Arabic numerals.

Folding is for searching only; a quote is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
# No number of an article is longer (31 signs write any below 10**16); int() refuses 4,301 digits and more.
_LONGEST_NUMERAL = 40
# Characters: the same sentences, passages and pages are folded for many questions, and kept unless they are huge.
_LONGEST_KEPT = 20_000
# Characters: more than any passage or question has, so that these are never divided.
_NORMALISED = 1000
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> str:
    """`text` in Simplified characters, half width, lower case, without commas inside numbers."""
    simplified: str = _simplifier().convert(_compatible(text).lower())
    return _GROUPED.sub("", simplified)


def _compatible(text: str) -> str:
    """`text` in Unicode's form NFKC, so much at a time: to sort a run of accents takes the square of its length."""
    parts = (text[at : at + _NORMALISED] for at in range(0, len(text), _NORMALISED))
    return "".join(unicodedata.normalize("NFKC", part) for part in parts)


def chinese_numbers(text: str) -> list[str]:
    """Values, as decimal digits, of the Chinese numerals in `text`: 一千零四十九户 gives ["1049"]."""
    values = (numeral_value(match.group()) for match in _NUMERAL.finditer(text))
    return [str(value) for value in values if value is not None]


def numeral_value(numeral: str) -> int | None:
    """Value of a Chinese numeral (一千零四十九 is 1049, 二〇二二 is 2022, 十五 is 15), None where it is none."""
    if len(numeral) > _LONGEST_NUMERAL or not _NUMERAL.fullmatch(numeral):
        return None
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char == "万":
            total, section, digit = total + (section + digit or 1) * 10**4, 0, 0
        else:  # 亿 multiplies all that stands before it, 万 as well
            total, section, digit = (total + section + digit or 1) * 10**8, 0, 0
    return total + section + digit


def fold_in_place(text: str) -> str:
    """`text` folded character by character, every offset kept: what has no twin of one character stays."""
    return _folded_in_place(text) if len(text) <= _LONGEST_KEPT else _folded_in_place.__wrapped__(text)


@lru_cache(maxsize=2048)
def _folded_in_place(text: str) -> str:
    narrow = text.translate(_NARROW)
    simplified: str = _simplifier().convert(narrow)
    return simplified if len(simplified) == len(text) else narrow


class _Narrow(dict[int, int]):
    """Each character's twin of half width and in lower case, itself where that is not one character."""

    def __missing__(self, code: int) -> int:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_NARROW = _Narrow()
