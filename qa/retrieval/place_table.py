"""Which passages name which places, in which form."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from qa.retrieval.english import english_words
from qa.retrieval.folding import fold
from qa.retrieval.hits import Passage
from qa.retrieval.names import PLACE_SUFFIXES, bare_place, is_known_place, known_places_sounding
from qa.retrieval.own_places import OwnPlaces

Numbers = Mapping[str, Sequence[int]]


class PlaceTable:
    """The places that a corpus names, of those that the gazetteer holds.

    `named` maps a place as it is written (邵阳, 邵阳市, 邵阳县) to the numbers of the passages that write it so, `own`
    a place to the passages of articles that mean it by 我市 or 全市. A bare name stands for the form in full that most
    passages write, and of two that as many do, for the larger place.
    """

    def __init__(self, named: Numbers, own: Numbers) -> None:
        self._named = named
        self._own = own
        self._forms: dict[str, list[str]] = defaultdict(list)
        for form in sorted(named, key=lambda form: (-len(named[form]), PLACE_SUFFIXES.find(form[-1]), form)):
            self._forms[bare_place(form)].append(form)

    @classmethod
    def build(
        cls, passages: Sequence[Passage], words: Sequence[Sequence[str]], frequency: Mapping[str, int]
    ) -> PlaceTable:
        """Look for places among the words of each passage; what stands around the news names none."""
        own_places = OwnPlaces(frequency)
        named, own = defaultdict(list), defaultdict(list)
        for number, (passage, written) in enumerate(zip(passages, words, strict=True)):
            here = own_places.of(passage.article)
            if here:
                own[here].append(number)
            for place in filter(is_known_place, [] if passage.furniture else dict.fromkeys(written)):
                named[place].append(number)
        return cls(dict(named), dict(own))

    def full(self, place: str) -> str:
        """A place in the form that a bare name stands for here: 邵阳 is 邵阳市; any other as it is."""
        if bare_place(place) != place:
            return place
        return next((form for form in self._forms.get(place, ()) if form != place), place)

    def forms(self, place: str) -> list[str]:
        """Every form of a place that the corpus writes, in full, the commonest first: 邵阳市, 邵阳县."""
        bare = bare_place(place)
        return list(dict.fromkeys(self.full(form) for form in self._forms.get(bare, ())))

    def known(self, typed: str) -> str:
        """What a reader types, in Chinese or pinyin, as a place of the corpus in full; empty for none of it."""
        folded = fold(typed).strip()
        sounding = known_places_sounding("".join(english_words(folded))) if folded.isascii() else []
        held = [place for name in (folded, *sounding) if name and self.passages(place := self.full(name))]
        return max(held, key=lambda place: len(self.passages(place)), default="")

    def passages(self, place: str) -> list[int]:
        """The numbers of the passages that name a place or mean it by their 我市, ascending."""
        written, own = self.meaning(place)
        found = {number for form in written for number in self._named.get(form, ())}
        return sorted(found.union(self._own.get(own, ())))

    def meaning(self, place: str) -> tuple[set[str], str]:
        """The forms in which a place is written, and the place that means it as somebody's own; empty for none."""
        bare = bare_place(place)
        stands_for = {self.full(bare), bare}
        also_bare = place in stands_for or self.full(bare) == bare
        return {place, *(stands_for if also_bare else ())}, bare if also_bare else ""

    def named_in(self, numbers: Iterable[int]) -> dict[str, int]:
        """The forms that some passages write, with how many of these do, the commonest first."""
        counts = Counter(form for number in numbers for form in self._named_by.get(number, ()))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def own_place_of(self, numbers: Iterable[int]) -> str:
        """The place that the article of some passages means by its 我市; empty for none."""
        return next((place for number in numbers for place in self._own_by.get(number, ())), "")

    def commonest(self) -> list[str]:
        """Every place in full, the one that most passages name first."""
        return list(self._commonest)

    @cached_property
    def _commonest(self) -> tuple[str, ...]:
        full = dict.fromkeys(self.full(form) for form in self._named)
        return tuple(sorted(full, key=lambda place: (-len(self.passages(place)), place)))

    @cached_property
    def _named_by(self) -> Mapping[int, list[str]]:
        return _by_passage(self._named)

    @cached_property
    def _own_by(self) -> Mapping[int, list[str]]:
        return _by_passage(self._own)

    def save(self, path: Path) -> None:
        """Write the table as one JSON file."""
        path.write_text(json.dumps({"named": self._named, "own": self._own}, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> PlaceTable:
        """Read what `save` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["named"], data["own"])


def _by_passage(numbers: Numbers) -> Mapping[int, list[str]]:
    """The places that each passage stands under."""
    found = defaultdict(list)
    for place, held in numbers.items():
        for number in held:
            found[number].append(place)
    return found


def level(place: str) -> str:
    """What a place is by its last character: 市, 县; empty where it says nothing."""
    return place[-1] if place[-1:] in PLACE_SUFFIXES and bare_place(place) != place else ""
