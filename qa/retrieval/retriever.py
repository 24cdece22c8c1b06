"""Question to hits: the dense list and the keyword list fused, their sentences ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from embeddings.encoder import Encoder, Vectors
from qa.articles.article import Article
from qa.retrieval.catalogue import Catalogue
from qa.retrieval.english import EnglishBridge
from qa.retrieval.evidence import Evidence
from qa.retrieval.filters import Selection
from qa.retrieval.fusion import reciprocal_rank_fusion
from qa.retrieval.hits import Hit, Passage
from qa.retrieval.lexicon import term_frequency
from qa.retrieval.local_store import LocalStore
from qa.retrieval.passage_store import Contents, PassageStore, Scores, StoreKind
from qa.retrieval.place_table import PlaceTable
from qa.retrieval.question import Query, analyse
from qa.retrieval.ranking import Candidate, promising, rank
from qa.retrieval.reprints import Reprints, said_once
from qa.retrieval.sentence_table import SentenceTable
from qa.retrieval.tokens import cut
from qa.retrieval.uncollected import uncollected

# How deep both lists are read before they are fused, and how many of what they hold are ranked by sentence: among
# 10,000 articles lists of 50 lack the right sentence for 4 % of the questions, of 100 for 3 (benchmarks/README.md).
DEPTH = 100
RANKED = 12
# Below the paper's 60: the first ranks are worth more here (benchmarks/retrieval.py).
RANK_CONSTANT = 10


class _Lists(NamedTuple):
    """The vector of a question, and what the stores have for it: passage numbers with scores, best first."""

    vector: Vectors
    dense: dict[int, float]
    keyword: dict[int, float]
    fused: Scores


class Retriever:
    """Finds the passages of a corpus for a question; safe to use from several threads."""

    def __init__(
        self,
        contents: Contents,
        encoder: Encoder,
        *,
        store: PassageStore,
        bridge: EnglishBridge,
        reprints: Reprints,
    ) -> None:
        self.passages = contents.passages
        self.reprints = reprints
        self.catalogue = Catalogue(contents.passages, contents.places)
        self._encoder = encoder
        self._sentences = contents.sentences
        self._store = store
        self._bridge = bridge

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        encoder: Encoder,
        *,
        stores: StoreKind = LocalStore,
        progress: bool = False,
    ) -> Retriever:
        """Embed and index passages, at least one, in a store of that kind; `progress` shows bars on stderr."""
        # An interpreter has little to do while networks are loaded, nor while they compute.
        with ThreadPoolExecutor() as beside:
            loaded = beside.submit(lambda: encoder.dimension)
            texts = [cut(passage.text) for passage in passages]
            documents = [text.terms for text in texts]
            frequency = term_frequency(documents)
            contents = Contents.read(passages, texts, frequency)
            bridge = beside.submit(EnglishBridge.build, frequency)
            reprints = beside.submit(Reprints.find, _articles(passages))
            loaded.result()  # raises what goes wrong: a second try may fail for another reason
            store = stores.build(contents, documents, encoder, progress=progress)
        return cls(contents, encoder, store=store, bridge=bridge.result(), reprints=reprints.result())

    def save(self, folder: Path) -> None:
        """Write the indexes into an existing folder; passages are not among them, they are cut anew."""
        self._store.save(folder)
        self._bridge.save(folder / "english.json")
        self.catalogue.places.save(folder / "places.json")
        self.reprints.save(folder / "reprints.json")

    @classmethod
    def load(
        cls, folder: Path, passages: Sequence[Passage], encoder: Encoder, *, stores: StoreKind = LocalStore
    ) -> Retriever:
        """Read what `save` wrote for the same passages and kind of store."""
        with uncollected():
            contents = Contents(passages, SentenceTable(passages), PlaceTable.load(folder / "places.json"))
            store = stores.load(folder, contents, encoder)
            bridge = EnglishBridge.load(folder / "english.json", store.frequency)
            reprints = Reprints.load(folder / "reprints.json", _articles(passages))
            return cls(contents, encoder, store=store, bridge=bridge, reprints=reprints)

    def query(self, question: str, *, focus: str | None = None) -> Query:
        """The question taken apart against this corpus; `focus` is the new part of a follow-up."""
        return analyse(question, self._bridge, focus=focus)

    def evidence(self, query: Query) -> Evidence:
        """What of the question a text holds, weighted by rarity in this corpus."""
        return Evidence(query.concepts, self._store.frequency, len(self.passages))

    @property
    def frequency(self) -> Mapping[str, int]:
        """Every term of the corpus and the number of passages it stands in."""
        return self._store.frequency

    def search(self, query: Query, *, k: int, among: Selection | None = None) -> list[Hit]:
        """The best k passages, by descending score of their best sentence; those past RANKED as they promise to score.

        With a selection, the best k of those that its filters let in: no other passage is looked at.

        What stands around the news is no hit, unless it holds more of the question than all news that was found; a
        reprint is none, unless its passage says something that the better ones do not.
        """
        evidence = self.evidence(query)
        found = promising(without_furniture(self.candidates(query, evidence, among=among)))
        kept = list(islice(said_once(found), max(RANKED, k)))
        hits = rank(kept, query.asked, evidence) if kept else []
        return [*sorted(hits[:RANKED], key=lambda hit: -hit.score), *hits[RANKED:]][:k]

    def candidates(self, query: Query, evidence: Evidence, *, among: Selection | None = None) -> list[Candidate]:
        """Passages of both lists, fused, best first; each list holds the best of those that are let in."""
        vector, dense, keyword, fused = self._lists(query, among)
        numbers = [number for number, _ in fused]
        passages = [self.passages[number] for number in numbers]
        sentences = list(map(self._sentences.of, numbers))
        beyond = [number for number in numbers if number not in dense]
        nearness = dense | dict(zip(beyond, self._store.passage_cosines(vector, beyond), strict=True))
        cosines = iter(self._store.sentence_cosines(vector, [number for own, _ in sentences for number in own]))
        return list(
            map(
                Candidate,
                passages,
                (value for _, value in fused),
                map(dense.get, numbers),
                map(keyword.get, numbers),
                map(nearness.__getitem__, numbers),
                evidence.coverages(passage.text for passage in passages),
                (readings for _, readings in sentences),
                (list(islice(cosines, len(readings))) for _, readings in sentences),
                (self.reprints.of(passage.article) for passage in passages),
            )
        )

    def nearest(self, query: Query, *, among: Selection | None = None) -> list[Passage]:
        """The passages of the `candidates`, in their order; nothing else is made of them."""
        return [self.passages[number] for number, _ in self._lists(query, among).fused]

    def _lists(self, query: Query, among: Selection | None) -> _Lists:
        vector = self._encoder.encode_query(query.text)
        dense = dict(self._store.dense(vector, DEPTH, among=among))
        keyword = dict(self._store.keyword(query.terms, DEPTH, among=among))
        fused = reciprocal_rank_fusion([list(dense), list(keyword)], constant=RANK_CONSTANT)
        return _Lists(vector, dense, keyword, fused)


def _articles(passages: Sequence[Passage]) -> list[Article]:
    """The articles of passages, each once, in their order."""
    return list({passage.article.id: passage.article for passage in passages}.values())


def without_furniture(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates without navigation and footers, unless one holds more of the question than any news does."""
    news = [c for c in candidates if not c.passage.furniture]
    held = max((c.coverage for c in candidates if c.passage.furniture), default=0.0)
    as_good = not held or any(c.coverage >= held for c in news)
    return news if as_good else list(candidates)
