"""Where and when a figure holds, as its sentence, its headline or its article prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answers.candidates import Candidate
from qa.retrieval.figures import Form, dates
from qa.retrieval.folding import fold_in_place
from qa.retrieval.names import bare_place, firms, is_known_place, proper_nouns
from qa.retrieval.sentences import clause_ranges

_HERE = re.compile(r"[全我本][省市县区州]")
_PERIOD = re.compile(
    r"(?:[去今]年)?(?:前[\d一二三四五六七八九十两]{1,2}个?(?:月|季度)|[上下]半年|第?[一二三四]季度|\d{1,2}月?[至到—~～-]+\d{1,2}月份?)"
    r"|今年以?来"
)
_NOW = re.compile(r"目前|当前|现在|现已|如今")
_RELATIVE = re.compile(r"[昨今前明][日天]|[同去明]年|[本上下]?月底|[去今明]?年[底初]")
_RUNS_ON = re.compile(r"\d{1,2}[月日]?[至到—~～-]+$")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")
_UNTIL = re.compile(r"截[至止]\s?$")


@dataclass(frozen=True, slots=True)
class Key:
    """What place and date can be told apart by; a date that says nothing to other articles holds its own."""

    place: str
    date: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The `date` and `place` of a figure as printed, empty where none is.

    `key` compares them; `own_date` is the date that the sentence itself prints.
    """

    date: str
    place: str
    key: Key
    own_date: str


def circumstances(candidate: Candidate) -> Circumstances:
    """Where and when the candidate's figure holds."""
    article = candidate.passage.article
    date = _date(candidate)
    place = _place(candidate)
    # 昨日 and 全市 mean another day and another city in every paper.
    own = f" {article.id}" if _RELATIVE.search(date) else ""
    here = f" {article.file.name} {article.page}" if _HERE.fullmatch(place) else ""
    return Circumstances(
        date or article.date_text, place, Key(bare_place(place) + here, (date or article.printed_date) + own), date
    )


def _date(candidate: Candidate) -> str:
    """The date or period that a sentence gives its figure: behind 截至, at its beginning, or in the figure's clause.

    The last of them in front of the figure, or one behind it in the same clause. What happened on a day (2月10日复产,
    目前到岗率82.8%) does not date what is so now.
    """
    text, mark = candidate.sentence.text, candidate.mark
    start, end = clause_at(text, mark.start)
    folded = fold_in_place(text)
    found = sorted(
        [*_periods(folded), *(_whole(folded, form) for form in dates(folded))], key=lambda f: (f.start, -f.end)
    )
    before = [form for form in found if form.end <= mark.start and _dates_figure(folded, form, start, mark.start)]
    behind = [form for form in found if mark.end <= form.start and form.end <= end]
    form = before[-1] if before else next(iter(behind), None)
    outer = next((f for f in found if form and f.start <= form.start and form.end <= f.end), form)
    return text[outer.start : outer.end] if outer else ""


def _dates_figure(text: str, form: Form, clause: int, figure: int) -> bool:
    if _NOW.search(text, form.end, figure):
        return False
    return form.start == 0 or form.start >= clause or _UNTIL.search(text[: form.start]) is not None


def _periods(text: str) -> list[Form]:
    return [Form(match.start(), match.end()) for match in _PERIOD.finditer(text)]


def _whole(text: str, form: Form) -> Form:
    """A date with what it runs on from: of 1—2月 the form holds 2月 alone."""
    before = _RUNS_ON.search(text[max(0, form.start - 8) : form.start])
    return Form(form.start - len(before[0]), form.end) if before else form


def clause_at(text: str, at: int) -> tuple[int, int]:
    """The range of the clause of a sentence in which the character `at` stands."""
    return next(((start, end) for start, end in clause_ranges(text) if start <= at < end), (0, len(text)))


def _place(candidate: Candidate) -> str:
    """The place nearest in front of the figure in its clause, else the only one of the sentence, else the headline's.

    Empty where the sentence names several and none in the clause, or where it is part of a firm's name.
    """
    text = candidate.sentence.text
    start, end = clause_at(text, candidate.mark.start)
    named = _places(text)
    close = [form for form in named if start <= form.start and form.end <= end]
    before = [form for form in close if form.end <= candidate.mark.start]
    if close:
        chosen = before[-1] if before else close[0]
        return text[chosen.start : chosen.end]
    if named:
        return _only(text, named)
    here = _HERE.search(text)
    title = candidate.passage.article.title
    return here[0] if here else _only(title, _places(title))


def _only(text: str, named: list[Form]) -> str:
    distinct = {bare_place(text[form.start : form.end]): text[form.start : form.end] for form in named}
    return next(iter(distinct.values())) if len(distinct) == 1 else ""


def _places(text: str) -> list[Form]:
    """The places of the gazetteer that a text names, those inside the names of firms, lists and papers left out."""
    known = sorted((word for word in proper_nouns(text) if is_known_place(word)), key=lambda word: (-len(word), word))
    if not known:
        return []
    inside = [(text.find(firm), text.find(firm) + len(firm)) for firm in firms(text)]
    inside += [match.span() for match in _QUOTED.finditer(text)]
    matches = re.finditer("|".join(map(re.escape, known)), text)
    return [
        Form(match.start(), match.end())
        for match in matches
        if not any(start <= match.start() < end for start, end in inside)
    ]
