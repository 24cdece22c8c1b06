"""The clippings of a reader → HTML: each quote as the articles hold it, to be put in order and taken away."""

from __future__ import annotations

import base64
from datetime import date

from qa.chat.citation_view import article_title, dateline, render_quote
from qa.chat.clippings.as_markdown import section
from qa.chat.clippings.clipping import Clipping, Clippings, Lost
from qa.chat.clippings.formats import FORMATS, Format
from qa.chat.conversation import Failure
from qa.chat.markup import Html, element, joined, text
from qa.chat.permalinks import quote_link
from qa.chat.rendering import render_failure
from qa.chat.tools import Tool, render_tools
from qa.chat.wording import Wording

_NAMED = 20  # characters of a quote by which its buttons are told apart


def render_clippings(clippings: Clippings, wording: Wording, number: int) -> Html:
    """All clippings in the reader's order; where there is none, how one comes about.

    A panel or a file is told by its `number` from the one before: the same once more is new to the page all the same.
    """
    rows = [_row(clipping, wording) for clipping in clippings]
    return _panel(
        wording,
        number,
        element("div", _taking_away(wording), _remove_all(wording), class_="taking"),
        element("ol", *rows, aria_label=wording.clippings_list),
        element("p", text(wording.clippings_empty), class_="empty"),
    )


def render_no_clippings_yet(wording: Wording, number: int) -> Html:
    """The panel while the articles are still being opened."""
    return _panel(wording, number, element("p", text(wording.loading), class_="pending"))


def render_unmade_clippings(message: str | None, wording: Wording, number: int) -> Html:
    """The panel where the articles could not be opened; a message of None means a fault of the program."""
    return _panel(wording, number, render_failure(Failure(message), wording))


def render_file(clippings: Clippings, kind: Format, wording: Wording, day: date, number: int) -> Html:
    """A file for the page's script to hand to the browser."""
    content = base64.b64encode(kind.write(clippings, wording, day)).decode()
    name = f"{wording.clippings_file.format(day=day.isoformat())}.{kind.suffix}"
    return element("output", data_number=number, data_name=name, data_type=kind.media_type, data_content=content)


def _panel(wording: Wording, number: int, *inside: Html) -> Html:
    heading = element("h2", text(wording.clippings), class_="label")
    close = element(
        "button", text(wording.clippings_close), type="button", class_="close", data_event="clippings-close"
    )
    return element(
        "section",
        element("header", heading, close),
        element("p", role="status", class_="said"),
        *inside,
        element("p", text(wording.clippings_kept), class_="kept"),
        aria_label=wording.clippings,
        lang=wording.language,
        tabindex=-1,
        data_number=number,
        data_moved=wording.moved,
        data_removed=wording.removed,
        data_exported=wording.exported,
    )


def _taking_away(wording: Wording) -> Html:
    files = [
        Tool(kind.name, wording.export_as.format(format=kind.name), "export", {"format": key})
        for key, kind in FORMATS.items()
    ]
    copy = Tool(wording.copy_all, wording.copy_all_as, "clippings-copy", {})
    return joined([element("span", text(wording.download)), render_tools([*files, copy], wording.take_away, wording)])


def _remove_all(wording: Wording) -> Html:
    """A button that removes everything, once it has been asked whether that is meant."""
    question = element(
        "div",
        element("p", text(wording.really_remove_all), id="really-remove-all"),
        _button(wording.remove_all, wording.remove_all, "clippings-removed"),
        _button(wording.keep_all, wording.keep_all, "clippings-kept"),
        role="group",
        aria_labelledby="really-remove-all",
        class_="really",
        hidden=True,
    )
    return joined([_button(wording.remove_all, wording.remove_all, "clippings-remove"), question])


def _row(clipping: Clipping | Lost, wording: Wording) -> Html:
    if isinstance(clipping, Lost):
        named = clipping.question
        told = element("p", text(wording.lost_clippings[clipping.problem]), class_="lost")
    else:
        named = clipping.citation.quote
        told = _quoted(clipping, wording)
    return element(
        "li",
        element("h3", text(clipping.question), class_="question"),
        told,
        _handling(named, wording),
        data_pin=clipping.pin,
        data_markdown=section(clipping, wording),
    )


def _quoted(clipping: Clipping, wording: Wording) -> Html:
    article = clipping.citation.article
    title = article_title(article, wording)
    label = wording.open_article.format(title=title)
    href = quote_link(clipping.citation)
    link = element(
        "a", element("cite", text(title), lang="zh"), href=href, target="_blank", rel="noopener", aria_label=label
    )
    details = [element("span", text(part), lang="zh") for part in dateline(article)]
    where = element("figcaption", joined([link, *details], " "))
    return element("figure", render_quote(clipping.citation, answered=clipping.answered), where)


def _handling(named: str, wording: Wording) -> Html:
    """The buttons of a row; what they are called tells them from those of the other rows."""
    quote = named if len(named) <= _NAMED else f"{named[:_NAMED]}…"
    buttons = (
        _button(wording.move_up, wording.move_up_quote.format(quote=quote), "clipping-up"),
        _button(wording.move_down, wording.move_down_quote.format(quote=quote), "clipping-down"),
        _button(wording.remove, wording.remove_quote.format(quote=quote), "clipping-remove"),
    )
    return element("div", *buttons, class_="handling")


def _button(name: str, label: str, event: str) -> Html:
    return element("button", text(name), type="button", aria_label=label, data_event=event)
