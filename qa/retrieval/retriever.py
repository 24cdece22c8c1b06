"""Question to hits: the dense list and the keyword list fused, their sentences ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from embeddings.encoder import Encoder, Vectors
from embeddings.kept_vectors import save_text_ids
from embeddings.vector_index import VectorIndex
from qa.articles.article import Article
from qa.articles.reading import Reading
from qa.retrieval.catalogue import Catalogue
from qa.retrieval.english import EnglishBridge
from qa.retrieval.evidence import Evidence
from qa.retrieval.filters import Selection
from qa.retrieval.fusion import reciprocal_rank_fusion
from qa.retrieval.hits import Hit, Passage
from qa.retrieval.keyword_index import KeywordIndex
from qa.retrieval.place_table import PlaceTable
from qa.retrieval.question import Query, analyse
from qa.retrieval.ranking import Candidate, rank
from qa.retrieval.reprints import Reprints, said_once
from qa.retrieval.sentence_table import SentenceTable
from qa.retrieval.tokens import terms

# How deep both lists are read before they are fused, and how many of the fused passages are ranked by sentence.
DEPTH = 50
RANKED = 10
# From how many passages on the dense list comes through a graph: below it, looking at all takes less than 4 ms
# (benchmarks/growth.py).
GRAPH_FROM = 50_000
# Below the paper's 60: the first ranks are worth more here (benchmarks/retrieval.py).
RANK_CONSTANT = 10


class VectorFiles(NamedTuple):
    """The names of the two files of a vector index: its rows, and the ids of the texts that they stand for."""

    rows: str
    ids: str


_PASSAGES = VectorFiles("passages.npy", "passages.ids.npy")
_SENTENCES = VectorFiles("sentences.npy", "sentences.ids.npy")
VECTOR_FILES = (_PASSAGES, _SENTENCES)


class Retriever:
    """Finds the passages of a corpus for a question; safe to use from several threads."""

    def __init__(
        self,
        passages: Sequence[Passage],
        encoder: Encoder,
        *,
        vectors: VectorIndex,
        sentence_vectors: VectorIndex,
        keywords: KeywordIndex,
        bridge: EnglishBridge,
        places: PlaceTable,
        reprints: Reprints,
    ) -> None:
        self.passages = passages
        self.reprints = reprints
        self.catalogue = Catalogue(passages, places)
        self._encoder = encoder
        self._vectors = vectors
        self._sentences = SentenceTable(passages)
        self._sentence_vectors = sentence_vectors
        self._keywords = keywords
        self._bridge = bridge

    @classmethod
    def build(cls, passages: Sequence[Passage], encoder: Encoder, *, progress: bool = False) -> Retriever:
        """Embed and index passages, at least one; `progress` shows bars on stderr."""
        keywords = KeywordIndex.build([terms(passage.text) for passage in passages])
        sentences = SentenceTable(passages)
        return cls(
            passages,
            encoder,
            vectors=VectorIndex.build(
                encoder.encode_passages([p.text for p in passages], progress=progress), graph_from=GRAPH_FROM
            ),
            sentence_vectors=VectorIndex.build(encoder.encode_passages(sentences.texts, progress=progress)),
            keywords=keywords,
            bridge=EnglishBridge.build(keywords.frequency),
            places=PlaceTable.build(passages, keywords.frequency),
            reprints=Reprints.find(_articles(passages)),
        )

    def save(self, folder: Path) -> None:
        """Write the indexes into an existing folder; passages are not among them, they are cut anew."""
        self._vectors.save(folder / _PASSAGES.rows)
        save_text_ids(folder / _PASSAGES.ids, [passage.text for passage in self.passages])
        self._sentence_vectors.save(folder / _SENTENCES.rows)
        save_text_ids(folder / _SENTENCES.ids, self._sentences.texts)
        self._keywords.save(folder)
        self._bridge.save(folder / "english.json")
        self.catalogue.places.save(folder / "places.json")
        self.reprints.save(folder / "reprints.json")

    @classmethod
    def load(cls, folder: Path, passages: Sequence[Passage], encoder: Encoder) -> Retriever:
        """Read what `save` wrote for the same passages; nothing is embedded."""
        keywords = KeywordIndex.load(folder)
        return cls(
            passages,
            encoder,
            vectors=VectorIndex.load(folder / _PASSAGES.rows),
            sentence_vectors=VectorIndex.load(folder / _SENTENCES.rows),
            keywords=keywords,
            bridge=EnglishBridge.load(folder / "english.json", keywords.frequency),
            places=PlaceTable.load(folder / "places.json"),
            reprints=Reprints.load(folder / "reprints.json", _articles(passages)),
        )

    def query(self, question: str, *, focus: str | None = None) -> Query:
        """The question taken apart against this corpus; `focus` is the new part of a follow-up."""
        return analyse(question, self._bridge, focus=focus)

    def evidence(self, query: Query) -> Evidence:
        """What of the question a text holds, weighted by rarity in this corpus."""
        return Evidence(query.concepts, self._keywords.frequency, len(self.passages))

    @property
    def frequency(self) -> Mapping[str, int]:
        """Every term of the corpus and the number of passages it stands in."""
        return self._keywords.frequency

    def search(self, query: Query, *, k: int, among: Selection | None = None) -> list[Hit]:
        """The best k passages, by descending score of their best sentence; those past RANKED in fused order.

        With a selection, the best k of those that its filters let in: no other passage is looked at.

        What stands around the news is no hit, unless it holds more of the question than all news that was found; a
        reprint is none, unless its passage says something that the better ones do not.
        """
        evidence = self.evidence(query)
        found = said_once(self.candidates(query, among=among))
        kept = without_furniture(found, evidence)[: max(RANKED, k)]
        hits = rank(kept, query.asked, evidence) if kept else []
        return [*sorted(hits[:RANKED], key=lambda hit: -hit.score), *hits[RANKED:]][:k]

    def candidates(self, query: Query, *, among: Selection | None = None) -> list[Candidate]:
        """Passages of both lists, fused, best first; each list holds the best of those that are let in."""
        inside = among.passages if among else None
        vector = self._encoder.encode_query(query.text)
        dense = dict(self._vectors.search(vector, DEPTH, among=inside))
        keyword = dict(self._keywords.search(query.terms, DEPTH, among=inside))
        fused = reciprocal_rank_fusion([list(dense), list(keyword)], constant=RANK_CONSTANT)
        cosines = self._vectors.vectors([number for number, _ in fused]) @ vector
        return [
            Candidate(
                passage=self.passages[number],
                fused=value,
                dense=dense.get(number),
                keyword=keyword.get(number),
                cosine=float(cosine),
                sentences=self._read(number, vector),
                reprints=self.reprints.of(self.passages[number].article),
            )
            for (number, value), cosine in zip(fused, cosines, strict=True)
        ]

    def _read(self, number: int, vector: Vectors) -> list[tuple[Reading, float]]:
        sentences = self._sentences.of(number)
        cosines = self._sentence_vectors.vectors([n for n, _ in sentences]) @ vector
        return [(reading, float(cosine)) for (_, reading), cosine in zip(sentences, cosines, strict=True)]


def _articles(passages: Sequence[Passage]) -> list[Article]:
    """The articles of passages, each once, in their order."""
    return list({passage.article.id: passage.article for passage in passages}.values())


def without_furniture(candidates: Sequence[Candidate], evidence: Evidence) -> list[Candidate]:
    """Candidates without navigation and footers, unless one holds more of the question than any news does."""
    news = [c for c in candidates if not c.passage.furniture]
    if len(news) == len(candidates):
        return news
    held_by_furniture, held_by_news = (
        max((evidence.coverage(c.passage.text) for c in found), default=0.0)
        for found in ([c for c in candidates if c.passage.furniture], news)
    )
    return list(candidates) if held_by_furniture > held_by_news else news
