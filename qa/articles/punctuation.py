"""What the punctuation of a line says: whether it is whole, cut off, or a heading.

Chinese headlines are set without commas and full stops (a blank takes their place), so that a line's punctuation tells
a heading from a sentence, and a paragraph that a column break has cut from one that has ended.
"""

from __future__ import annotations

import re

_CLOSING = "”’」』〉》）)】]〕\"'"
_ENDS_SENTENCE = tuple("。！？!?…；;：:—～.｡")
_NEVER_ENDS_HEADING = ("。”", "。’", "。」", "。』", *"。｡；;，,、")
_BEGINS_NOTHING = tuple("，,、。｡；;：:！？!?…）)」』”’》〉】〕")
_PAIRS = (*zip("（(「『“《〈【〔", "）)」』”》〉】〕", strict=True),)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[,，、]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳]|[•·*●◆▲-]\s*(?=\D)"
)
_LABELLED = re.compile(r"[^\s，,。:：“]{1,8}[:：]")
_LAST_NOTE = re.compile(r"[”’」』]?\s*[(（][^()（）]{1,30}[)）]$")
_LONGEST_LABELLED_LINE = 40


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence or a paragraph does, closing quotes and a last note in brackets aside."""
    return text.rstrip(_CLOSING).endswith(_ENDS_SENTENCE) or _LAST_NOTE.sub("", text).endswith(_ENDS_SENTENCE)


def continues_sentence(text: str) -> bool:
    """Whether the line begins with a mark that no sentence begins with."""
    return text.startswith(_BEGINS_NOTHING)


def opens_item(text: str) -> bool:
    """Whether the line begins as an item of a list does: 一、 (2) 3. • or, if it is short, a label and a colon."""
    labelled = len(text) <= _LONGEST_LABELLED_LINE and _LABELLED.match(text)
    return bool(labelled or _NUMBERED.match(text))


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation mark that opens also closes; a line that was cut often fails it."""
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)


def comma_count(text: str) -> int:
    """Commas, Chinese and Latin."""
    return text.count(",") + text.count("，")


def can_end_heading(text: str) -> bool:
    """Whether a heading may end like this: neither with a full stop nor with a mark that asks for more."""
    return not text.endswith(_NEVER_ENDS_HEADING)
