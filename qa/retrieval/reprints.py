"""Articles that print one text: shingles find the near-identical ones, their figures tell the true reprints."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.articles.article import Article, Kind
from qa.retrieval.folding import fold
from qa.retrieval.ranking import Candidate

Shingles = NDArray[np.uint64]

# Broder (1997), "On the resemblance and containment of documents": two texts are alike if most of their shingles, here
# stretches of eight letters and figures, stand in both.
_SHINGLE = 8
_SHORTEST = 60  # characters; less is a notice or a caption, and may well stand in two papers by chance
# On 10,000 news articles: reprints that were cut down or led by another sentence lie above both, a roundup that holds
# a short report as one of many lies below the second.
_CONTAINMENT, _RESEMBLANCE = 0.8, 0.5
# Reports from one template (a share's day, the weather) resemble each other up to 0.71 there, and differ in a third of
# their figures and more; reprints, in hardly any.
_FIGURES_MISSING, _SHARE_MISSING = 2, 0.25
# The smallest hashes of a text are a fair sample of its shingles: of two texts that resemble each other by a half,
# all but one pair in 10 million share one of so many.
_SKETCH = 24
# In a larger group of texts that share one shingle each is compared with its neighbours alone, and so linearly.
_SMALL_GROUP = 16
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NEWS = (Kind.BODY, Kind.SUBHEADING)


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's news: its shingles, sorted, each once, and its figures."""

    shingles: Shingles
    figures: frozenset[str]


class Reprints:
    """Which articles print one text, each group in the order of the corpus."""

    def __init__(self, groups: Sequence[Sequence[Article]]) -> None:
        self._groups = groups
        self._of = {article.id: group for group in groups for article in group}

    @classmethod
    def find(cls, articles: Sequence[Article]) -> Reprints:
        """Compare articles by their news, headlines and bylines aside; in linear time and the same on every run."""
        texts = [_text(article) for article in articles]
        alike = [(one, other) for one, other in _candidates(texts) if _reprinted(texts[one], texts[other])]
        return cls([[articles[number] for number in group] for group in _connected(alike)])

    def save(self, path: Path) -> None:
        """Write the groups as lists of article ids."""
        path.write_text(json.dumps([[article.id for article in group] for group in self._groups]), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, articles: Iterable[Article]) -> Reprints:
        """Read what `save` wrote for the same articles."""
        by_id = {article.id: article for article in articles}
        return cls([[by_id[one] for one in group] for group in json.loads(path.read_text(encoding="utf-8"))])

    def of(self, article: Article) -> tuple[Article, ...]:
        """The other articles that print the text of this one; none for most."""
        group = self._of.get(article.id)
        return tuple(other for other in group if other.id != article.id) if group else ()

    def __len__(self) -> int:
        """How many texts are printed more than once."""
        return len(self._groups)


def _text(article: Article) -> _Text:
    news = fold("\n".join(paragraph.text for paragraph in article.paragraphs if paragraph.kind in _NEWS))
    return _Text(_shingles(_letters(news)), frozenset(_FIGURE.findall(news)))


def _shingles(text: str) -> Shingles:
    """A 64-bit hash of every stretch, sorted, each once: a polynomial, its bits mixed (splitmix64's last steps)."""
    if len(text) < _SHORTEST:
        return np.empty(0, np.uint64)
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    hashes = np.zeros(len(points) - _SHINGLE + 1, np.uint64)
    for place in range(_SHINGLE):
        hashes = hashes * np.uint64(0x100000001B3) + points[place : len(points) - _SHINGLE + 1 + place]
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.unique(hashes ^ (hashes >> np.uint64(31)))


def _candidates(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers that share a hash of their sketches, each once."""
    sharing: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for value in text.shingles[:_SKETCH].tolist():
            sharing[value].append(number)
    pairs = (pair for group in sharing.values() for pair in _pairs(group))
    yield from sorted(set(pairs))


def _pairs(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= _SMALL_GROUP:
        yield from combinations(group, 2)
        return
    yield from pairwise(group)
    yield from ((group[0], number) for number in group[2:])


def _reprinted(one: _Text, other: _Text) -> bool:
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    contained = shared / min(len(one.shingles), len(other.shingles))
    resembling = shared / (len(one.shingles) + len(other.shingles) - shared)
    return contained >= _CONTAINMENT and resembling >= _RESEMBLANCE and _one_story(one.figures, other.figures)


def _one_story(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the text with fewer figures takes them from the other."""
    fewer, more = sorted((one, other), key=len)
    return len(fewer - more) <= max(_FIGURES_MISSING, _SHARE_MISSING * len(fewer))


def _connected(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs connect, each ascending, by their first number."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        kept, joined = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if kept is joined:
            continue
        if len(kept) < len(joined):
            kept, joined = joined, kept
        kept += joined
        group_of.update(dict.fromkeys(joined, kept))
    groups = {id(group): group for group in group_of.values()}
    return sorted(sorted(group) for group in groups.values())


def said_once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates, best first, without those of a reprint of which at least half stands in better ones."""
    told: dict[str, set[str]] = defaultdict(set)  # by article, what its reprints have said
    for candidate in candidates:
        sentences = _sentences(candidate) if candidate.reprints else set()
        if sentences and 2 * len(sentences & told[candidate.passage.article.id]) >= len(sentences):
            continue
        yield candidate
        for reprint in candidate.reprints:
            told[reprint.id] |= sentences


def _sentences(candidate: Candidate) -> set[str]:
    return {_letters(fold(reading.text)) for reading in candidate.readings}


def _letters(folded: str) -> str:
    """Letters and figures alone: papers set commas, quotes and spaces each in their own way."""
    return "".join(filter(str.isalnum, folded))
