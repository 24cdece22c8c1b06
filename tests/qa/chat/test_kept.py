import json

from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Answer
from qa.chat.conversation import Failure, Stopped, Turn
from qa.chat.inputs import Kept, checked_kept
from qa.chat.kept import kept_of
from qa.chat.markup import as_shown
from qa.chat.rendering import render_conversation
from qa.chat.wording import ZH
from qa.retrieval.filters import parse_filters

BEFORE = ("邵阳有多少家企业复工？",)
ID = "0123456789abcdef" * 2


def understood(question: str, as_: str) -> Answer:
    return Answer(question, as_, "zh", False, None, (), None)


def kept(turn: Turn) -> Kept:
    return checked_kept([json.loads(kept_of(turn))])[0]


def test_a_follow_up_keeps_what_it_leaned_on_and_any_other_question_nothing():
    follow_up = understood("那衡阳呢？", "衡阳有多少家企业复工？")
    assert kept(Turn(2, "那衡阳呢？", follow_up, history=BEFORE, id=ID)) == Kept(ID, "那衡阳呢？", BEFORE, None, False)
    assert kept(Turn(2, "长沙？", understood("长沙？", "长沙？"), history=BEFORE, id=ID)) == Kept(
        ID, "长沙？", (), None, False
    )


def test_what_has_no_answer_yet_keeps_all_it_was_asked_after():
    for outcome, stopped in ((None, False), (Failure(None), False), (Stopped(), True)):
        assert kept(Turn(2, "那衡阳呢？", outcome, history=BEFORE, id=ID)) == Kept(
            ID, "那衡阳呢？", BEFORE, None, stopped
        )


def test_the_filters_are_kept():
    filters = parse_filters({"place": "邵阳市", "since": "2022-11-01"})
    assert kept(Turn(1, "多少家？", filters=filters, id=ID)) == Kept(ID, "多少家？", (), filters, False)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_the_page_carries_it_to_the_letter(parse, questions):
    turns = tuple(Turn(n, as_shown(text), history=(as_shown(text),)) for n, text in enumerate(questions, start=1))
    articles = [about for tag, about, _ in parse(render_conversation(turns, ZH)).elements if tag == "article"]
    back = checked_kept([json.loads(about["data-kept"]) for about in articles])
    assert back == [Kept(turn.id, turn.question, turn.history, None, False) for turn in turns]
