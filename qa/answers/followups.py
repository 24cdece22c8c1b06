"""What an elliptical question inherits from the ones before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.retrieval.english import FUNCTION_WORDS, english_words
from qa.retrieval.figures import Form
from qa.retrieval.folding import fold_in_place
from qa.retrieval.language import MONTHS, language_of
from qa.retrieval.names import known_places_sounding, organisations, persons, places
from qa.retrieval.question import content_words

# Earlier questions that are looked at; what lies further back is another conversation.
LOOK_BACK = 6
# A question that names this many things stands on its own, names or not.
_SELF_CONTAINED = 5

# 那 points back, but 那曲 and 那坡 are places.
_CHINESE_SWAP = re.compile(
    r"^(?:那(?![曲坡])么?|至于|还有|而|再说)?[，,]?(?P<new>.{1,24}?)(?:呢|又如何|怎么样)[?？!！。]*$"
)
_CHINESE_BACK = re.compile(
    r"^(?:那(?![曲坡])|它|他|她|其|该|此|上述|总共|一共|具体|分别|当时|后来|又|还)|它们?|[他她]们|其中|该(?:项|公司|企业|市|县)"
)
_ENGLISH_SWAP = re.compile(
    r"^(?:and|what about|how about|and what about)\s+(?P<new>(?:(?:in|at|for|by|of|from|on)\s+)?.+?)\s*\?*$", re.I
)
_ENGLISH_BACK = re.compile(r"^and\b|\b(?:it|its|they|their|them|he|his|him|she|her|those|these)\b", re.I)
_ENGLISH_ASKS = re.compile(r"\b(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have)\b", re.I)
_CAPITALISED = re.compile(r"(?:(?:in|at|for|by|of|from|on)\s+)?(?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*)*")
_PREPOSITION = re.compile(r"^(?:in|at|for|by|of|from|on)\s+", re.I)
_CALENDAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.I,
)


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
    tails = [new[start:] for start in range(len(new) - 1)] if len(new) > 2 else []
    tail = next((tail for tail in tails if tail in base), None)  # 市长 and 副市长: one noun, differently qualified
    return base.replace(tail, new, 1) if tail else None


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
    """`base` with its name of the same sort, best under the same preposition, replaced; None where there is none."""
    preposition = _PREPOSITION.match(new)
    sort = _sort(new)
    if not sort or not new[-1:].isalpha():
        return None
    names = [match for match in _names(base) if (_sort(match[0]) == "date") == (sort == "date")]
    if preposition:
        names = [name for name in names if name[0].lower().startswith(preposition[0].lower())] or names
    names = [name for name in names if _sort(name[0]) == sort] or names
    if not names:
        return None
    kept = _PREPOSITION.match(names[-1][0])
    start = names[-1].start() + (kept.end() if kept and not preposition else 0)
    return base[:start] + new + base[names[-1].end() :]


def _names(text: str) -> list[re.Match[str]]:
    """What an English text writes with a capital; at its beginning any word has one, so only places and in X count."""
    found = _CAPITALISED.finditer(text)
    return [m for m in found if m.start() > 0 or _PREPOSITION.match(m[0]) or _sort(m[0]) == "place"]


def _sort(name: str) -> str:
    """Whether a name, a preposition aside, is that of a date, of a place or another; empty for what is no name."""
    bare = _PREPOSITION.sub("", name)
    if _CALENDAR.search(bare):
        return "date"
    if known_places_sounding("".join(english_words(bare))):
        return "place"
    return "name" if bare[:1].isupper() else ""


def _needs_subject(question: str) -> bool:
    if language_of(question) == "en":
        words = [word for word in english_words(question) if word not in FUNCTION_WORDS]
        return not _names(question) and len(words) < _SELF_CONTAINED
    named = any(kind(question) for kind in (places, persons, organisations))
    return not named and len(content_words(question)) < _SELF_CONTAINED
