"""What an elliptical question inherits from the ones before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.retrieval.english import FUNCTION_WORDS, english_words
from qa.retrieval.figures import Form
from qa.retrieval.folding import fold_in_place
from qa.retrieval.language import language_of
from qa.retrieval.names import organisations, persons, places
from qa.retrieval.question import content_words

# Earlier questions that are looked at; what lies further back is another conversation.
LOOK_BACK = 6
# A question that names this many things stands on its own, names or not.
_SELF_CONTAINED = 5

_CHINESE_SWAP = re.compile(r"^(?:那么?|至于|还有|而|再说)?[，,]?(?P<new>.{1,24}?)(?:呢|又如何|怎么样)[?？!！。]*$")
_CHINESE_BACK = re.compile(
    r"^(?:那|它|他|她|其|该|此|上述|总共|一共|具体|分别|当时|后来|又|还)|它们?|[他她]们|其中|该(?:项|公司|企业|市|县)"
)
_ENGLISH_SWAP = re.compile(
    r"^(?:and|what about|how about|and what about)\s+(?P<new>(?:(?:in|at|for|by|of|from|on)\s+)?.+?)\s*\?*$", re.I
)
_ENGLISH_BACK = re.compile(r"^and\b|\b(?:it|its|they|their|them|he|his|him|she|her|those|these)\b", re.I)
_ENGLISH_ASKS = re.compile(r"\b(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have)\b", re.I)
_CAPITALISED = re.compile(r"(?:(?:in|at|for|by|of|from|on)\s+)?(?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*)*")
_PREPOSITION = re.compile(r"^(?:in|at|for|by|of|from|on)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is searched for: `text` in full, and `focus`, the part of it that is new.

    For a question that stands alone both are the question.
    """

    text: str
    focus: str


def understand(question: str, history: Sequence[str]) -> Understood:
    """The question with what it inherits from the earlier ones, the latest last.

    那衡阳呢 takes over the whole earlier question with 衡阳 in the place of the place; a question that points back
    (他们总共想借多少钱), or names too little to stand alone, is searched for together with the earlier one.
    """
    recent = [earlier for earlier in history[-LOOK_BACK:] if earlier.strip()]
    if not recent:
        return Understood(question, question)
    resolve = _english if language_of(question) == "en" else _chinese
    return resolve(question, understand(recent[-1], recent[:-1]).text)


def _chinese(question: str, base: str) -> Understood:
    swap = _CHINESE_SWAP.match(question.strip())
    if swap:
        new = swap["new"]
        return Understood(_with_twin_replaced(base, new) or f"{base} {new}", new)
    if _CHINESE_BACK.search(question) or _needs_subject(question):
        return Understood(f"{base} {question}", question)
    return Understood(question, question)


def _with_twin_replaced(base: str, new: str) -> str | None:
    """`base` with its name of the same kind as `new` replaced; None where there is no such pair."""
    for kind in (places, persons, organisations):
        twin = _twin(base, new, kind)
        if twin:
            return base[: twin.start] + new + base[twin.end :]
    tail = new[-2:]  # 市长 and 副市长: one noun, differently qualified
    at = base.find(tail) if len(new) > 2 else -1
    return base[:at] + new + base[at + len(tail) :] if at >= 0 else None


def _twin(base: str, new: str, kind: Callable[[str], list[Form]]) -> Form | None:
    if [(form.start, form.end) for form in kind(new)] != [(0, len(new))]:
        return None
    return next(iter(kind(fold_in_place(base))), None)


def _english(question: str, base: str) -> Understood:
    swap = _ENGLISH_SWAP.match(question.strip())
    if swap and not _ENGLISH_ASKS.search(swap["new"]):
        new = swap["new"]
        return Understood(_with_name_replaced(base, new) or f"{base} {new}", new)
    if _ENGLISH_BACK.search(question) or _needs_subject(question):
        return Understood(f"{base} {question}", question)
    return Understood(question, question)


def _with_name_replaced(base: str, new: str) -> str | None:
    """`base` with its name under the same preposition replaced, or with its only name replaced."""
    preposition = _PREPOSITION.match(new)
    names = [match for match in _CAPITALISED.finditer(base) if match.start() > 0]
    if preposition:
        names = [name for name in names if name[0].lower().startswith(preposition[0].lower())] or names
    if not names or not new[-1:].isalpha():
        return None
    kept = _PREPOSITION.match(names[-1][0])
    start = names[-1].start() + (kept.end() if kept and not preposition else 0)
    return base[:start] + new + base[names[-1].end() :]


def _needs_subject(question: str) -> bool:
    if language_of(question) == "en":
        words = [word for word in english_words(question) if word not in FUNCTION_WORDS]
        named = any(match.start() > 0 for match in _CAPITALISED.finditer(question))
        return not named and len(words) < _SELF_CONTAINED
    named = any(kind(question) for kind in (places, persons, organisations))
    return not named and len(content_words(question)) < _SELF_CONTAINED
