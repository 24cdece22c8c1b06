"""What a question gets: citations, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from qa.articles.article import Article
from qa.articles.reading import without_layout
from qa.retrieval.filters import Selection
from qa.retrieval.hits import Passage

Language = Literal["zh", "en"]


class Reason(StrEnum):
    """Why a question has no answer."""

    QUESTION_TOO_SHORT = "question_too_short"
    QUESTION_TOO_LONG = "question_too_long"
    NO_SUCH_SUBJECT = "no_such_subject"  # the articles say nothing about it
    FACT_NOT_STATED = "fact_not_stated"  # they speak of it, but do not say this
    PREMISE_NOT_FOUND = "premise_not_found"  # a place, person or firm that is nowhere in the articles
    FILTER_MATCHES_NOTHING = "filter_matches_nothing"  # no article is of that day, that paper or that place


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote as offsets: `[start, end)` in characters of the decoded file, the answer inside it.

    Nothing here is ever found again by searching: `quote` and `answer` are slices. `reprints` are the other articles
    that print the text of the one cited. Raises ValueError where the offsets leave the passage's file or the answer
    leaves the quote.
    """

    number: int
    passage: Passage
    start: int
    end: int
    answer_start: int
    answer_end: int
    score: float
    reprints: tuple[Article, ...] = ()

    def __post_init__(self) -> None:
        inside = 0 <= self.start <= self.answer_start < self.answer_end <= self.end <= len(self.article.file.text)
        if not inside:
            raise ValueError(
                f"citation [{self.start}, {self.end}) with answer [{self.answer_start}, {self.answer_end}) "
                f"does not lie in {self.article.file.name} ({len(self.article.file.text)} characters)"
            )

    @property
    def article(self) -> Article:
        """The article that is cited."""
        return self.passage.article

    @property
    def quote(self) -> str:
        """The quoted slice of the file without the white space of the page's layout."""
        return without_layout(self.article.file.text[self.start : self.end])

    @property
    def answer(self) -> str:
        """The shortest run of the quote that answers, layout aside."""
        return without_layout(self.article.file.text[self.answer_start : self.answer_end])


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, its `date` and `place` as they are printed, empty where they are not, and where it stands."""

    date: str
    place: str
    figure: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Comparison:
    """At least two rows, the best first; `differ` where two articles give another figure for one place and date."""

    rows: tuple[Row, ...]
    differ: bool


class Certainty(StrEnum):
    """How sure an answer is, in three steps."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"


# Of the answers said to be of high certainty four in five and more are right, of those of low one in two or fewer.
_HIGH, _FAIR = 0.8, 0.5


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A place of the question that stands in the articles in another form.

    `written` is how the question writes it (邵阳, Shaoyang, 全市), `place` how the articles do (邵阳市). `others` are
    places that it may be exchanged for, each with the whole question that asks about it instead.
    """

    written: str
    place: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question.

    `understood` is the question with what it inherits from the ones before it. Where `answered` is false, `reason`
    says why, `missing` names what of the question is nowhere in the articles, and `pointers` show what they do hold
    on the subject; where it is true, `answer` is that of the first citation. `confidence` is the probability, 0 to 1,
    that the best sentence answers the question, given or withheld; 0 where none was weighed. `selection` is what the
    filters let in, None without filters; `places` are those that were understood. `comparison` sets the figure that
    answers beside those that the articles give for other places and dates.
    """

    question: str
    understood: str
    language: Language
    answered: bool
    answer: str | None
    citations: tuple[Citation, ...]
    reason: Reason | None
    missing: tuple[str, ...] = ()
    pointers: tuple[Citation, ...] = ()
    confidence: float = 0.0
    selection: Selection | None = None
    places: tuple[PlaceReading, ...] = ()
    comparison: Comparison | None = None

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Everything that is quoted as an answer, by number: the citations, then what the comparison adds to them."""
        compared = self.comparison.rows if self.comparison else ()
        added = (row.citation for row in compared if row.citation.number > len(self.citations))
        return (*self.citations, *added)

    @property
    def certainty(self) -> Certainty:
        """The confidence in one of three words."""
        if self.confidence >= _HIGH:
            return Certainty.HIGH
        return Certainty.FAIR if self.confidence >= _FAIR else Certainty.LOW
