"""Figures side by side → HTML: a table whose every row is a quote and leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers.answer import Comparison, Row
from qa.chat.citation_view import STYLES, clip_tool, marked_quote, quoted_with_reference, show_button
from qa.chat.conversation import Turn
from qa.chat.markup import NOTHING, Html, element, text
from qa.chat.tools import Tool, render_tools
from qa.chat.wording import Wording


def render_comparison(turn: Turn, comparison: Comparison, wording: Wording) -> Html:
    """The table, with the word that reports differ where they do, and under it what copies all of its quotes.

    Every part says its role: a style sheet that lays rows out as blocks takes the roles from them.
    """
    words = wording.comparison
    differ = element("strong", text(words.differ)) if comparison.differ else NOTHING
    heads = (words.date, words.place, words.figure, words.quote, words.source)
    rows = (_row(turn, row, heads, wording) for row in comparison.rows)
    table = element(
        "table",
        element("caption", element("span", text(words.caption)), differ),
        element("thead", element("tr", *map(_head, heads), role="row"), role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        role="table",
    )
    return element("div", table, _copying(comparison.rows, wording), class_="comparison")


def _row(turn: Turn, row: Row, heads: Sequence[str], wording: Wording) -> Html:
    source = row.citation.article.source
    paper = element("span", text(source), lang="zh") if source else NOTHING
    clipping = NOTHING
    if not turn.shelf:
        clipping = render_tools([clip_tool(turn, row.citation, wording)], wording.clip_quote, wording)
    cells = [
        _printed(row.date, wording),
        _printed(row.place, wording),
        element("b", text(row.figure), lang="zh"),
        element("q", *marked_quote(row.citation), lang="zh"),
        element("div", show_button(turn, row.citation, wording), paper, clipping),
    ]
    return element("tr", *(_cell(head, cell) for head, cell in zip(heads, cells, strict=True)), role="row")


def _head(head: str) -> Html:
    return element("th", text(head), scope="col", role="columnheader")


def _cell(head: str, inside: Html) -> Html:
    """A cell that carries the head of its column, for where there is no room for columns."""
    return element("td", inside, role="cell", data_head=head)


def _printed(value: str, wording: Wording) -> Html:
    """What is printed, or the word that it is not."""
    if not value:
        return element("span", text(wording.comparison.unstated), class_="unstated")
    return element("span", text(value), lang="zh")


def _copying(rows: Sequence[Row], wording: Wording) -> Html:
    """A button for each style that copies all quotes of the table with their references."""
    label = wording.comparison.copy_all
    buttons = [
        Tool(
            name,
            f"{label}: {name}",
            "copy",
            {"text": "\n\n\n".join(quoted_with_reference(row.citation, style) for row in rows)},
        )
        for style, name in STYLES.items()
    ]
    return render_tools(buttons, label, wording)
