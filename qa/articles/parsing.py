"""A decoded file → its articles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qa.articles.article import Article, SourceFile
from qa.articles.assembly import Dropped, Page, Why, assemble
from qa.articles.furniture import footer_start
from qa.articles.imprint import Info
from qa.articles.lines import Line, split_lines
from qa.articles.mending import adjoining
from qa.articles.pictures import split_pictures
from qa.articles.roles import Role, classify
from qa.articles.segments import Segment, cut_articles, wide_gap
from qa.articles.wrapping import join_wrapped


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The articles of a file in order of print, and its characters that stand in none of them.

    Every character of the file that is not white space is either in exactly one piece of one paragraph or in exactly
    one span of `dropped`.
    """

    articles: tuple[Article, ...]
    dropped: tuple[Dropped, ...]


def parse_file(file: SourceFile) -> ParsedFile:
    """Cut a newspaper page, a web page or a plain text into articles, in time linear in its length.

    The rules are those of the modules that are called here, one each. A text that fits none of them is one article,
    its first short line the headline. Of a file without any text nothing comes back.
    """
    split = split_lines(file.text)
    lines = join_wrapped(file.text, split.lines)
    footer = footer_start(lines)
    items = [classify(line) for line in lines[:footer]]
    content = [item for item in items if item.role is not Role.CHROME]
    segments = split_pictures(cut_articles(content), wide_gap(content)) if content else []
    chrome = [item.line for item in items if item.role is Role.CHROME] + list(lines[footer:])
    dropped = [Dropped(file.name, span, Why.LAYOUT_MARK) for span in split.marks]
    articles = []
    imprint = content[0].info if content else None
    page = Page(imprint or Info(), adjoining(file.text))
    for number, (segment, around) in enumerate(_with_chrome(segments, chrome), 1):
        article, left_out = assemble(file, number, segment, around, page)
        articles.append(article)
        dropped += left_out
    return ParsedFile(tuple(articles), tuple(sorted(dropped, key=lambda one: one.span)))


def _with_chrome(segments: Sequence[Segment], chrome: Sequence[Line]) -> list[tuple[Segment, list[Line]]]:
    """Segments in order of print, each with the chrome that is printed behind its beginning; the first takes more."""
    ordered = sorted(segments, key=lambda segment: segment.start) or ([Segment()] if chrome else [])
    starts = [segment.start for segment in ordered[1:]]
    around: list[list[Line]] = [[] for _ in ordered]
    for line in chrome:
        around[bisect_right(starts, line.start)].append(line)
    return list(zip(ordered, around, strict=True))
