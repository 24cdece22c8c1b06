"""Conversation → HTML: pure functions, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answers.answer import Answer, Citation
from qa.chat.citation_view import ask_button, render_citation
from qa.chat.comparison_view import render_comparison
from qa.chat.conversation import Busy, Failure, Removed, Stopped, Turn, Turns
from qa.chat.feedback_view import render_opinion
from qa.chat.filters_view import render_asked_under, render_unmatched
from qa.chat.kept import kept_of
from qa.chat.markup import NOTHING, Html, element, joined, text
from qa.chat.permalinks import question_link
from qa.chat.places_view import render_places
from qa.chat.tools import Tool, render_tools
from qa.chat.wording import WORDINGS, Notice, Wording

SHORT_ANSWER = 30  # characters; a longer answer is set smaller
SHOWN_QUESTION = 400  # characters of a question that the page repeats


def render_masthead(wording: Wording) -> Html:
    """The name of the page, the way to the clippings, and the switch of its language."""
    switch = [
        element(
            "button",
            text(other.language_name),
            type="button",
            lang=other.language,
            data_event="language",
            data_language=language,
            aria_pressed="true" if language == wording.language else "false",
        )
        for language, other in WORDINGS.items()
    ]
    return element(
        "header",
        element("h1", element("span", text("原句"), lang="zh"), element("small", text("Yuanju"))),
        element("p", text(wording.tagline), class_="tagline"),
        _clippings_button(wording),
        element("div", *switch, role="group", aria_label=wording.language_switch, class_="languages"),
        class_="masthead",
        lang=wording.language,
    )


def _clippings_button(wording: Wording) -> Html:
    """Opens the clippings; the browser alone knows how many there are."""
    count = element("span", class_="count")
    name = joined([text(wording.clippings), count], " ")
    return element("button", name, type="button", class_="clippings", aria_haspopup="dialog", data_event="clippings")


def render_status(wording: Wording, message: str | None, state: str) -> Html:
    """How far the archive has got; "failed" takes the error's message, None for an unforeseen one."""
    if state == "failed":
        return render_failure(Failure(message), wording)
    return element("p", text(message or ""), role="status", data_state=state, lang=wording.language)


def render_welcome(wording: Wording, examples: Sequence[str]) -> Html:
    """What stands before the first question: what one can ask, and examples to click."""
    items = [element("li", ask_button(question)) for question in examples]
    return element(
        "section",
        element("h2", text(wording.welcome.headline)),
        element("p", text(wording.welcome.advice)),
        element("h3", text(wording.examples), class_="label") if items else NOTHING,
        element("ul", *items, class_="examples") if items else NOTHING,
        class_="welcome",
        lang=wording.language,
    )


def render_conversation(
    turns: Turns,
    wording: Wording,
    examples: Sequence[str] = (),
    *,
    waiting: bool = False,
    opinions: bool = False,
    tab: str = "",
    revision: int = 0,
) -> Html:
    """All turns, oldest first, or the welcome.

    `waiting` tells that the archive is still being opened, `opinions` that readers are asked what they think,
    `tab` whose conversation it is, `revision` which of two renderings is the later one.
    """
    rendered = [render_turn(turn, waiting=waiting, opinions=opinions) for turn in turns]
    inside = rendered or [render_welcome(wording, examples)]
    return element(
        "div",
        *inside,
        role="log",
        aria_label=wording.conversation,
        class_="turns",
        tabindex=0,
        data_tab=tab,
        data_revision=revision,
    )


def render_turn(turn: Turn, *, waiting: bool = False, opinions: bool = False) -> Html:
    """One question with its answer, its notice, or the word that it is being looked up."""
    wording = WORDINGS[turn.language]
    heading = f"question-{turn.number}"
    return element(
        "article",
        element("h2", text(_shortened(turn.question)), id=heading, class_="question"),
        _tools(turn, wording),
        element("p", text(wording.uploads.asked_of_own), class_="of-own") if turn.shelf else NOTHING,
        render_asked_under(turn.filters, turn.outcome, wording),
        _outcome(turn, wording, waiting),
        render_opinion(turn, wording) if opinions and turn.read and not turn.shelf else NOTHING,
        id=f"turn-{turn.number}",
        class_="turn",
        lang=turn.language,
        data_state=turn.state,
        data_kept=None if turn.shelf else kept_of(turn),
        aria_labelledby=heading,
    )


def render_failure(failure: Failure, wording: Wording) -> Html:
    """One clear message for what went wrong."""
    notice = wording.broken if failure.message is None else Notice(wording.not_opened, failure.message)
    return element("div", *_notice(notice), class_="notice failure", role="alert", lang=wording.language)


