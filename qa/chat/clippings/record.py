"""A clipping as named texts: what every file of clippings says of it."""

from __future__ import annotations

from enum import StrEnum

from qa.answers.references import Style, reference
from qa.articles.reading import without_layout
from qa.chat.clippings.clipping import Clipping, Lost
from qa.chat.wording import Wording


class Field(StrEnum):
    """What is said of a clipping, in this order; the wordings have a name for each."""

    QUESTION = "question"
    QUOTE = "quote"
    ANSWER = "answer"
    HEADLINE = "headline"
    PAPER = "paper"
    DATE = "date"
    BYLINE = "byline"
    FILE = "file"
    START = "start"
    END = "end"
    URL = "url"
    REFERENCE = "reference"
    NOTE = "note"


_NOT_A_DETAIL = {Field.QUESTION, Field.QUOTE, Field.START, Field.END, Field.NOTE}


def record(clipping: Clipping | Lost, wording: Wording) -> dict[Field, str]:
    """Every field, empty where the page prints no such thing; of a lost clipping nothing but its question and why."""
    if isinstance(clipping, Lost):
        known = {Field.QUESTION: clipping.question, Field.NOTE: wording.lost_clippings[clipping.problem]}
        return dict.fromkeys(Field, "") | known
    citation, article = clipping.citation, clipping.citation.article
    return {
        Field.QUESTION: clipping.question,
        Field.QUOTE: citation.quote,
        Field.ANSWER: citation.answer if clipping.answered else "",
        Field.HEADLINE: without_layout(article.title),
        Field.PAPER: article.source,
        Field.DATE: article.printed_date,
        Field.BYLINE: article.byline,
        Field.FILE: article.file.name,
        Field.START: str(citation.start),
        Field.END: str(citation.end),
        Field.URL: article.url or "",
        Field.REFERENCE: reference(article, Style.GBT7714),
        Field.NOTE: "",
    }


def details(clipping: Clipping, wording: Wording) -> list[tuple[str, str]]:
    """What stands under the quote where it is read: name and text, as far as there is one."""
    said = record(clipping, wording)
    rows = [(wording.clipping_fields[field], said[field]) for field in Field if field not in _NOT_A_DETAIL]
    rows.append((wording.characters, f"{said[Field.START]}–{said[Field.END]}"))
    return [(name, text) for name, text in rows if text]
