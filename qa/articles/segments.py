"""A page's lines → the lines of each article.

An article begins with its lead: headline lines, kickers, decks, byline, date line, in whatever order. What tells a
lead from a subheading is its anchor: a byline, a line with date or medium, a dateline (本报讯) right behind it, a rule
before it, a top-level heading mark where the page has several. Without an anchor a short line between paragraphs is no
more than a subheading, and a file without any is one article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, pairwise, takewhile

from qa.articles.punctuation import comma_count, ends_sentence
from qa.articles.roles import LEAD_ROLES, Item, Role

_CREDITS = frozenset({Role.CREDIT, Role.PHOTO_CREDIT})
_NOT_HEADINGS = _CREDITS | {Role.INFO}
# How many more empty lines than usual a picture, or an article's end, leaves in the dump of a page.
_EXTRA_BLANKS = 2


@dataclass(slots=True)
class Segment:
    """The lines of one article: its lead, and everything behind it in order of print."""

    lead: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)

    @property
    def start(self) -> int:
        """File offset of its first line; 0 if it has none."""
        return min((item.line.start for item in (*self.lead, *self.body)), default=0)

    @property
    def is_begun(self) -> bool:
        """Whether more text than an introduction stands here: what follows may be another article."""
        texts = list(islice((item.role for item in self.body if item.role in (Role.TEXT, Role.DATELINE)), 2))
        has_credit = any(item.role in _CREDITS for item in self.lead)
        return len(texts) > 1 or Role.DATELINE in texts or (bool(texts) and has_credit)


def wide_gap(items: Sequence[Item]) -> int:
    """Empty lines that make a gap on this page: more than usually stand between its lines."""
    usual = Counter(item.line.blanks for item in items[1:]).most_common(1)
    return _EXTRA_BLANKS + (usual[0][0] if usual else 0)


def cut_articles(items: Sequence[Item]) -> list[Segment]:
    """Cut the lines of a file, chrome and footer taken out, into articles; captions stay with what precedes them."""
    cutter = _Cutter(items)
    stream = [item for item in items if item.role is not Role.CAPTION]
    runs = [list(run) for _, run in groupby(stream, key=lambda item: item.role in LEAD_ROLES)]
    for run, following in pairwise([*runs, []]):
        if run[0].role in LEAD_ROLES:
            cutter.read_lead(run, following[0] if following else None)
        else:
            cutter.read_text(run)
    if not cutter.segments[0].body:
        cutter.segments = [_without_text(cutter.segments[0])]
    return _with_captions(cutter.segments, items)


def one_article(items: Sequence[Item], title: Item | None = None) -> Segment:
    """The lines as a single article; `title` is its headline where that is known, else its lead is looked through."""
    heads = LEAD_ROLES if title is None else _NOT_HEADINGS
    lead = list(takewhile(lambda item: item.role in heads, items))
    segment = Segment([*([title] if title else []), *lead], list(items[len(lead) :]))
    return segment if segment.body or title else _without_text(segment)


def _without_text(segment: Segment) -> Segment:
    """A file of short lines only: the first is the headline if others follow, these are the text."""
    headings = [item for item in segment.lead if item.role is Role.HEADING]
    text = headings[1:] or headings
    first_of_text = text[0].line.start if text else 0
    lead = [item for item in segment.lead if item.role is not Role.HEADING or item.line.start < first_of_text]
    return Segment(lead, text)


class _Cutter:
    """Reads a page run by run; `segments[-1]` is the article that is being read."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.segments = [Segment()]
        self._wide_gap = wide_gap(items)
        self._is_newspaper = any(item.role in (Role.CREDIT, Role.DATELINE) for item in items)
        self._marks_articles = sum(item.line.level == 1 for item in items) > 1

    def read_text(self, run: Iterable[Item]) -> None:
        for item in run:
            if item.role is Role.DATELINE and self.segments[-1].is_begun:
                self.segments.append(Segment())
            self.segments[-1].body.append(item)

    def read_lead(self, run: list[Item], text: Item | None) -> None:
        """Share a run of lines that are no text between the article before it and the one that `text` begins."""
        current = self.segments[-1]
        if not current.body:
            current.lead += run
            return
        closing = list(takewhile(lambda item: item.role in _NOT_HEADINGS, run))
        rest = run[len(closing) :]
        if not rest and text and self._is_byline_of_next(closing, text):
            self.segments.append(Segment(lead=closing))
            return
        current.body += closing
        captions = self._captions(rest, text)
        current.body += [replace(item, role=Role.CAPTION) for item in rest[:captions]]
        rest = rest[captions:]
        if rest and text and self._begins_article(rest, text):
            self.segments.append(Segment(lead=rest))
        else:
            current.body += rest

    def _is_byline_of_next(self, closing: list[Item], text: Item) -> bool:
        """Whether credits between two paragraphs open an article that has lost its headline."""
        current = self.segments[-1]
        has_byline = any(item.role is Role.CREDIT for item in current.lead) or text.role is Role.DATELINE
        return current.is_begun and has_byline and any(item.role is Role.CREDIT for item in closing)

    def _captions(self, rest: list[Item], text: Item | None) -> int:
        """How many lines at the beginning of `rest` are the caption of a picture in the article before."""
        behind_gap = bool(rest) and rest[0].line.blanks >= self._wide_gap and not rest[0].line.level
        if behind_gap and text is None:
            return len(rest)
        for index, item in enumerate(rest):
            if item.role is Role.PHOTO_CREDIT:
                next_headline = any(later.role is Role.HEADING for later in rest[index + 1 :])
                return index + 1 if next_headline or self._is_unfinished() or not text else 0
        headlines = sum(item.role is Role.HEADING for item in rest)
        return 1 if behind_gap and comma_count(rest[0].text) and headlines > 1 else 0

    def _begins_article(self, rest: list[Item], text: Item) -> bool:
        first = rest[0].line
        anchored = text.role is Role.DATELINE or any(_is_anchor(item) for item in rest)
        marked = self._marks_articles and any(item.line.level == 1 for item in rest)
        ruled = first.after_rule and first.level < 2
        spaced = self._is_newspaper and first.blanks >= self._wide_gap and not comma_count(first.text)
        return anchored or marked or ruled or (spaced and not self._is_unfinished())

    def _is_unfinished(self) -> bool:
        texts = (item for item in reversed(self.segments[-1].body) if item.role is Role.TEXT)
        return not ends_sentence(next((item.text for item in texts), "。"))


def _is_anchor(item: Item) -> bool:
    if item.info:
        return item.info.published is not None or bool(item.info.source) or item.info.title_at is not None
    return item.role in _CREDITS or item.role is Role.PICTURE_LABEL


def _with_captions(segments: list[Segment], items: Sequence[Item]) -> list[Segment]:
    """Give every caption to the article whose line the page prints before it."""
    owners = {item.line.start: segment for segment in segments for item in (*segment.lead, *segment.body)}
    owner = segments[0]
    for item in items:
        if item.role is Role.CAPTION:
            owner.body.append(item)
        else:
            owner = owners[item.line.start]
    return segments
