"""Reader's aids for one citation, each tied to the run of the quote that it explains."""

from __future__ import annotations

from qa.answers.aids.aid import Aid, apart
from qa.answers.aids.days import Base, base_of, day_aids
from qa.answers.aids.names import name_aids
from qa.answers.aids.numerals import number_aids
from qa.answers.aids.terms import term_aids
from qa.answers.answer import Citation
from qa.retrieval.language import Language


def aids(citation: Citation, language: Language) -> tuple[Aid, ...]:
    """What helps to read the quote of a citation, ascending and apart, in characters of `citation.quote`.

    Relative dates for every reader; numerals, pinyin and terms for those who read English.
    """
    return quote_aids(citation.quote, base_of(citation.article), language)


def quote_aids(quote: str, base: Base | None, language: Language) -> tuple[Aid, ...]:
    """The same for a quote whose relative dates count from `base`; None where nothing says from when."""
    dates = day_aids(quote, base, language)
    if language != "en":
        return apart(dates)
    return apart([*dates, *number_aids(quote), *name_aids(quote), *term_aids(quote)])
