"""Where the articles of an archive lie, and where what is made of them is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from qa.articles.corpus import seeds_folder
from qa.articles.formats.kept import KeptTexts
from qa.errors import UsageError
from qa.retrieval.indexing import milvus_stores
from qa.retrieval.local_store import LocalStore
from qa.retrieval.passage_store import StoreKind
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of articles, that of their index, and the texts of files that are no plain text.

    `cache` is the folder that all this is kept in: where it lies among the articles, it holds none of them. `stores`
    is what keeps the passages themselves, in the folder of the index or elsewhere.
    """

    articles: Path
    index: Path
    texts: KeptTexts
    cache: Path
    stores: StoreKind = LocalStore


def place_of(folder: str | Path | None, settings: Settings) -> Place:
    """The place for a folder of articles, by default that of the settings or the one that ships.

    One index for each folder, model and store: another model does not throw the first one's index away. Raises
    UsageError where the cache is the folder of articles itself, CorpusError where the articles that ship are gone,
    MissingExtraError where the settings name a Milvus and its client is missing.
    """
    articles = Path(folder or settings.corpus or seeds_folder())
    if articles.resolve() == settings.cache.resolve():
        raise UsageError(f"{articles} is the folder of articles and the cache; name another folder in YUANJU_CACHE")
    identity = f"{articles.resolve()}\n{settings.model}"
    if settings.store:
        identity += f"\n{settings.store.rpartition('@')[2]}"  # without a password, which may change
    name = f"{articles.resolve().name}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"
    # One folder of texts for all: a file that moves is not taken apart again.
    texts = KeptTexts(settings.cache / "texts")
    stores = milvus_stores(settings.store, articles) if settings.store else LocalStore
    return Place(articles, settings.cache / "index" / name, texts, settings.cache, stores)
