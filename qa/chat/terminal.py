"""Answers, hits and figures as text for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from qa.answers.answer import Answer, Citation, Comparison, Language, Reason, Row
from qa.answers.evaluation import Figures
from qa.answers.judged import Review
from qa.answers.reliability import Bin
from qa.articles.article import Article
from qa.chat.filters_view import filter_text
from qa.chat.highlights import quote_reading, stretches
from qa.chat.phrases import Table
from qa.chat.reprints_view import reprints_text
from qa.chat.wording import WORDINGS, Wording
from qa.retrieval.filters import Selection
from qa.retrieval.hits import Hit, Passage

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
MARGIN = "    "
WIDEST_GROUP = 18


def answer_text(answer: Answer, *, bold: bool) -> str:
    """The answer with its citations, or the reason why there is none and what the articles do hold.

    Figures side by side stand in a table behind the first citation, by the numbers of theirs. Reasons are in the
    question's language. `bold` marks the answer in its quote with ANSI sequences; control characters of the articles
    are shown as escapes, so that no article can steer the terminal.
    """
    if answer.answered:
        words = WORDINGS[answer.language]
        first, *others = (_citation_text(citation, words, bold=bold) for citation in answer.cited)
        table = [_table(answer.comparison, words.comparison)] if answer.comparison else []
        return "\n\n".join([shown(answer.answer or ""), first, *table, *others])
    pointers = (_citation_text(pointer, WORDINGS[answer.language], bold=False) for pointer in answer.pointers)
    return "\n\n".join([_reason_text(answer), *pointers])


def unmatched_text(selection: Selection, language: Language) -> str:
    """That the filters let no article in, and which of them are to blame."""
    words = WORDINGS[language]
    return "\n".join([words.reasons[Reason.FILTER_MATCHES_NOTHING].headline, *_filter_lines(selection, words)])


def hits_text(hits: Sequence[Hit]) -> str:
    """The hits, best first, each with its place."""
    return "\n\n".join(_hit_text(rank, hit.passage) for rank, hit in enumerate(hits, start=1))


def figures_table(figures: Mapping[str, Figures]) -> str:
    """The figures of each group of questions, a line each; a dash where a figure has no basis."""
    heads = list(next(iter(figures.values())))
    lines = [" " * WIDEST_GROUP + "".join(f"{head:>14}" for head in heads)]
    for group, row in figures.items():
        lines.append(f"{group:{WIDEST_GROUP}}" + "".join(f"{_figure(row[head]):>14}" for head in heads))
    return "\n".join(lines)


def reliability_lines(bins: Sequence[Bin]) -> str:
    """What the confidence said beside what came true, a line a bin."""
    return "\n".join(
        f"confidence {b.low:.1f} to {b.high:.1f}: {b.answers} answers, said {b.said:.2f}, right {b.was:.2f}"
        for b in bins
    )


def review_text(review: Review) -> str:
    """What became of a file of verdicts: how many have a truth, and which answers called wrong are still given."""
    lines = [
        f"judged right: {review.right}; judged right in an article that has changed since, left out: {review.outdated}",
        f"judged wrong, no truth known: {review.wrong}; still answered like that: {len(review.still_wrong)}",
        *(f"{MARGIN}{shown(question)}" for question in review.still_wrong),
        f"taken back: {review.withdrawn}; lines superseded: {review.superseded}",
    ]
    return "\n".join([*lines, *map(shown, review.skipped)])


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _reason_text(answer: Answer) -> str:
    words = WORDINGS[answer.language]
    notice = words.reasons[answer.reason] if answer.reason else words.broken
    missing = [f"{words.missing}: {shown(', '.join(answer.missing))}"] if answer.missing else []
    filtered = _filter_lines(answer.selection, words) if answer.selection else []
    return "\n".join([notice.headline, notice.advice, *missing, *filtered])


def _filter_lines(selection: Selection, words: Wording) -> list[str]:
    """The filters to blame where they let nothing in, and how many articles no day can let in."""
    blamed = dict.fromkeys(filter_text(name, selection.filters, words) for name in selection.unmatched)
    lines = [shown(line) for line in blamed]
    return [*lines, words.filters.undated.format(count=selection.undated)] if selection.undated else lines


def _table(comparison: Comparison, words: Table) -> str:
    """A row a line under a caption, the columns as wide as they are shown; the last is the number of a citation."""
    heads = (words.date, words.place, words.figure, "")
    lines = [heads, *(_cells(row, words) for row in comparison.rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    padded = ("  ".join(map(_padded, line, widths)).rstrip() for line in lines)
    caption = f"{words.caption}\n{words.differ}" if comparison.differ else words.caption
    return "\n".join([caption, *padded])


def _cells(row: Row, words: Table) -> tuple[str, ...]:
    printed = (row.date or words.unstated, row.place or words.unstated, row.figure)
    return (*(shown(cell.replace("\n", " ").replace("\t", " ")) for cell in printed), f"[{row.citation.number}]")


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(cell: str) -> int:
    """How many columns of a terminal a text takes: two for each wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell
    )


def _hit_text(rank: int, passage: Passage) -> str:
    place = _place(passage.article, passage.start, passage.end)
    return f"[{rank}] {shown(passage.text)}\n{MARGIN}{place}"


def _citation_text(citation: Citation, words: Wording, *, bold: bool) -> str:
    parts = (
        f"{BOLD}{shown(part.text)}{PLAIN}" if bold and part.answer else shown(part.text)
        for part in stretches(quote_reading(citation), [citation])
    )
    place = _place(citation.article, citation.start, citation.end)
    reprints = shown(reprints_text(citation.reprints, words))
    return "\n".join([f"[{citation.number}] {''.join(parts)}", *(MARGIN + line for line in (place, reprints) if line)])


def _place(article: Article, start: int, end: int) -> str:
    """Headline, source, date, byline and position; what the page does not print is left out."""
    page = article.file.page(start)
    place = f"{article.file.name}:{start}-{end}" + (f" (page {page})" if page else "")
    printed = (article.title, article.source, article.printed_date, article.edition, article.byline, place)
    return " · ".join(shown(part) for part in printed if part)


def shown(text: str) -> str:
    """`text` with its control characters written as escapes; line breaks and tabs stay."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) == "Cc" and char not in "\n\t" else char
        for char in text
    )
