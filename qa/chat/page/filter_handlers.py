"""What the page does with the filters over the question box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr

from qa.answers.answer import Language
from qa.chat.filters_view import NO_CHOICES, render_filters
from qa.chat.inputs import checked_filters, linked_filters
from qa.chat.loading import Loading
from qa.chat.markup import Html
from qa.chat.page.events import sent, turn_sent
from qa.chat.tab import Tab
from qa.chat.wording import WORDINGS
from qa.errors import UsageError
from qa.retrieval.filters import FILTER_NAMES, Filters

if TYPE_CHECKING:
    from qa.archive import Archive

# The filters, and the panel that shows them.
Update = tuple[Filters | None, Html]


class FilterHandlers:
    """One method for each event of the filters; those of a tab are Gradio's session state."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading

    def opened(self, request: gr.Request, language: Language) -> Update:
        """The filters of the page's address, once it is known what there is to filter by."""
        filters = filters_of_address(dict(request.query_params))
        return filters, self.shown(Tab(), filters, language)

    def shown(self, tab: Tab, filters: Filters | None, language: Language, *, wrong: bool = False) -> Html:
        """The panel; empty until there are articles to ask."""
        archive = self._asked(tab)
        choices = archive.choices if archive else NO_CHOICES
        return render_filters(filters, choices, WORDINGS[language], wrong=wrong)

    def anew(self, tab: Tab, language: Language) -> Update:
        """No filters: those before were for other articles."""
        return None, self.shown(tab, None, language)

    def changed(self, event: gr.EventData, tab: Tab, filters: Filters | None, language: Language) -> Update:
        """The filters that the form holds, or those before without the one that was removed."""
        if sent(event, "without") is not None:
            kept = without_sent(event, filters)
            return kept, self.shown(tab, kept, language)
        try:
            new = checked_filters({name: sent(event, name) or "" for name in FILTER_NAMES})
        except UsageError:
            return filters, self.shown(tab, filters, language, wrong=True)
        new = _understood(new, self._asked(tab))
        return new, self.shown(tab, new, language)

    def lifted(self, event: gr.EventData, tab: Tab, filters: Filters | None, language: Language) -> Update:
        """The filters without those that let nothing in, where they are still those of the turn that says so."""
        turn = turn_sent(event, tab.turns)
        kept = without_sent(event, filters) if turn and turn.filters == filters else filters
        return kept, self.shown(tab, kept, language)

    def _asked(self, tab: Tab) -> Archive | None:
        """The archive that the next question is put to, if it is open."""
        if tab.shelf:
            return tab.shelf.archive
        return self._loading.opened


def _understood(filters: Filters | None, archive: Archive | None) -> Filters | None:
    """The filters with the place as the articles write it: Shaoyang and 邵阳 are 邵阳市."""
    selection = archive.selection(filters) if archive else None
    return replace(filters, place=selection.place) if filters and selection and selection.place else filters


def without_sent(event: gr.EventData, filters: Filters | None) -> Filters | None:
    """The filters without those that an event names."""
    names = sent(event, "without")
    return filters.without(*names.split()) if filters and isinstance(names, str) else filters


def filters_of_address(query: Mapping[str, object]) -> Filters | None:
    """The filters in the query of an address; none where they are malformed."""
    try:
        return linked_filters(query)
    except UsageError:
        return None
