"""The suggested questions of one archive, kept beside its index."""

from __future__ import annotations

import atexit
import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from threading import Condition, Event, Lock, Thread

from qa.answers.answer import Answer
from qa.answers.suggestions import Suggestion, proven, spread
from qa.articles.article import Article
from qa.errors import QAError
from qa.retrieval.index_store import Finding, Key, OvertakenError, check_not_overtaken, publish, read, stamp

_LOG = logging.getLogger(__name__)
_FILE = "questions.json"
MOST_TRIED = 240  # questions put to the articles, each as long as an answer takes
_LONGEST_WAIT = 60.0  # seconds that a visitor's page waits for the first ones
# Raised whenever other questions are made or answers are found otherwise, so that those on disk are made anew.
_VERSION = 3


class _LeavingError(Exception):
    """The program ends: what has been made by now is not kept."""


class SuggestionStore:
    """Makes the questions of an archive once and keeps them in `folder`; safe to use from several threads.

    `key` tells what the answers come from: questions that were made from anything else are never read. On disk they
    are all or none; whoever is content with the first ones gets these while the rest is made. Those that another
    process has put there since are left alone: then these here are kept in memory only.
    """

    def __init__(self, folder: Path, key: Key, articles: Sequence[Article], ask: Callable[[str], Answer]) -> None:
        self._folder = folder
        self._seen = stamp(folder)
        self._key = {**key, "suggestions": _VERSION}
        self._articles = articles
        self._ask = ask
        self._making = Lock()
        self._changed = Condition()
        self._made: list[Suggestion] = []
        self._thread: Thread | None = None
        self._leaving = Event()
        self._done = False

    def ready(self) -> list[Suggestion]:
        """Those that there are by now, without waiting for more."""
        with self._changed:
            return list(self._made)

    def first(self, count: int) -> list[Suggestion]:
        """The first `count`, as soon as these have been made; fewer where there are no more or it takes too long.

        The rest is made in the background, where that is not under way or done.
        """
        with self._changed:
            if self._thread is None and not self._done:
                self._thread = Thread(target=self._in_background, name="suggestions", daemon=True)
                atexit.register(self._leave, self._thread)
                self._thread.start()
            self._changed.wait_for(lambda: self._done or len(self._made) >= count, timeout=_LONGEST_WAIT)
            return self._made[:count]

    def all(self) -> list[Suggestion]:
        """All of them; where there are none yet, or stale or damaged ones, they are made: that takes a while.

        Raises IndexStoreError for a folder that cannot be written.
        """
        with self._making:
            if not self._done:
                self._finish(self._kept())
            return self.ready()

    def _kept(self) -> list[Suggestion]:
        found = read(self._folder, self._key, _read)
        if isinstance(found, Finding):
            with suppress(OvertakenError):
                publish(self._folder, self._key, self._write)
            found = read(self._folder, self._key, _read)
        return self._make() if isinstance(found, Finding) else found

    def _leave(self, thread: Thread) -> None:
        """Let the question that is being asked end: a thread that the interpreter stops inside torch aborts it."""
        self._leaving.set()
        thread.join()

    def _in_background(self) -> None:
        try:
            self.all()
        except _LeavingError:
            self._finish(self.ready())
        except QAError as error:
            _LOG.warning("the questions to suggest are not kept: %s", error)
            self._finish(self.ready())
        except Exception:
            _LOG.exception("the questions to suggest could not be kept")
            self._finish(self.ready())
        finally:
            atexit.unregister(self._leave)

    def _put(self, question: str) -> Answer:
        if self._leaving.is_set():
            raise _LeavingError
        return self._ask(question)

    def _write(self, folder: Path) -> None:
        check_not_overtaken(self._folder, self._seen)
        written = json.dumps([asdict(one) for one in self._make()], ensure_ascii=False)
        (folder / _FILE).write_text(written, encoding="utf-8")

    def _make(self) -> list[Suggestion]:
        self._made.clear()  # of an attempt that could not be kept
        for one in proven(islice(spread(self._articles), MOST_TRIED), self._put):
            with self._changed:
                self._made.append(one)
                self._changed.notify_all()
        return self.ready()

    def _finish(self, made: list[Suggestion]) -> None:
        with self._changed:
            self._made, self._done = made, True
            self._changed.notify_all()


def _read(folder: Path) -> list[Suggestion]:
    return [Suggestion(**one) for one in json.loads((folder / _FILE).read_text(encoding="utf-8"))]
