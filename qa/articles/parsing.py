"""A file's text → its articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.articles.article import Article, SourceFile
from qa.articles.assembly import Dropped, Page, Why, assemble
from qa.articles.furniture import footer_start
from qa.articles.imprint import Info
from qa.articles.lines import Line, split_lines
from qa.articles.mending import adjoining
from qa.articles.parts import Part, described
from qa.articles.pictures import split_pictures
from qa.articles.reading import Reading, Span
from qa.articles.roles import Item, Role, classify
from qa.articles.segments import Segment, cut_articles, one_article, wide_gap
from qa.articles.wrapping import join_wrapped

# A headline that is known counts as one with the highest heading mark.
_TITLE_LEVEL = 1


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The articles of a file in order of print, and its characters that stand in none of them.

    Every character of the file that is not white space is either in exactly one piece of one paragraph or in exactly
    one span of `dropped`.
    """

    articles: tuple[Article, ...]
    dropped: tuple[Dropped, ...]


def parse_file(file: SourceFile, parts: Sequence[Part] = ()) -> ParsedFile:
    """Cut a newspaper page, a web page or a plain text into articles, in time linear in its length.

    The rules are those of the modules that are called here, one each. A text that fits none of them is one article,
    its first short line the headline. Of a file without any text nothing comes back. `parts`, in order and apart from
    each other, say where articles stand and what is declared of them; without any the rules cut the whole text.
    """
    parts = parts or [Part(Span(0, len(file.text)))]
    split = split_lines(file.text)
    pairs = adjoining(file.text)
    starts = [line.start for line in split.lines]
    titles = [part.title_at for part in parts if part.title_at]
    outside = _outside(file.text, sorted([*(part.span for part in parts), *titles]))
    unread = sorted([*outside, *titles])
    dropped = [Dropped(file.name, span, Why.DECLARATION) for span in outside]
    dropped += [Dropped(file.name, span, Why.LAYOUT_MARK) for span in split.marks if not _lies_in(span, unread)]
    articles: list[Article] = []
    for part in parts:
        first, last = bisect_left(starts, part.span.start), bisect_left(starts, part.span.end)
        for segment, around, page in _cut(file, part, split.lines[first:last], pairs):
            article, left_out = assemble(file, len(articles) + 1, segment, around, page)
            articles.append(described(article, part))
            dropped += left_out
    return ParsedFile(tuple(articles), tuple(sorted(dropped, key=lambda one: one.span)))


def _cut(
    file: SourceFile, part: Part, printed: Sequence[Line], pairs: frozenset[str]
) -> Iterator[tuple[Segment, list[Line], Page]]:
    """The articles of a part: the lines of each, what is printed around it, and what they share."""
    title = Line(Reading.of_spans(file.text, [part.title_at]), level=_TITLE_LEVEL) if part.title_at else None
    lines = join_wrapped(file.text, [line for line in printed if not _lies_in_one(line.start, part.title_at)])
    footer = footer_start(lines)
    items = [classify(line) for line in lines[:footer]]
    content = [item for item in items if item.role is not Role.CHROME]
    chrome = [item.line for item in items if item.role is Role.CHROME] + list(lines[footer:])
    imprint = content[0].info if content else None
    page = Page(imprint or Info(), pairs)
    if part.is_article:
        headline = Item(title, Role.HEADING) if title else None
        segments = [one_article(content, headline)] if content or headline else []
    else:
        segments = split_pictures(cut_articles(content), wide_gap(content)) if content else []
    for segment, around in _with_chrome(segments, chrome):
        yield segment, around, page


def _outside(text: str, inside: Sequence[Span]) -> list[Span]:
    """The runs of visible characters between the spans; `inside` is in order, and one may lie in another."""
    found: list[Span] = []
    reached = 0
    for start, end in [*inside, Span(len(text), len(text))]:
        between = text[reached:start]
        if between.strip():
            first = reached + len(between) - len(between.lstrip())
            found.append(Span(first, reached + len(between.rstrip())))
        reached = max(reached, end)
    return found


def _lies_in(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a span lies in one of `spans`, which are in order and apart."""
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return at >= 0 and span.end <= spans[at].end


def _lies_in_one(at: int, span: Span | None) -> bool:
    return span is not None and span.start <= at < span.end


def _with_chrome(segments: Sequence[Segment], chrome: Sequence[Line]) -> list[tuple[Segment, list[Line]]]:
    """Segments in order of print, each with the chrome that is printed behind its beginning; the first takes more."""
    ordered = sorted(segments, key=lambda segment: segment.start) or ([Segment()] if chrome else [])
    starts = [segment.start for segment in ordered[1:]]
    around: list[list[Line]] = [[] for _ in ordered]
    for line in chrome:
        around[bisect_right(starts, line.start)].append(line)
    return list(zip(ordered, around, strict=True))
