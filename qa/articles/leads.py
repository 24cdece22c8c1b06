"""The lead of an article: which of its lines is the headline, which stand beside it, which repeat it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.articles.article import Kind, Paragraph
from qa.articles.reading import Reading
from qa.articles.roles import Item, Role

_HEADINGS = (Role.HEADING, Role.PICTURE_LABEL)
# 朱健主持召开…时强调: a kicker ends with the verb that the headline is the object of, or with a dash.
_KICKER_END = re.compile(r"(?:时要求|时说|强调|指出|提出|表示|寄语|勉励|——|—)[:：]?$")
_DECK_START = ("——", "—", "--")
# 要闻, 社论: the name of a column is too short for a headline.
_LONGEST_COLUMN_NAME = 4
# More headings in a row are no decks; they head what follows.
_MOST_HEADING_LINES = 8
# A headline behind 标题: counts as one with the highest heading mark.
_LABELLED = 1
_BLANK = re.compile(r"\s+")
# A shorter heading may well be part of a longer one by chance.
_SHORTEST_REPEAT = 6


@dataclass(slots=True)
class Block:
    """A heading: lines of one level with no empty line between them."""

    readings: list[Reading]
    level: int

    @property
    def text(self) -> str:
        """Its lines, one blank between them."""
        return " ".join(" ".join(reading.text.split()) for reading in self.readings)

    @property
    def squeezed(self) -> str:
        """Its text without white space."""
        return squeezed(self.text)

    def paragraph(self, kind: Kind) -> Paragraph:
        """The block as a paragraph, its lines joined with one blank."""
        return Paragraph(kind, Reading.joined(self.readings, " "))


@dataclass(slots=True)
class Lead:
    """What the headings of an article are.

    `headings` are headline, kickers, decks and site titles in order of print; `subheadings` head the text; `repeats`
    print the headline again, and so does any line whose squeezed text is in `repeatable`; `labels` are 标题: and such.
    """

    title: str = ""
    kicker: str = ""
    headings: list[Paragraph] = field(default_factory=list)
    subheadings: list[Item] = field(default_factory=list)
    repeats: list[Reading] = field(default_factory=list)
    labels: list[Reading] = field(default_factory=list)
    repeatable: frozenset[str] = frozenset()


def squeezed(text: str) -> str:
    """The text without white space: what two printings of the same words are compared by."""
    return "".join(text.split())


def read_lead(items: Sequence[Item]) -> Lead:
    """Tell headline, kickers, decks and subheadings of a lead apart.

    The headline is the heading behind 标题:, else the first with a heading mark, else the first that is neither a
    kicker, a deck nor the name of a column. A title that the page prints again, divided into headline and deck, is
    the site's; the divided one counts.
    """
    heads, below = _divided(items)
    lead = Lead(subheadings=below, labels=[label for item in heads for label in _label(item)])
    blocks = _without_repeats(_blocks(heads), lead.repeats)
    site_titles = [block for block in blocks if _parts(block, blocks)]
    headline = _headline([block for block in blocks if block not in site_titles])
    if headline is None:
        return lead
    for block in blocks:
        if block in site_titles and not _rest(block, _parts(block, blocks)):
            lead.repeats += block.readings
        elif block in site_titles:
            lead.headings.append(block.paragraph(Kind.FURNITURE))
        else:
            lead.headings.append(block.paragraph(Kind.HEADLINE if block is headline else Kind.KICKER))
    beside = [block for block in blocks if block is not headline and block not in site_titles]
    lead.title = headline.text
    lead.kicker = " ".join(block.text for block in beside)
    together = [headline, *beside]
    lead.repeatable = frozenset(
        [squeezed("".join(block.text for block in order)) for order in (together, together[::-1])]
        + [block.squeezed for block in blocks]
    )
    return lead


def _divided(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Headings of the article, and headings of its text: those behind the byline, and those of a deeper level."""
    credit = max((at for at, item in enumerate(items) if item.role not in _HEADINGS), default=0)
    heads = [item for item in items[:credit] if item.role in _HEADINGS]
    below = [item for item in items[credit:] if item.role in _HEADINGS]
    if not heads:
        heads, below = below, []
    top = min((item.line.level for item in heads if item.line.level), default=0)
    deeper = [item for item in heads if item.line.level > top > 0]
    level = [item for item in heads if not item.line.level > top > 0]
    return level[:_MOST_HEADING_LINES], [*level[_MOST_HEADING_LINES:], *deeper, *below]


def _label(item: Item) -> list[Reading]:
    """The words 标题: in front of a headline."""
    return [item.line.reading.slice(0, item.info.title_at)] if item.info and item.info.title_at else []


def _blocks(heads: Sequence[Item]) -> list[Block]:
    blocks: list[Block] = []
    for item in heads:
        is_labelled = bool(item.info)
        reading = item.line.reading.slice(item.info.title_at or 0, len(item.text)) if item.info else item.line.reading
        parts = _kicker_and_headline(reading)
        goes_on = blocks and not item.line.blanks and not item.text.startswith(_DECK_START) and not is_labelled
        if goes_on and blocks[-1].level == item.line.level and not _is_kicker(blocks[-1]):
            blocks[-1].readings += parts[:1]
            parts = parts[1:]
        blocks += [Block([part], _LABELLED if is_labelled else item.line.level) for part in parts]
    return blocks


def _kicker_and_headline(reading: Reading) -> list[Reading]:
    """A line in two, if it holds a kicker and the headline: …时强调 / 加强银企对接 深化产融合作."""
    for blank in _BLANK.finditer(reading.text):
        if _KICKER_END.search(reading.text, 0, blank.start()):
            return [reading.slice(0, blank.start()), reading.slice(blank.end(), len(reading.text))]
    return [reading]


def _without_repeats(blocks: Sequence[Block], repeats: list[Reading]) -> list[Block]:
    """The first printing of each heading; the others go to `repeats`."""
    first: dict[str, Block] = {}
    for block in blocks:
        if block.squeezed in first:
            repeats += block.readings
        first.setdefault(block.squeezed, block)
    return list(first.values())


def _parts(block: Block, blocks: Sequence[Block]) -> list[str]:
    """The other headings that this one is made of."""
    shorter = [other.squeezed for other in blocks if _SHORTEST_REPEAT <= len(other.squeezed) < len(block.squeezed)]
    return [part for part in shorter if part in block.squeezed]


def _rest(block: Block, parts: Sequence[str]) -> str:
    rest = block.squeezed
    for part in parts:
        rest = rest.replace(part, "", 1)
    return rest


def _is_kicker(block: Block) -> bool:
    return _KICKER_END.search(block.text) is not None or block.text.startswith(_DECK_START)


def _headline(blocks: Sequence[Block]) -> Block | None:
    plain = [block for block in blocks if not _is_kicker(block) and len(block.text) > _LONGEST_COLUMN_NAME]
    marked = sorted((block for block in blocks if block.level), key=lambda block: block.level)
    return next(iter([*marked, *plain, *blocks[-1:]]), None)
