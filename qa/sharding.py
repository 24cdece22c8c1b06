"""`--shard`: one share of a folder's articles put into a Milvus that several machines fill."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from embeddings import EmbeddingError, load_encoder
from qa.articles.corpus import read_corpus
from qa.errors import ModelError, UsageError
from qa.place import place_of
from qa.retrieval.indexing import milvus_stores
from qa.retrieval.lexicon import term_frequency
from qa.retrieval.passage_store import Contents
from qa.retrieval.passages import split_articles
from qa.retrieval.shard import Shard
from qa.retrieval.tokens import cut
from qa.settings import Settings


class Filled(NamedTuple):
    """What a share holds, and how many of its passages were put in now."""

    articles: int
    passages: int
    new: int

    def __str__(self) -> str:
        return f"{self.articles} articles, {self.passages} passages, {self.new} of them new in Milvus"


def index_shard(folder: Path | None, written: str, settings: Settings) -> Filled:
    """Put the share written 2/8 into the Milvus of the settings, beside what others put there.

    Every article is read, those of the share are embedded; what is there already stays as it is. Raises what
    `open_archive` raises, and UsageError for what is no share and where the settings name no Milvus.
    """
    shard = Shard.parse(written)
    if not settings.store:
        raise UsageError("a shard is put into a Milvus that several machines share; name it in YUANJU_STORE")
    place = place_of(folder, settings)
    corpus = read_corpus(place.articles, texts=place.texts, aside=place.cache)
    passages = split_articles(corpus.articles)
    inside = [passage.article.id for passage in passages if shard.holds(passage.article)]
    texts = [cut(passage.text) for passage in passages]
    contents = Contents.read(passages, texts, term_frequency(text.terms for text in texts))
    try:
        encoder = load_encoder(settings.model, settings.cache).for_many()
        new = milvus_stores(settings.store, place.articles).fill(contents, encoder, shard)
    except EmbeddingError as error:
        raise ModelError(str(error)) from error
    return Filled(len(set(inside)), len(inside), new)
