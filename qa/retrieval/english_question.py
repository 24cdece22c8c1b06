"""An English question in the corpus's own Chinese terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qa.retrieval.concept import Concept, Sort
from qa.retrieval.english import FUNCTION_WORDS, EnglishBridge, english_words, pairs, stem
from qa.retrieval.language import MONTHS
from qa.retrieval.names import known_places_sounding, proper_nouns

_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_DAY = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS)})\b")
_MONTH = re.compile(rf"\b(?:in|of|since|until|from|to|by|early|late|mid|this|last|end)\s+({'|'.join(_MONTHS)})\b")
_SMALL = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(2, 13)),
        strict=True,
    )
)
_ASKS = (
    ("how many", "多少"),
    ("how much", "多少"),
    ("percent(?:age)?", "百分之几"),
    ("shares?", "百分之几"),
    ("who(?:m|se)?", "谁"),
    ("when", "什么时候"),
    ("where", "哪里"),
    ("which", "哪个"),
    ("why", "为什么"),
    ("how", "怎么"),
    ("what", "什么"),
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def english_concepts(question: str, bridge: EnglishBridge) -> list[Concept]:
    """Names in pinyin, words with a translation in the corpus, figures and dates, in this order."""
    spoken = _spoken(question)
    names = [
        Concept(surface, {pair: 1.0 for name in found for pair in pairs(name)}, tuple(found), Sort.NAME)
        for surface, found in bridge.names(spoken)
    ]
    in_names = {word for name in names for word in english_words(name.surface)}
    subjects = _translated([word for word in spoken if word and not in_names.issuperset(english_words(word))], bridge)
    figures = [Concept(term, {term: 1.0}, (term,), Sort.FIGURE) for term in _figures(question.lower())]
    return names + subjects + figures


def _translated(spoken: list[str], bridge: EnglishBridge) -> list[Concept]:
    """Words with their translations in the corpus; none for what it does not speak of."""
    stems = {stem("".join(english_words(word))): word for word in spoken}
    return [_concept(stems[stemmed], chinese) for stemmed, chinese in bridge.translations(stems).items()]


def _concept(word: str, chinese: Mapping[str, float]) -> Concept:
    """A capital makes a name of what is one in Chinese; a place that the corpus lacks is a name all the same."""
    if not word[0].isupper():
        return Concept(word, chinese, tuple(chinese))
    if chinese:
        best = next(iter(chinese))
        return Concept(word, chinese, tuple(chinese), Sort.NAME if proper_nouns(best) else Sort.WORD)
    places = known_places_sounding("".join(english_words(word)))
    return Concept(word, dict.fromkeys(places, 1.0), tuple(places), Sort.NAME if places else Sort.WORD)


def gist(question: str, concepts: Iterable[Concept]) -> str:
    """The question in Chinese words: the two likeliest for each concept, then what is asked for."""
    asked = next((chinese for words, chinese in _ASKS if re.search(rf"\b{words}\b", question.lower())), "")
    return " ".join(filter(None, [*(word for concept in concepts for word in concept.chinese[:2]), asked]))


def _spoken(question: str) -> list[str]:
    """Words of the question as they are written; what stands for a function word is a barrier between names."""
    spoken = re.findall(r"[A-Za-zÜü]+(?:['’][A-Za-z]+)?", question)
    return ["" if english_words(word)[0] in FUNCTION_WORDS else word for word in spoken]


def _figures(lowered: str) -> list[str]:
    """Numbers and dates of an English question as the corpus writes them."""
    dates = [(m[1], m[2]) for m in _MONTH_DAY.finditer(lowered)] + [(m[2], m[1]) for m in _DAY_MONTH.finditer(lowered)]
    found = [term for month, day in dates for term in (f"{_MONTHS[month]}月", f"{int(day)}日")]
    found += [f"{_MONTHS[match[1]]}月" for match in _MONTH.finditer(lowered)]
    found += _NUMBER.findall(lowered.replace(",", ""))
    found += [_SMALL[word] for word in english_words(lowered) if word in _SMALL]
    return list(dict.fromkeys(found))
