"""What a question names, as the corpus may write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What sort of thing a concept is: a false name or figure makes a false premise, a false word a paraphrase."""

    WORD = "word"
    NAME = "name"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question names: the words it uses, and the corpus terms that stand for them, with weights.

    `chinese` are the ways to say it in Chinese, the likeliest first; `emphasis` is 2 for what a follow-up adds.
    """

    surface: str
    terms: Mapping[str, float]
    chinese: tuple[str, ...] = ()
    sort: Sort = Sort.WORD
    emphasis: float = 1.0
