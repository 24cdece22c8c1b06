"""The one place where the parts are joined: articles, index, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from embeddings import EmbeddingError, VectorIndexError
from embeddings.patient_encoder import PatientEncoder
from qa.answers.answer import Answer
from qa.answers.answerer import Answerer
from qa.answers.models import Models, load_models
from qa.answers.next_questions import next_questions
from qa.answers.suggestion_store import SuggestionStore
from qa.answers.suggestions import Suggestion, varied
from qa.answers.verification import broken_citations, broken_passages, changed_files, changed_texts
from qa.articles.article import Article
from qa.articles.corpus import Corpus, read_corpus
from qa.articles.formats.kept import KeptTexts
from qa.errors import IndexStoreError, ModelError, UsageError
from qa.examples import EXAMPLES
from qa.place import Place, place_of
from qa.retrieval.catalogue import Choices
from qa.retrieval.english import load_readings
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.hits import Hit, Passage
from qa.retrieval.index_key import index_key
from qa.retrieval.index_store import Key, OvertakenError, Stamp, stamp
from qa.retrieval.indexing import Index, open_index
from qa.retrieval.names import load_word_classes
from qa.retrieval.passages import split_articles
from qa.retrieval.sentence_table import SentenceTable
from qa.settings import Settings

_CHOICE = 2  # times as many questions as are shown, so that they do not all ask the same


class Archive:
    """Articles that can be searched and asked; safe to use from several threads."""

    def __init__(self, corpus: Corpus, place: Place, index: Index, models: Models, key: Key) -> None:
        self.corpus_folder = place.articles
        self.index_folder = place.index
        self._corpus = corpus
        self._place = place
        self._retriever, self._stamp = index
        self._models = models
        self._answerer = Answerer(self._retriever, models.reader, caution=models.caution)
        beside = place.index.with_name(f"{place.index.name}-questions")
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
        self._models.begin()
        with _reported(), self._models.courtesy.going_first():
            return self._answerer.ask(question, history=history, k=_positive(k), filters=filters)

    def get_ready(self) -> None:
        """Load what the first question would wait for; what goes wrong with the models is told to whoever asks it."""
        self._models.begin()
        load_word_classes()
        load_readings()

    def search(
        self, question: str, *, k: int = 5, history: Sequence[str] = (), filters: Filters | None = None
    ) -> list[Hit]:
        """The best `k` passages of the articles that fit the `filters`, best first.

        None for a question without a word. Raises UsageError for k below 1.
        """
        self._models.begin()
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
            # Made anew: the answer may have come from an index that this one has taken the place of.
            among = self.selection(answer.selection.filters) if answer.selection else None
            found = self._retriever.nearest(query, among=among)
        related = list(dict.fromkeys(passage.article.id for passage in found))
        return next_questions(answer, earlier, self._suggestions.ready(), related)

    def open_beside(self, corpus: Corpus, folder: Path, told: Callable[[int, int], None]) -> Archive:
        """An archive of other articles with the models of this one; its index is kept in `folder`.

        Whoever asks this archive goes before what is to be embedded. `told` gets how many texts are, and of how many;
        what it raises ends the work.
        """
        passages = split_articles(corpus.articles)
        total = len({passage.text for passage in passages} | set(SentenceTable(passages).texts))
        patient = PatientEncoder(self._models.encoder, self._models.courtesy.give_way, lambda done: told(done, total))
        with _reported():
            place = Place(folder, folder / "index", KeptTexts(folder / "texts"), folder)
            return _opened(corpus, place, replace(self._models, encoder=patient), stamp(place.index))

    @property
    def overtaken(self) -> bool:
        """Whether another process has put a newer index in place of the one that this archive was opened from."""
        return stamp(self.index_folder) not in (None, self._stamp)

    def reopened(self) -> Archive:
        """The archive of the same folder as it lies there now; this one, where nothing has changed.

        Only what is new is embedded, with the models of this archive, which goes on answering from what it was opened
        from. Raises what `open_archive` does.
        """
        return _current(self._place, lambda: self._models, self)

    def is_of(self, corpus: Corpus, index: Stamp | None) -> bool:
        """Whether it was opened from these articles and from the index with that stamp."""
        told = [(one.sha256, one.skipped, one.remarks, one.others) for one in (corpus, self._corpus)]
        return index == self._stamp and told[0] == told[1]

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
            *changed_texts(self._place.texts, self._corpus.files),
            *broken_passages(self.passages),
            *(problem for answer in cited for problem in broken_citations(answer)),
        ]


def open_archive(folder: str | Path | None = None, *, settings: Settings | None = None) -> Archive:
    """Open a folder of articles (the shipped ones by default), building its index where there is no good one.

    Without `settings` those of the environment hold.

    Raises CorpusError for a folder that holds no articles, ModelError for a model that cannot be loaded and
    IndexStoreError for a cache that cannot be written.
    """
    given = settings or Settings.from_env()

    @cache
    def models() -> Models:
        return load_models(given.model, given.cache, reader=given.reader, caution=given.caution)

    return _current(place_of(folder, given), models)


def _current(place: Place, models: Callable[[], Models], known: Archive | None = None) -> Archive:
    """The archive of the articles as they are now: `known`, if it is the one."""
    while True:
        seen = stamp(place.index)
        corpus = read_corpus(place.articles, texts=place.texts, aside=place.cache)
        if known and known.is_of(corpus, seen):
            return known
        # Overtaken by the index of articles that were read later: then these have to be read again.
        with _reported(), suppress(OvertakenError):
            return _opened(corpus, place, models(), seen)


def _opened(corpus: Corpus, place: Place, models: Models, seen: Stamp | None) -> Archive:
    key = index_key(corpus.sha256, models.encoder.fingerprint)
    index = open_index(place.index, key, split_articles(corpus.articles), models.encoder, seen, place.stores)
    return Archive(corpus, place, index, models, key)


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