def _tools(turn: Turn, wording: Wording) -> Html:
    """What can be done with a question; while it waits, the link alone, if one can lead to what it was put to."""
    link = Tool(wording.link, wording.link_to_question, "link", {"link": question_link(turn.question, turn.filters)})
    links = [] if turn.shelf else [link]
    changes = [
        Tool(wording.retry, wording.retry_question, "retry", {"turn": turn.number}),
        Tool(wording.edit, wording.edit_question, "rephrase", {"turn": turn.number, "question": turn.question}),
        Tool(wording.delete, wording.delete_question, "delete", {"turn": turn.number}),
    ]
    return render_tools(links if turn.state == "pending" else [*changes, *links], wording.tools, wording)


def _outcome(turn: Turn, wording: Wording, waiting: bool) -> Html:
    if turn.outcome is None:
        return element("p", text(_pending(turn, wording, waiting)), class_="pending")
    if isinstance(turn.outcome, Busy):
        return _busy(turn, wording)
    if isinstance(turn.outcome, Failure):
        return render_failure(turn.outcome, wording)
    if isinstance(turn.outcome, Stopped | Removed):
        notice = wording.stopped if isinstance(turn.outcome, Stopped) else wording.uploads.removed
        return element("div", *_notice(notice), class_="notice")
    understood = joined([_understood(turn.outcome, wording), render_places(turn, turn.outcome, wording)])
    if turn.outcome.answered:
        return joined([understood, _answer(turn, turn.outcome, wording)])
    return joined([understood, _no_answer(turn, turn.outcome, wording)])


def _pending(turn: Turn, wording: Wording, waiting: bool) -> str:
    if waiting:
        return wording.loading
    return wording.in_line.format(number=turn.number_in_line) if turn.number_in_line else wording.searching


def _busy(turn: Turn, wording: Wording) -> Html:
    """That there was no place in the line, and the question to click again."""
    again = element(
        "button",
        text(_shortened(turn.question)),
        type="button",
        data_event="retry",
        data_turn=turn.number,
    )
    return element(
        "div",
        *_notice(wording.busy),
        element("p", again, class_="offer"),
        class_="notice failure",
        role="alert",
        lang=wording.language,
    )


def _answer(turn: Turn, answer: Answer, wording: Wording) -> Html:
    first, *others = _beside_the_table(answer)
    certainty = element("p", text(wording.certainty[answer.certainty]), class_="certainty", data_level=answer.certainty)
    parts = [_short_answer(first), render_citation(turn, first, wording), certainty]
    if answer.comparison:
        parts.append(render_comparison(turn, answer.comparison, wording))
    if others:
        items = (element("li", render_citation(turn, other, wording)) for other in others)
        parts += [
            element("h3", text(wording.further), class_="label"),
            element("ol", *items, class_="further"),
        ]
    return joined(parts)


def _beside_the_table(answer: Answer) -> list[Citation]:
    """The citation that answers, and those further ones that no table shows."""
    tabled = {row.citation.number for row in answer.comparison.rows} if answer.comparison else set()
    first, *others = answer.citations
    return [first, *(citation for citation in others if citation.number not in tabled)]


def _short_answer(citation: Citation) -> Html:
    """The answer on its own; nothing where it is the whole quote, which follows anyway."""
    if citation.answer == citation.quote:
        return NOTHING
    size = "answer" if len(citation.answer) <= SHORT_ANSWER else "answer long"
    return element("p", text(citation.answer), class_=size, lang="zh")


def _no_answer(turn: Turn, answer: Answer, wording: Wording) -> Html:
    parts = [*_notice(wording.reasons[answer.reason])] if answer.reason else []
    if answer.missing:
        terms = joined((element("strong", text(term)) for term in answer.missing), " · ")
        parts.append(element("p", text(f"{wording.missing}: "), terms, class_="missing"))
    if answer.selection and answer.selection.unmatched:
        parts.append(render_unmatched(answer.selection, turn.number, wording))
    if answer.pointers:
        items = (element("li", render_citation(turn, pointer, wording)) for pointer in answer.pointers)
        parts.append(element("h3", text(wording.pointers), class_="label"))
        parts.append(element("ol", *items, class_="pointers"))
    return element("div", *parts, class_="notice")


def _understood(answer: Answer, wording: Wording) -> Html:
    """How a follow-up was completed by the questions before it."""
    if answer.understood.strip() == answer.question.strip():
        return NOTHING
    return element("p", text(f"{wording.understood_as}: {_shortened(answer.understood)}"), class_="understood")


def _notice(notice: Notice) -> tuple[Html, Html]:
    return element("h3", text(notice.headline)), element("p", text(notice.advice))


def _shortened(question: str) -> str:
    return question if len(question) <= SHOWN_QUESTION else f"{question[:SHOWN_QUESTION]}…"
