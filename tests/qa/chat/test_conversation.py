import re
from dataclasses import replace

from qa.answers.answer import Answer, Reason
from qa.chat.conversation import MAX_HISTORY, Failure, Stopped, Turn, history_of


def refused(question: str, reason: Reason) -> Answer:
    return Answer(question, question, "zh", False, None, (), reason)


def test_history_holds_the_last_questions_that_could_be_read(archive):
    asked = [Turn(n, f"邵阳{n}", archive.ask("邵阳")) for n in range(1, MAX_HISTORY + 3)]
    broken = Turn(20, "出错", Failure(None))
    short = Turn(21, "?", refused("?", Reason.QUESTION_TOO_SHORT))
    long = Turn(22, "长" * 9999, refused("长" * 9999, Reason.QUESTION_TOO_LONG))
    unknown = Turn(23, "岳阳呢？", archive.ask("岳阳呢？"))
    stopped = Turn(24, "不等了", Stopped())
    expected = (*(f"邵阳{n}" for n in range(4, MAX_HISTORY + 3)), "岳阳呢？")
    assert history_of((*asked, broken, short, long, unknown, stopped, Turn(25, "还没有答案"))) == expected


def test_what_a_turn_can_show_in_the_articles(archive):
    answered, unanswered = archive.ask("邵阳"), archive.ask("岳阳")
    assert Turn(1, "邵阳", answered).citations == answered.citations != ()
    compared = archive.ask("各地？")
    shown = Turn(1, "各地？", compared).citations
    assert [citation.number for citation in shown] == [1, 2, 3, 4]
    assert shown[:3] == compared.citations
    assert shown[3] == compared.comparison.rows[2].citation
    assert Turn(1, "岳阳", unanswered).citations == unanswered.pointers != ()
    assert Turn(1, "出错", Failure("x")).citations == Turn(1, "还没有").citations == ()


def test_a_turn_speaks_the_language_of_its_question(archive):
    assert Turn(1, "How many?").language == "en"
    assert Turn(1, "多少？").language == "zh"
    assert Turn(1, "多少？", archive.ask("How many?")).language == "en"


def test_an_answer_has_an_id_of_its_own_and_keeps_it_for_as_long_as_it_is_the_same(archive):
    answered, elsewhere = archive.ask("邵阳？"), archive.ask("衡阳？")
    turn = Turn(1, "邵阳？", answered, id="a" * 32)
    assert re.fullmatch("[0-9a-f]{32}", turn.answer_id)
    again = Turn(7, "邵阳？", archive.ask("邵阳？"), history=("衡阳？",), id="a" * 32)
    assert again.answer_id == turn.answer_id
    others = [
        Turn(1, "邵阳？", answered),
        replace(turn, outcome=elsewhere),
        replace(turn, outcome=replace(answered, citations=answered.citations[:1])),
        replace(turn, outcome=refused("邵阳？", Reason.QUESTION_TOO_SHORT)),
        replace(turn, outcome=refused("邵阳？", Reason.NO_SUCH_SUBJECT)),
        replace(turn, outcome=None),
    ]
    assert len({other.answer_id for other in (turn, *others)}) == 7
