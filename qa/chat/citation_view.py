"""A citation in an answer → HTML: the quote, where it stands, and what can be taken away of it."""

from __future__ import annotations

from qa.answers.answer import Citation
from qa.answers.references import Style, reference
from qa.articles.article import Article
from qa.articles.reading import without_layout
from qa.chat.aids_view import render_aids
from qa.chat.clippings.clipping import pin_of
from qa.chat.conversation import Turn
from qa.chat.highlights import quote_reading, stretches
from qa.chat.inputs import MAX_PINS
from qa.chat.markup import NOTHING, Html, element, joined, text
from qa.chat.permalinks import quote_link
from qa.chat.reprints_view import render_reprints
from qa.chat.tools import Tool, render_tools
from qa.chat.wording import Wording

STYLES = {Style.GBT7714: "GB/T 7714", Style.CHICAGO: "Chicago", Style.BIBTEX: "BibTeX", Style.RIS: "RIS"}


def render_citation(turn: Turn, citation: Citation, wording: Wording) -> Html:
    """The quote with its answer marked, and under it where it stands."""
    answered = turn.state == "answered"
    details = [element("span", text(part), lang="zh") for part in dateline(citation.article)]
    return element(
        "figure",
        render_quote(citation, answered=answered),
        element("figcaption", joined([show_button(turn, citation, wording), *details], " ")),
        render_reprints(citation.reprints, wording),
        render_aids(citation, wording) if answered else NOTHING,
        _copying(turn, citation, wording),
        _offer(turn, citation, wording),
        class_="citation",
    )


def render_quote(citation: Citation, *, answered: bool) -> Html:
    """The quote, with its answer marked where it answers something."""
    quote = marked_quote(citation) if answered else [text(citation.quote)]
    return element("blockquote", *quote, class_="quote", lang="zh")


def marked_quote(citation: Citation) -> list[Html]:
    """The characters of the quote, the answer in it marked."""
    return [
        element("mark", text(stretch.text)) if stretch.answer else text(stretch.text)
        for stretch in stretches(quote_reading(citation), [citation])
    ]


def quoted_with_reference(citation: Citation, style: Style) -> str:
    """What is copied: the quote, and under it the reference of its article."""
    return f"{citation.quote}\n\n{reference(citation.article, style)}".rstrip()


def article_title(article: Article, wording: Wording) -> str:
    """The headline on one line, or a word for that there is none."""
    return without_layout(article.title) or wording.untitled


def dateline(article: Article) -> list[str]:
    """Paper, date, edition and byline, as far as they are known."""
    return [part for part in (article.source, article.printed_date, article.edition, article.byline) if part]


def _copying(turn: Turn, citation: Citation, wording: Wording) -> Html:
    """A button for each style that copies the quote with its reference, one that copies its link, one that clips it.

    What stands in a reader's own articles has neither a link nor a clipping: both would lead nowhere.
    """
    buttons = [
        Tool(name, wording.copy_as.format(style=name), "copy", {"text": quoted_with_reference(citation, style)})
        for style, name in STYLES.items()
    ]
    if turn.shelf:
        return render_tools(buttons, wording.copy, wording)
    link = Tool(wording.link, wording.link_to_quote, "link", {"link": quote_link(citation)})
    return render_tools([*buttons, link, clip_tool(turn, citation, wording)], wording.copy, wording)


def clip_tool(turn: Turn, citation: Citation, wording: Wording) -> Tool:
    """Puts the quote among the clippings, or takes it from there; which of the two the browser alone knows."""
    words = {"clipped": wording.clipped, "unclipped": wording.unclipped}
    full = wording.clippings_full.format(most=MAX_PINS)
    return Tool(
        wording.clip, wording.clip_quote, "pin", words | {"full": full, "pin": pin_of(turn, citation)}, toggle=True
    )


def show_button(turn: Turn, citation: Citation, wording: Wording) -> Html:
    """A button with the number and the headline of a citation that opens its article at the quote."""
    title = article_title(citation.article, wording)
    label = wording.show_citation if turn.state == "answered" else wording.show_pointer
    return element(
        "button",
        element("span", text(str(citation.number)), class_="number"),
        element("cite", text(title), lang="zh"),
        type="button",
        aria_label=label.format(number=citation.number, title=title),
        data_event="show",
        data_turn=turn.number,
        data_number=citation.number,
    )


def _offer(turn: Turn, citation: Citation, wording: Wording) -> Html:
    """The question that a pointer answers, to click; nothing where there is none."""
    question = turn.offers.get(citation.number)
    return element("p", text(f"{wording.offer} "), ask_button(question), class_="offer") if question else NOTHING


def ask_button(question: str) -> Html:
    """A button that asks the question on it."""
    return element("button", text(question), type="button", data_event="ask", data_question=question)
