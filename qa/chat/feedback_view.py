"""What a reader thinks of an answer → HTML: two toggles, a line for a remark, and the word that it is noted."""

from __future__ import annotations

import secrets

from qa.answers.opinions import Verdict
from qa.chat.conversation import Turn
from qa.chat.inputs import MAX_REMARK
from qa.chat.markup import Html, element, text
from qa.chat.wording import Wording


def render_opinion(turn: Turn, wording: Wording) -> Html:
    """The toggles of a turn, none of them pressed: the page knows which is, and shows the remark when one is."""
    toggles = element(
        "div",
        _toggle(turn, Verdict.RIGHT, wording),
        _toggle(turn, Verdict.WRONG, wording),
        role="toolbar",
        aria_label=wording.opinion,
        class_="verdicts",
    )
    said = element("span", role="status", class_="said")
    return element("div", toggles, said, _remark(turn, wording), class_="opinion", data_id=turn.answer_id)


def render_receipt(turn: Turn, verdict: Verdict, remark: str, wording: Wording, *, noted: bool) -> Html:
    """What the page is told of a verdict that it sent: whether it was noted, and the words for it."""
    said = wording.thanks_for_remark if remark else wording.thanks
    said = wording.taken_back if verdict is Verdict.WITHDRAWN else said
    return element(
        "p",
        text(said if noted else wording.not_noted),
        data_id=turn.answer_id,
        data_verdict=verdict,
        data_remarked=bool(remark),
        data_noted=noted,
        # The page hears of a receipt when it changes, and two may say the same.
        data_receipt=secrets.token_hex(4),
    )


def _toggle(turn: Turn, verdict: Verdict, wording: Wording) -> Html:
    right = verdict is Verdict.RIGHT
    if turn.state == "answered":
        label = wording.right_answer if right else wording.wrong_answer
    else:
        label = wording.right_silence if right else wording.wrong_silence
    return element(
        "button",
        text(wording.right if right else wording.wrong),
        type="button",
        tabindex=0 if right else -1,
        aria_label=label,
        title=label,
        aria_pressed="false",
        data_event="verdict",
        data_turn=turn.number,
        data_verdict=verdict,
    )


def _remark(turn: Turn, wording: Wording) -> Html:
    send = element("button", text(wording.send_remark), type="button", data_event="verdict", data_turn=turn.number)
    field = element(
        "textarea", aria_label=wording.remark, placeholder=wording.remark_hint, maxlength=MAX_REMARK, rows=1
    )
    return element("div", field, send, class_="remark", hidden=True)
