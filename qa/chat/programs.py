"""What programs ask for: checked, answered, and given as the JSON contract."""

from __future__ import annotations

from typing import Any

from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.chat.conversation import MAX_HISTORY
from qa.chat.inputs import checked_count, checked_filters, checked_history, checked_question
from qa.chat.loading import Loading


class Programs:
    """`ask` and `search` for scripts and agents: their names, hints and docstrings are what those get to see.

    Both wait until the archive is open. Raises UsageError for bad input, and what opening the archive raised.
    """

    def __init__(self, loading: Loading) -> None:
        self._loading = loading

    def ask(
        self, question: str, history: list[str] | None = None, filters: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Answer a question from the newspaper articles: the sentence that says it, word for word, and its place.

        Where the articles do not say, `answered` is false, `reason` says why, and `pointers` cite what they do hold.

        Args:
            question: In Chinese or English, best for a fact: who, when, where, how many.
            history: The questions asked before it, oldest first, if it leans on them.
            filters: Which articles, by `since`, `until`, `on`, `paper` and `place`.
        """
        asked, earlier, only = checked_question(question), checked_history(history), checked_filters(filters)
        return answer_to_dict(self._loading.wait().ask(asked, history=earlier[-MAX_HISTORY:], filters=only))

    def search(self, question: str, k: int = 5, filters: dict[str, str] | None = None) -> dict[str, Any]:
        """Find the passages of the newspaper articles that bear on a question, best first, word for word.

        Args:
            question: In Chinese or English, or only its keywords.
            k: How many passages to give, 1 to 50.
            filters: Which articles, as for `ask`.
        """
        asked, count, only = checked_question(question), checked_count(k), checked_filters(filters)
        archive = self._loading.wait()
        return hits_to_dict(asked, archive.search(asked, k=count, filters=only), archive.selection(only))
