"""Files of questions, a line each: a batch to answer, a set with proofs to score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.answers.json_lines import decoded, file_lines, json_object, text_of, texts_of
from qa.errors import UsageError
from qa.retrieval.filters import Filters, parse_filters


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """A question with the ones asked before it, and the filters that it is asked under."""

    question: str
    history: tuple[str, ...] = ()
    filters: Filters | None = None


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its proof: `quote` is the run of `file` that proves each of the `accepted` answers.

    All three are empty where the articles do not answer. `language` is zh or en, `kind` what is asked for.
    """

    id: str
    language: str
    kind: str
    question: str
    history: tuple[str, ...]
    file: str
    quote: str
    accepted: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the articles answer it."""
        return bool(self.file)


def read_batch(lines: Iterable[bytes], name: str) -> Iterator[BatchQuestion]:
    """Yield the questions of the UTF-8 `lines` of file `name` as they come; blank lines are skipped.

    A line that starts with `{` is a JSON object with `question` and optional `history` and `filters`, any other is
    the question itself. Raises UsageError naming the line that is neither.
    """
    for where, line in _numbered(lines, name):
        if line.startswith("{"):
            fields = json_object(line, where)
            yield BatchQuestion(
                text_of(fields, "question", where), texts_of(fields, "history", where), _filters(fields, where)
            )
        else:
            yield BatchQuestion(line)


def read_question_set(path: Path) -> list[GoldQuestion]:
    """Read a question set, one JSON object a line.

    Its fields are id, lang, kind, question, history, file, quote, answer and answers_ok; history and
    answers_ok may be left out, and a `file` of null marks a question that the articles do not answer. Raises
    UsageError naming the line that is no such object, or the file that cannot be read or is empty.
    """
    lines = _numbered(file_lines(path), str(path))
    questions = [_gold_question(json_object(line, where), where) for where, line in lines]
    if not questions:
        raise UsageError(f"the question set {path} is empty; give one JSON object a line")
    return questions


def _numbered(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, str]]:
    """Each line that is not blank, trimmed, behind the words that say where it stands."""
    for number, raw in enumerate(lines, start=1):
        where = f"{name}, line {number}"
        line = decoded(raw, number, where)
        if line:
            yield where, line


def _gold_question(fields: dict[str, Any], where: str) -> GoldQuestion:
    answerable = bool(fields.get("file"))
    return GoldQuestion(
        id=text_of(fields, "id", where),
        language=text_of(fields, "lang", where),
        kind=text_of(fields, "kind", where),
        question=text_of(fields, "question", where),
        history=texts_of(fields, "history", where),
        file=text_of(fields, "file", where) if answerable else "",
        quote=text_of(fields, "quote", where) if answerable else "",
        accepted=(text_of(fields, "answer", where), *texts_of(fields, "answers_ok", where)) if answerable else (),
    )


def _filters(fields: dict[str, Any], where: str) -> Filters | None:
    try:
        return parse_filters(fields.get("filters"))
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None
