"""Verdicts of readers as a question set: what they called right is the truth, what they called wrong has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.answers.answer import Answer
from qa.answers.evaluation import Archive
from qa.answers.opinions import Opinion, Opinions, Place, Verdict, place_of
from qa.answers.question_files import GoldQuestion
from qa.articles.article import Article, SourceFile
from qa.articles.reading import without_layout

ANSWERED, UNANSWERABLE = "answered", "unanswerable"  # the kinds of questions that verdicts can tell apart


@dataclass(frozen=True, slots=True)
class Judged:
    """Verdicts sorted by what can be known from them.

    `questions` have a truth: the place that a reader called right, or that the articles do not say. `outdated` were
    called right in an article that is gone or no longer the same, `wrong` are answers of which only that is known.
    """

    questions: list[GoldQuestion]
    outdated: list[Opinion]
    wrong: list[Opinion]
    withdrawn: int
    superseded: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What became of a file of verdicts, in numbers of answers.

    `right` have a truth and were scored. `still_wrong` holds the questions that today get the very answer that was
    called wrong; `superseded` and `skipped` are lines of the file.
    """

    right: int
    outdated: int
    wrong: int
    still_wrong: tuple[str, ...]
    withdrawn: int
    superseded: int
    skipped: tuple[str, ...]


def judged(opinions: Opinions, articles: Iterable[Article]) -> Judged:
    """Sort verdicts, with the articles that they are about; each answer counts once, with its last verdict."""
    files = {article.file.name: article.file for article in articles}
    of = {verdict: [opinion for opinion in opinions.last if opinion.verdict is verdict] for verdict in Verdict}
    known = {opinion.id: question for opinion in of[Verdict.RIGHT] if (question := _question(opinion, files))}
    return Judged(
        questions=list(known.values()),
        outdated=[opinion for opinion in of[Verdict.RIGHT] if opinion.id not in known],
        wrong=of[Verdict.WRONG],
        withdrawn=len(of[Verdict.WITHDRAWN]),
        superseded=opinions.superseded,
        skipped=opinions.skipped,
    )


def reviewed(verdicts: Judged, archive: Archive, wrong: Iterable[Opinion]) -> Review:
    """Put the questions of `wrong`, which are those of `verdicts`, to the archive again, and count everything."""
    again = [o.question for o in wrong if _is_same(o.citation, archive.ask(o.question, history=o.history))]
    return Review(
        right=len(verdicts.questions),
        outdated=len(verdicts.outdated),
        wrong=len(verdicts.wrong),
        still_wrong=tuple(again),
        withdrawn=verdicts.withdrawn,
        superseded=verdicts.superseded,
        skipped=verdicts.skipped,
    )


def _question(opinion: Opinion, files: Mapping[str, SourceFile]) -> GoldQuestion | None:
    """The question with its truth; None where the file no longer has the bytes in which the answer stood."""
    place = opinion.citation
    if place is None:
        return _gold(opinion, UNANSWERABLE, "", "", ())
    file = files.get(place.file)
    if file is None or file.sha256 != place.sha256 or place.end > len(file.text):
        return None
    answer = without_layout(file.text[place.answer_start : place.answer_end])
    return _gold(opinion, ANSWERED, file.name, file.text[place.start : place.end], (answer,))


def _gold(opinion: Opinion, kind: str, file: str, quote: str, accepted: Sequence[str]) -> GoldQuestion:
    return GoldQuestion(
        opinion.id, opinion.language, kind, opinion.question, opinion.history, file, quote, tuple(accepted)
    )


def _is_same(place: Place | None, answer: Answer) -> bool:
    if place is None or not answer.answered:
        return place is None and not answer.answered
    found = place_of(answer.citations[0])
    return (found.sha256, found.file, found.answer_start, found.answer_end) == (
        place.sha256,
        place.file,
        place.answer_start,
        place.answer_end,
    )
