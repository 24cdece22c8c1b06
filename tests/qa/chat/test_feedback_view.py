import pytest

from qa.answers.answer import Answer, Reason
from qa.answers.opinions import Verdict
from qa.chat.conversation import Failure, Turn
from qa.chat.feedback_view import render_opinion, render_receipt
from qa.chat.inputs import MAX_REMARK
from qa.chat.rendering import render_conversation, render_turn
from qa.chat.wording import EN, WORDINGS, ZH


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize("question", ["邵阳？", "岳阳？"])
def test_two_toggles_that_say_what_they_mean_and_a_hidden_line_for_a_remark(archive, parse, words, question):
    turn = Turn(7, question, archive.ask(question))
    html = parse(render_opinion(turn, words))
    buttons = [(text, attributes) for tag, attributes, text in html.elements if tag == "button"]
    labels = {
        "answered": (words.right_answer, words.wrong_answer),
        "unanswered": (words.right_silence, words.wrong_silence),
    }
    assert [(text, a.get("aria-label")) for text, a in buttons] == [
        *zip((words.right, words.wrong), labels[turn.state], strict=True),
        (words.send_remark, None),
    ]
    assert all(a.get("aria-label", text).startswith(text) for text, a in buttons)  # what is seen is what is called
    assert [(a.get("data-verdict"), a.get("aria-pressed"), a["data-turn"]) for _, a in buttons] == [
        ("right", "false", "7"),
        ("wrong", "false", "7"),
        (None, None, "7"),
    ]
    assert html.texts("div", "opinion", data_id=turn.answer_id) != []
    (remark,) = [attributes for tag, attributes, _ in html.elements if attributes.get("class") == "remark"]
    assert "hidden" in remark
    assert html.texts("textarea", aria_label=words.remark, maxlength=str(MAX_REMARK)) == [""]


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize(
    ("verdict", "remark", "noted", "said"),
    [
        (Verdict.RIGHT, "", True, "thanks"),
        (Verdict.WRONG, "<b>", True, "thanks_for_remark"),
        (Verdict.WITHDRAWN, "", True, "taken_back"),
        (Verdict.RIGHT, "<b>", False, "not_noted"),
    ],
)
def test_a_receipt_says_whether_the_verdict_was_noted(parse, words, verdict, remark, noted, said):
    turn = Turn(1, "？")
    html = parse(render_receipt(turn, verdict, remark, words, noted=noted))
    ((tag, attributes, text),) = html.elements
    assert (tag, text, attributes["data-id"], attributes["data-verdict"]) == (
        "p",
        getattr(words, said),
        turn.answer_id,
        verdict,
    )
    assert ("data-noted" in attributes, "data-remarked" in attributes) == (noted, bool(remark))


def test_two_receipts_are_never_the_same():
    turn = Turn(1, "？")
    receipts = {render_receipt(turn, Verdict.RIGHT, "", ZH, noted=True) for _ in range(100)}
    assert len(receipts) == 100


def test_only_what_the_articles_were_read_for_is_judged(archive, parse):
    def judged(turn, **asked):
        return parse(render_turn(turn, **asked)).texts("div", "opinion") != []

    for question in ("邵阳？", "岳阳？"):
        turn = Turn(1, question, archive.ask(question))
        assert judged(turn, opinions=True)
        assert not judged(turn)
    refused = [
        Answer("？", "？", "zh", False, None, (), reason)
        for reason in (Reason.QUESTION_TOO_SHORT, Reason.QUESTION_TOO_LONG)
    ]
    for outcome in (None, Failure(None), Failure("no folder"), *refused):
        assert not judged(Turn(1, "？", outcome), opinions=True)


def test_each_turn_of_the_conversation_has_its_own(archive, parse):
    turns = [Turn(n, "邵阳？", archive.ask("邵阳？")) for n in (1, 2)]
    html = parse(render_conversation(turns, WORDINGS["zh"], opinions=True))
    ids = [attributes["data-id"] for _, attributes, _ in html.elements if attributes.get("class") == "opinion"]
    assert ids == [turn.answer_id for turn in turns]
    assert len(set(ids)) == 2
