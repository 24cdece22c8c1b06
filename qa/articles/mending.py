"""Lines of an article's text → its paragraphs, mended where a column or a picture breaks them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.articles.article import Kind, Paragraph
from qa.articles.lines import display_width, joined
from qa.articles.punctuation import continues_sentence, ends_sentence, opens_item
from qa.articles.roles import Item, Role

_WIDEST_SUBHEADING = 60
_MOST_SUBHEADING_LINES = 2
# A lone short line of this many characters is rather a piece of a sentence: newspapers set two subheadings or none.
_SHORTEST_PIECE = 12
_SHORTEST_PARAGRAPH = 8
# Overlapping: of 复工复产 it finds 复工, 工复 and 复产.
_TWO_CHARACTERS = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
# What a paragraph of news usually begins with: a quotation, a figure, a time, a source, a pointer to what was said.
_USUAL_OPENINGS = frozenset("“‘「《（(【0123456789近昨今去日前目当此随记据在为如这该我他她对从自由以同与")


@dataclass(slots=True)
class _Draft:
    """A paragraph that is being put together; `is_open` while its last line breaks off inside a sentence."""

    kind: Kind
    items: list[Item]
    is_open: bool


def adjoining(text: str) -> frozenset[str]:
    """Every two Chinese characters that stand side by side somewhere in a file: what tells a word cut in two."""
    return frozenset(_TWO_CHARACTERS.findall(text))


def mend(text: str, items: Sequence[Item], pairs: frozenset[str]) -> list[Paragraph]:
    """Paragraphs and subheadings of an article from its lines in order of print; `pairs` is `adjoining` of its file.

    A line that ends inside a sentence goes on in the next one, unless that is indented or opens an item of a list.
    A short line between two paragraphs is a subheading, unless it is a piece of the sentence that follows.
    """
    drafts: list[_Draft] = []
    subheadings = _subheadings(items)
    for index, item in enumerate(items):
        follower = items[index + 1] if index + 1 < len(items) else None
        if drafts and _continues(drafts[-1], item):
            drafts[-1].items.append(item)
            drafts[-1].is_open = not ends_sentence(item.text)
        elif index in subheadings and not (follower and _is_piece(item, follower, pairs, lone=len(subheadings) == 1)):
            drafts.append(_Draft(Kind.SUBHEADING, [item], is_open=False))
        else:
            drafts.append(_Draft(Kind.BODY, [item], _breaks_off(item, is_piece=index in subheadings)))
    return [Paragraph(draft.kind, joined(text, [item.line for item in draft.items])) for draft in _in_order(drafts)]


def _continues(draft: _Draft, item: Item) -> bool:
    apart = item.role is Role.DATELINE or item.line.indented or item.line.level or item.line.after_rule
    return draft.is_open and not apart and not opens_item(item.text)


def _breaks_off(item: Item, *, is_piece: bool) -> bool:
    """Whether what follows belongs to this line; of short lines only those that were found to be pieces."""
    is_short = item.role is Role.HEADING and display_width(item.text) <= _WIDEST_SUBHEADING
    return not ends_sentence(item.text) and (is_piece or not is_short)


def _subheadings(items: Sequence[Item]) -> frozenset[int]:
    """Indexes of the lines set as subheadings: one or two short ones in front of a text, or marked as such."""
    found: list[int] = []
    run: list[int] = []
    for index, item in enumerate(items):
        if item.line.level:
            found.append(index)
        elif _is_short(item):
            run.append(index)
            continue
        elif len(run) <= _MOST_SUBHEADING_LINES:
            found += run
        run = []
    return frozenset(found)


def _is_short(item: Item) -> bool:
    if item.role is not Role.HEADING or any(mark in item.text for mark in "。！!；;"):
        return False
    return len(item.text) > 1 and display_width(item.text) <= _WIDEST_SUBHEADING


def _is_piece(item: Item, follower: Item, pairs: frozenset[str], *, lone: bool) -> bool:
    """Whether a short line is the beginning of the sentence that `follower` goes on with.

    It is if the break doubles a character (有序推进 / 进疫情防控); if the characters at the break stand side by side
    elsewhere in the file, and so make a word; if too little follows for a paragraph; or if the line stands alone, is
    long for a subheading, has no blank where a headline sets one, and what follows does not begin as paragraphs do.
    """
    if item.line.level or opens_item(item.text) or follower.line.indented or follower.role is Role.DATELINE:
        return False
    last, first = item.text[-1], follower.text[0]
    if last == first or last + first in pairs or continues_sentence(follower.text):
        return True
    if follower.role is Role.TEXT and len(follower.text) < _SHORTEST_PARAGRAPH and first not in _USUAL_OPENINGS:
        return True
    unspaced = len(item.text) >= _SHORTEST_PIECE and not any(char.isspace() for char in item.text)
    return lone and unspaced and first not in _USUAL_OPENINGS


def _in_order(drafts: list[_Draft]) -> list[_Draft]:
    """Bring a piece that was printed too early behind the paragraph that breaks off at the end.

    Only where it is certain: one paragraph alone begins with a mark that no sentence begins with. Otherwise the
    order of print stands.
    """
    stray = [draft for draft in drafts[:-1] if continues_sentence(draft.items[0].text)]
    if len(stray) != 1 or not drafts[-1].is_open or drafts[-1].kind is not Kind.BODY:
        return drafts
    rest = [draft for draft in drafts if draft is not stray[0]]
    rest[-1].items += stray[0].items
    return rest
