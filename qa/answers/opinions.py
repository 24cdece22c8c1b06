"""What readers thought of answers: a file of their verdicts, one JSON object a line.

{"schema_version": 1, "id": "…", "date": "2026-03-10", "version": "0.1.0", "language": "zh", "history": [],
 "question": "…", "understood": "…", "answered": true, "answer": "1330家", "reason": null,
 "citation": {"file": "a.txt", "sha256": "…", "start": 0, "end": 9, "answer_start": 3, "answer_end": 8},
 "verdict": "right", "remark": ""}

A line says nothing of who wrote it: no address, no browser, no session, and of the time only the day. It holds the
earlier questions only where the question leaned on them. `id` is random and stands for one answer shown once: of the
lines with the same one the last counts. Nothing is ever rewritten: what was taken back is still in the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from qa.answers.answer import Answer, Citation, Language, Reason
from qa.answers.answerer import stands_alone
from qa.answers.json_lines import decoded, file_lines, json_object, text_of, texts_of
from qa.errors import UsageError

SCHEMA_VERSION = 1


class Verdict(StrEnum):
    """What a reader says of an answer, or of the word that the articles do not say."""

    RIGHT = "right"
    WRONG = "wrong"
    WITHDRAWN = "withdrawn"  # the reader has no opinion after all


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: its quote and itself as offsets in a file, and the hash of the file's bytes."""

    file: str
    sha256: str
    start: int
    end: int
    answer_start: int
    answer_end: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """One verdict on one answer, as a line holds it; `citation` is None where the articles were said not to answer."""

    id: str
    date: str
    version: str | None
    language: Language
    history: tuple[str, ...]
    question: str
    understood: str
    answered: bool
    answer: str | None
    reason: str | None
    citation: Place | None
    verdict: Verdict
    remark: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """A file of verdicts: the last one on each answer, in the order of their first lines.

    `superseded` counts the lines that a later one took the place of, `skipped` says of each line that could not be
    read where it stands and why.
    """

    last: tuple[Opinion, ...]
    superseded: int
    skipped: tuple[str, ...]


def opinion_on(
    answer: Answer, verdict: Verdict, remark: str, *, id_: str, history: Sequence[str], date: str, version: str | None
) -> Opinion:
    """The verdict on `answer`, which was found with `history` before it; `date` is the day, YYYY-MM-DD."""
    return Opinion(
        id=id_,
        date=date,
        version=version,
        language=answer.language,
        history=() if stands_alone(answer) else tuple(history),
        question=answer.question,
        understood=answer.understood,
        answered=answer.answered,
        answer=answer.answer,
        reason=answer.reason and answer.reason.value,
        citation=place_of(answer.citations[0]) if answer.answered else None,
        verdict=verdict,
        remark=remark,
    )


def place_of(citation: Citation) -> Place:
    """Where a citation stands."""
    file = citation.article.file
    return Place(file.name, file.sha256, citation.start, citation.end, citation.answer_start, citation.answer_end)


def line_of(opinion: Opinion) -> bytes:
    """The line that stands for an opinion, line end included."""
    written = json.dumps({"schema_version": SCHEMA_VERSION, **asdict(opinion)}, ensure_ascii=False)
    # The name of a file may hold bytes that are no UTF-8, as lone surrogates; JSON has an escape for them.
    return written.encode("utf-8", "backslashreplace") + b"\n"


def read_opinions(path: Path) -> Opinions | None:
    """Read a file of verdicts; None where the first JSON object in it is none, so that it is a file of another kind.

    A line that is no verdict, such as one that was cut off, is skipped and named. Raises UsageError for a file that
    cannot be read.
    """
    opinions: list[Opinion] = []
    verdicts, skipped = False, []
    for number, raw in enumerate(file_lines(path), start=1):
        where = f"{path}, line {number}"
        if not raw.strip():
            continue
        try:
            found = json_object(decoded(raw, number, where), where)
            verdicts = verdicts or "verdict" in found
            if not verdicts:
                return None
            opinions.append(_opinion(found, where))
        except UsageError as error:
            skipped.append(f"{error}; skipped")
    last = {opinion.id: opinion for opinion in opinions}
    return Opinions(tuple(last.values()), len(opinions) - len(last), tuple(skipped)) if verdicts else None


def _opinion(found: dict[str, Any], where: str) -> Opinion:
    if found.get("schema_version") != SCHEMA_VERSION:
        raise UsageError(f"{where}: schema_version {found.get('schema_version')!r}, {SCHEMA_VERSION} is read here")
    answered = found.get("answered")
    if not isinstance(answered, bool):
        raise UsageError(f"{where}: the field 'answered' is {answered!r}; it has to be true or false")
    return Opinion(
        id=text_of(found, "id", where),
        date=text_of(found, "date", where),
        version=_text_or_none(found, "version", where),
        language=_one_of(("zh", "en"), found, "language", where),  # type: ignore[arg-type]
        history=texts_of(found, "history", where),
        question=text_of(found, "question", where),
        understood=text_of(found, "understood", where),
        answered=answered,
        answer=text_of(found, "answer", where) if answered else None,
        reason=None if answered else _one_of(list(Reason), found, "reason", where),
        citation=_place(found.get("citation"), where) if answered else None,
        verdict=Verdict(_one_of(list(Verdict), found, "verdict", where)),
        remark=text_of(found, "remark", where),
    )


def _text_or_none(found: dict[str, Any], name: str, where: str) -> str | None:
    return None if found.get(name) is None else text_of(found, name, where)


def _one_of(values: Sequence[str], found: dict[str, Any], name: str, where: str) -> str:
    value = text_of(found, name, where)
    if value not in values:
        raise UsageError(f"{where}: the field {name!r} is {value!r}; it has to be one of {', '.join(values)}")
    return value


def _place(value: object, where: str) -> Place:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: the field 'citation' is {value!r}; an answer needs the place where it stands")
    texts = {name: text_of(value, name, where) for name in ("file", "sha256")}
    offsets = {field.name: value.get(field.name) for field in fields(Place) if field.name not in texts}
    if not all(type(offset) is int for offset in offsets.values()):
        raise UsageError(f"{where}: the citation's offsets are {offsets}; they have to be whole numbers")
    place = Place(**texts, **offsets)  # type: ignore[arg-type]
    if not 0 <= place.start <= place.answer_start < place.answer_end <= place.end:
        raise UsageError(f"{where}: the answer does not lie in its quote ({offsets})")
    return place
