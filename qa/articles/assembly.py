"""The lines of one article → an Article: its parts named, its text mended, nothing of it lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.bylines import Credit, closing_credit, format_byline
from qa.articles.dateline import Dateline, opening_date, parse_dateline
from qa.articles.imprint import Info, merge_infos, parse_imprint
from qa.articles.leads import Lead, read_lead, squeezed
from qa.articles.lines import Line
from qa.articles.mending import mend
from qa.articles.reading import Reading, Span
from qa.articles.roles import Item, Role
from qa.articles.segments import Segment

_PLATES = frozenset({Role.CREDIT, Role.PHOTO_CREDIT, Role.INFO})
_TEXTS = frozenset({Role.TEXT, Role.DATELINE, Role.HEADING, Role.PICTURE_LABEL})
# Shorter paragraphs (答:是。) may well be meant twice.
_SHORTEST_REPEAT = 15


class Why(StrEnum):
    """Why characters of a file stand in no paragraph."""

    LAYOUT_MARK = "layout mark"
    REPEATED_TITLE = "repeated title"
    REPEATED_PARAGRAPH = "repeated paragraph"
    DECLARATION = "declaration"  # front matter: it says something about the article and is none of it


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters of a file that no article's paragraph holds, and why: their words stand elsewhere or are none."""

    file: str
    span: Span
    why: Why


@dataclass(frozen=True, slots=True)
class Page:
    """What the articles of a file share: the imprint at its head, and the pairs of characters in its text."""

    info: Info
    pairs: frozenset[str]


def assemble(
    file: SourceFile, number: int, segment: Segment, chrome: Sequence[Line], page: Page
) -> tuple[Article, list[Dropped]]:
    """Make article `number` of a file; what is dropped of it comes back beside it.

    The imprint at the head of the page holds for every article that prints no date or medium itself.
    """
    lead = read_lead(segment.lead)
    lines = [item for item in (*lead.subheadings, *segment.body) if item.role in _TEXTS]
    repeated = [item for item in lines if lead.title and squeezed(item.text) in lead.repeatable]
    texts, doubles = _each_once(mend(file.text, _without(lines, repeated), page.pairs))
    news = next((paragraph.text for paragraph in texts if paragraph.kind is Kind.BODY), "")
    dateline = parse_dateline(news)
    info = merge_infos(_infos(segment, texts))
    last = next((paragraph.text for paragraph in reversed(texts) if paragraph.kind is Kind.BODY), "")
    named = _credits(segment, dateline, info) or [credit for credit in [closing_credit(last)] if credit]
    article = Article(
        id=f"{file.name}#{number}",
        title=lead.title,
        kicker=lead.kicker,
        byline=format_byline(named),
        source=info.source or _medium(named, dateline) or page.info.source,
        published=info.published or page.info.published,
        date_text=info.date_text or opening_date(news) or page.info.date_text,
        url=info.url,
        file=file,
        paragraphs=tuple(_paragraphs(lead, segment, texts, chrome)),
    )
    dropped = [
        *_dropped(file, lead.labels, Why.LAYOUT_MARK),
        *_dropped(file, [*lead.repeats, *(item.line.reading for item in repeated)], Why.REPEATED_TITLE),
        *_dropped(file, [paragraph.reading for paragraph in doubles], Why.REPEATED_PARAGRAPH),
    ]
    return article, dropped


def _without(items: Sequence[Item], left_out: Sequence[Item]) -> list[Item]:
    starts = {item.line.start for item in left_out}
    return [item for item in items if item.line.start not in starts]


def _each_once(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The first printing of each paragraph, and the later ones."""
    seen: set[str] = set()
    kept: list[Paragraph] = []
    doubles: list[Paragraph] = []
    for paragraph in paragraphs:
        key = squeezed(paragraph.text)
        (doubles if key in seen else kept).append(paragraph)
        seen |= {key} if len(key) >= _SHORTEST_REPEAT else set()
    return kept, doubles


def _infos(segment: Segment, texts: Sequence[Paragraph]) -> list[Info]:
    lines = [item.info for item in (*segment.lead, *segment.body) if item.info]
    return lines + [info for paragraph in texts if (info := parse_imprint(paragraph.text))]


def _credits(segment: Segment, dateline: Dateline | None, info: Info) -> list[Credit]:
    """Of byline, date line and dateline, and at the end of the text; those of captions name no author."""
    lead = [item.credit for item in segment.lead]
    end = [item.credit for item in segment.body if item.role is not Role.CAPTION]
    return [credit for credit in (*lead, info.credit, dateline and dateline.credit, *end) if credit]


def _medium(named: Sequence[Credit], dateline: Dateline | None) -> str:
    """The medium that a byline or a dateline names, where no line of its own does."""
    media = (*(credit.medium for credit in named), dateline.agency if dateline else "")
    return next(filter(None, media), "")


def _paragraphs(lead: Lead, segment: Segment, texts: Sequence[Paragraph], chrome: Sequence[Line]) -> list[Paragraph]:
    """Headings, byline, text, byline at the end, captions, furniture."""
    captions = sorted((item for item in segment.body if item.role is Role.CAPTION), key=lambda item: item.line.start)
    paragraphs = [
        *lead.headings,
        *_as(Kind.BYLINE, (item for item in segment.lead if item.role in _PLATES)),
        *texts,
        *_as(Kind.BYLINE, (item for item in segment.body if item.role in _PLATES)),
        *_as(Kind.CAPTION, captions),
        *(Paragraph(Kind.FURNITURE, line.reading) for line in chrome),
    ]
    return sorted(paragraphs, key=lambda paragraph: paragraph.kind is Kind.FURNITURE)


def _as(kind: Kind, items: Iterable[Item]) -> list[Paragraph]:
    return [Paragraph(kind, item.line.reading) for item in items]


def _dropped(file: SourceFile, readings: Iterable[Reading], why: Why) -> list[Dropped]:
    return [Dropped(file.name, Span(start, end), why) for reading in readings for _, start, end in reading.pieces]
