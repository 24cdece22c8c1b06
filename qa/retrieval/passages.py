"""Articles into passages: overlapping stretches that hold a few whole sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qa.articles.article import Article, Kind, Paragraph
from qa.articles.reading import Reading
from qa.retrieval.hits import Passage
from qa.retrieval.sentences import clause_ranges, sentence_ranges

# Characters of reading text. Between 180 and 250 with an overlap, passages were found more often than sentences, which
# lack their subject, and than whole paragraphs, which blur it.
LONGEST = 240
OVERLAP = 60
PASSAGE_SETTINGS = {"longest": LONGEST, "overlap": OVERLAP, "version": 1}
# What may stand between two pieces of one passage: white space and Markdown's marks, but no other article's words.
_LAYOUT = " \t\r\n\v\f\u3000\xa0\ufeff*#>_"
_LONGEST_SLICE = 400


def split_article(article: Article) -> list[Passage]:
    """Passages of an article in reading order, each one slice of its file and at most 400 characters long."""
    passages = []
    for furniture in (False, True):
        paragraphs = [p for p in article.paragraphs if (p.kind is Kind.FURNITURE) is furniture]
        for run in _contiguous_runs(article.file.text, _units(paragraphs)):
            passages += [_passage(article, window, furniture) for window in _windows(run)]
    return passages


def split_articles(articles: Iterable[Article]) -> list[Passage]:
    """The passages of articles, in their order."""
    return [passage for article in articles for passage in split_article(article)]


def _units(paragraphs: Iterable[Paragraph]) -> Iterator[Reading]:
    """Sentences, the long ones cut; every paragraph's last one ends with a line feed."""
    for paragraph in paragraphs:
        text = paragraph.text
        parts = [part for start, end in sentence_ranges(text) for part in _cut(text, start, end)]
        ranges = [(start, end) for start, end in parts if not text[start:end].isspace()]
        for start, end in ranges:
            unit = paragraph.reading.slice(start, end)
            yield Reading(unit.text + "\n", unit.pieces) if (start, end) == ranges[-1] else unit


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence that is too long for a passage behind its clauses, and a clause without end anywhere."""
    if end - start <= LONGEST:
        yield start, end
        return
    begin = last = start
    for _, clause_end in clause_ranges(text[start:end]):
        while start + clause_end - begin > LONGEST:
            stop = last if last > begin else begin + LONGEST
            yield begin, stop
            begin = last = stop
        last = start + clause_end
    yield begin, end


def _contiguous_runs(source: str, units: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Runs of units that follow each other in the file with nothing but layout between them."""
    run: list[Reading] = []
    for unit in _unbroken(source, units):
        if unit.text.isspace():
            continue
        if run and not _follows(source, run[-1].pieces[-1].end, unit.pieces[0].start):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _unbroken(source: str, units: Iterable[Reading]) -> Iterator[Reading]:
    """Units, those that the page interrupts or spreads over too much of the file cut where it does."""
    for unit in units:
        first, begin = unit.pieces[0], 0
        for before, piece in zip(unit.pieces, unit.pieces[1:], strict=False):
            if not _follows(source, before.end, piece.start) or piece.end - first.start > _LONGEST_SLICE:
                yield unit.slice(begin, piece.at)
                first, begin = piece, piece.at
        yield unit.slice(begin, len(unit.text))


def _follows(source: str, end: int, start: int) -> bool:
    return end <= start <= end + _LONGEST_SLICE and not source[end:start].strip(_LAYOUT)


def _windows(run: list[Reading]) -> Iterator[list[Reading]]:
    """Groups of whole units of at most LONGEST characters, the last OVERLAP or fewer of one repeated in the next."""
    window: list[Reading] = []
    for unit in run:
        if window and not _fits([*window, unit]):
            yield window
            window = _tail(window)
            while window and not _fits([*window, unit]):
                window = window[1:]
        window.append(unit)
    yield window


def _fits(units: list[Reading]) -> bool:
    slice_length = units[-1].pieces[-1].end - units[0].pieces[0].start
    return sum(len(unit.text) for unit in units) <= LONGEST and slice_length <= _LONGEST_SLICE


def _tail(window: list[Reading]) -> list[Reading]:
    tail: list[Reading] = []
    for unit in reversed(window[1:]):
        if sum(len(u.text) for u in tail) + len(unit.text) > OVERLAP:
            break
        tail.insert(0, unit)
    return tail


def _passage(article: Article, window: list[Reading], furniture: bool) -> Passage:
    reading = Reading.joined(window, separator="")
    reading = reading.slice(0, len(reading.text.rstrip("\n")))
    return Passage(article, reading.pieces[0].start, reading.pieces[-1].end, reading, furniture)
