from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answer import Answer
from qa.chat.recent import RecentAnswers
from qa.retrieval.filters import parse_filters

BEFORE = ("邵阳有多少家企业复工？",)
PLACE = parse_filters({"place": "邵阳市"})


def answer(question: str, understood: str = "") -> Answer:
    return Answer(question, understood or question, "zh", False, None, (), None)


def test_an_answer_is_given_to_the_same_question_after_the_same_ones_under_the_same_filters():
    recent = RecentAnswers()
    follow_up = answer("那衡阳呢？", "衡阳有多少家企业复工？")
    recent.remember(follow_up, BEFORE, PLACE)
    assert recent.given("那衡阳呢？", BEFORE, PLACE) is follow_up
    for other in (("那衡阳呢", BEFORE, PLACE), ("那衡阳呢？", (), PLACE), ("那衡阳呢？", BEFORE, None)):
        assert recent.given(*other) is None


def test_what_stands_alone_is_also_the_answer_after_nothing():
    recent = RecentAnswers()
    alone = answer("长沙？ ", "长沙？")
    recent.remember(alone, BEFORE, None)
    assert recent.given("长沙？ ", (), None) is recent.given("长沙？ ", BEFORE, None) is alone
    assert recent.given("长沙？ ", (*BEFORE, "衡阳？"), None) is None


def test_long_questions_are_not_kept():
    recent = RecentAnswers()
    for question, history in (("问" * 2_001, ()), ("问", ("前" * 2_000,))):
        recent.remember(answer(question), history, None)
        assert recent.given(question, history, None) is None
    recent.remember(answer("问" * 2_000), (), None)
    assert recent.given("问" * 2_000, (), None) is not None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=30))
def test_the_ones_that_were_used_last_are_kept(steps):
    recent, used = RecentAnswers(3), []
    for put, number in steps:
        known = number in used[-3:]
        if put:
            recent.remember(answer(str(number)), (), None)
        else:
            assert (recent.given(str(number), (), None) is not None) == known
        if put or known:
            used = [other for other in used if other != number] + [number]


def test_several_threads_may_use_it():
    recent = RecentAnswers(5)

    def use(number: int) -> None:
        recent.remember(answer(str(number % 9)), (), None)
        found = recent.given(str(number % 7), (), None)
        assert found is None or found.question == str(number % 7)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(use, range(500)))
