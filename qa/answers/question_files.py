"""Files of questions, a line each: a batch to answer, a set with proofs to score."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import UsageError
from qa.retrieval.filters import Filters, parse_filters

BYTE_ORDER_MARK = "\ufeff"


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
            fields = _object(line, where)
            yield BatchQuestion(
                _text(fields, "question", where), _texts(fields, "history", where), _filters(fields, where)
            )
        else:
            yield BatchQuestion(line)


def read_question_set(path: Path) -> list[GoldQuestion]:
    """Read a question set, one JSON object a line.

    Its fields are id, lang, kind, question, history, file, quote, answer and answers_ok; history and
    answers_ok may be left out, and a `file` of null marks a question that the articles do not answer. Raises
    UsageError naming the line that is no such object, or the file that cannot be read or is empty.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"cannot read the question set {path}: {error.strerror}; name a JSON Lines file") from None
    questions = [_gold_question(_object(line, where), where) for where, line in _numbered(lines, str(path))]
    if not questions:
        raise UsageError(f"the question set {path} is empty; give one JSON object a line")
    return questions


def _numbered(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, str]]:
    """Each line that is not blank, trimmed, behind the words that say where it stands."""
    for number, raw in enumerate(lines, start=1):
        where = f"{name}, line {number}"
        try:
            line = raw.decode("utf-8").removeprefix(BYTE_ORDER_MARK if number == 1 else "").strip()
        except UnicodeDecodeError as error:
            raise UsageError(f"{where}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None
        if line:
            yield where, line


def _gold_question(fields: dict[str, Any], where: str) -> GoldQuestion:
    answerable = bool(fields.get("file"))
    return GoldQuestion(
        id=_text(fields, "id", where),
        language=_text(fields, "lang", where),
        kind=_text(fields, "kind", where),
        question=_text(fields, "question", where),
        history=_texts(fields, "history", where),
        file=_text(fields, "file", where) if answerable else "",
        quote=_text(fields, "quote", where) if answerable else "",
        accepted=(_text(fields, "answer", where), *_texts(fields, "answers_ok", where)) if answerable else (),
    )


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: not JSON ({error}); give one JSON object a line") from None
    if not isinstance(fields, dict):
        raise UsageError(f"{where}: {line[:40]!r} is no JSON object; give one a line")
    return fields


def _text(fields: dict[str, Any], name: str, where: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise UsageError(f"{where}: the field {name!r} is {value!r}; it has to be a text")
    return value


def _texts(fields: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise UsageError(f"{where}: the field {name!r} is {values!r}; it has to be a list of texts")
    return tuple(values)


def _filters(fields: dict[str, Any], where: str) -> Filters | None:
    try:
        return parse_filters(fields.get("filters"))
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from None
