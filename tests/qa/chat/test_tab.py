from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qa.answers.answer import Answer
from qa.chat.conversation import MAX_TURNS, Failure, Turn
from qa.chat.inputs import Kept
from qa.chat.tab import Tab
from qa.chat.uploads.shelf import Shelf


def answered(turn: Turn) -> Turn:
    return replace(turn, outcome=Answer(turn.question, turn.question, "zh", False, None, (), None))


def seen(tab: Tab) -> list[tuple[int, str, str]]:
    return [(turn.number, turn.question, turn.state) for turn in tab.turns]


def asked(tab: Tab, *questions: str) -> list[Turn]:
    """The turns of questions that are all answered, one after the other."""
    settled = []
    for question in questions:
        pending = tab.ask(question)
        settled.append(answered(pending))
        assert tab.settle(pending, settled[-1])
    return settled


def test_turns_are_numbered_on_and_the_oldest_leave_the_page():
    tab = Tab()
    asked(tab, *(f"问题{n}" for n in range(MAX_TURNS + 5)))
    assert [turn.number for turn in tab.turns] == list(range(6, MAX_TURNS + 6))


def test_a_turn_is_asked_after_the_questions_before_it():
    tab = Tab()
    asked(tab, "甲", "乙")
    assert tab.ask("丙").history == ("甲", "乙")
    assert tab.ask("丁").history == ("甲", "乙")  # 丙 is not answered yet


def test_asked_again_in_its_place_after_what_stands_before_it_now():
    tab = Tab()
    asked(tab, "甲", "乙", "丙")
    tab.delete(1)
    again = tab.again(3)
    assert again.history == ("乙",)
    assert seen(tab) == [(2, "乙", "unanswered"), (3, "丙", "pending")]
    assert tab.again(3) is None
    reworded = tab.again(2, "改")
    assert seen(tab) == [(2, "改", "pending"), (3, "丙", "pending")]
    assert tab.settle(reworded, answered(reworded))
    assert seen(tab)[0] == (2, "改", "unanswered")
    assert tab.again(1) is tab.again(99) is None


def test_what_is_not_waited_for_any_more_changes_nothing():
    for leave in (Tab.stop, Tab.clear, lambda tab: tab.delete(1), lambda tab: (tab.stop(), tab.again(1))):
        tab = Tab()
        pending = tab.ask("甲")
        leave(tab)
        left = tab.turns
        assert not tab.settle(pending, answered(pending))
        assert tab.turns is left


def test_stopping_leaves_what_is_settled():
    tab = Tab()
    asked(tab, "甲")
    failed = tab.ask("乙")
    tab.settle(failed, replace(failed, outcome=Failure("x")))
    tab.ask("丙")
    tab.stop()
    assert [state for *_, state in seen(tab)] == ["unanswered", "failed", "stopped"]


def test_a_number_is_not_given_twice_until_the_conversation_begins_anew():
    tab = Tab()
    asked(tab, "甲", "乙")
    tab.delete(2)
    assert tab.ask("丙").number == 3
    for begin_anew in (Tab.clear, lambda tab: [tab.delete(number) for number in (1, 3)]):
        again = deepcopy(tab)
        begin_anew(again)
        assert again.ask("丁").number == 1


def test_what_was_kept_is_restored_once_and_only_into_an_empty_tab():
    ids = [digit * 32 for digit in "abc"]
    kept = [
        Kept(ids[0], "甲", (), None, False),
        Kept(ids[1], "那乙呢？", ("甲",), None, False),
        Kept(ids[2], "丙", (), None, True),
    ]
    tab = Tab()
    turns = tab.restore(kept)
    assert turns is tab.turns
    assert seen(tab) == [(1, "甲", "pending"), (2, "那乙呢？", "pending"), (3, "丙", "stopped")]
    assert [(turn.id, turn.history) for turn in turns] == [(ids[0], ()), (ids[1], ("甲",)), (ids[2], ())]
    assert tab.restore(kept) == ()
    assert tab.ask("丁").number == 4
    begun = Tab()
    begun.ask("戊")
    assert begun.restore(kept) == ()
    assert [turn.number for turn in begun.turns] == [1]


def test_every_tab_begins_with_a_copy_of_its_own():
    first = Tab()
    other = deepcopy(first)
    first.ask("甲")
    assert other.turns == ()


def test_two_tabs_are_told_apart_from_their_first_change_on():
    first = Tab()
    other = deepcopy(first)
    assert first.id == other.id == ""
    first.ask("甲")
    other.ask("甲")
    id_ = first.id
    first.clear()
    assert first.id == id_ != other.id != ""


def test_how_far_a_question_has_got_takes_the_place_of_how_far_it_had():
    tab = Tab()
    pending = tab.ask("甲")
    for number in (2, 1):
        in_line = replace(pending, number_in_line=number)
        assert tab.settle(pending, in_line)
        assert not tab.settle(pending, answered(pending))
        pending = in_line
    assert tab.settle(pending, answered(pending))
    assert seen(tab) == [(1, "甲", "unanswered")]


def test_every_change_is_a_revision_and_nothing_else_is():
    tab, seen_at = Tab(), []
    pending = tab.restore([Kept("a" * 32, "甲", (), None, False)])[0]
    for change in (
        lambda: tab.settle(pending, answered(pending)),
        lambda: tab.ask("乙"),
        tab.stop,
        lambda: tab.again(2),
        lambda: tab.delete(2),
        tab.clear,
    ):
        seen_at.append(tab.revision)
        change()
    assert seen_at == list(range(1, 7))
    assert not tab.settle(pending, answered(pending))
    assert tab.again(9) is None
    assert tab.revision == 7


def test_changes_at_the_same_time_are_all_kept():
    tab = Tab()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: asked(tab, f"问{n}"), range(MAX_TURNS)))
    assert {(turn.question, turn.state) for turn in tab.turns} == {(f"问{n}", "unanswered") for n in range(MAX_TURNS)}
    assert sorted(turn.number for turn in tab.turns) == list(range(1, MAX_TURNS + 1))


class AnyOrder(RuleBasedStateMachine):
    """Whatever a reader does in whatever order: numbers rise, and an answer is that of its question."""

    def __init__(self) -> None:
        super().__init__()
        self.tab = Tab()
        self.waiting: list[Turn] = []
        self.stopped: list[Turn] = []

    @rule(question=st.text(max_size=3))
    def ask(self, question):
        self.waiting.append(self.tab.ask(question))

    @rule(number=st.integers(0, 6), question=st.none() | st.text(max_size=3))
    def again(self, number, question):
        turn = self.tab.again(number, question)
        self.waiting += [turn] if turn else []

    @rule(data=st.data())
    def settle(self, data):
        if self.waiting:
            turn = self.waiting.pop(data.draw(st.integers(0, len(self.waiting) - 1)))
            expected = any(turn is there for there in self.tab.turns)
            assert self.tab.settle(turn, answered(turn)) is expected

    @rule()
    def stop(self):
        self.tab.stop()
        self.stopped, self.waiting = self.waiting, []
        assert not any(self.tab.settle(turn, answered(turn)) for turn in self.stopped)

    @rule(number=st.integers(0, 6))
    def delete(self, number):
        self.tab.delete(number)

    @rule()
    def clear(self):
        self.tab.clear()

    @invariant()
    def in_order(self):
        numbers = [turn.number for turn in self.tab.turns]
        assert numbers == sorted(set(numbers))
        assert all(turn.state != "unanswered" or turn.outcome.question == turn.question for turn in self.tab.turns)


test_any_order = AnyOrder.TestCase


def test_a_question_is_put_to_the_articles_in_use_and_leans_on_no_question_put_to_others(tmp_path):
    tab, shelf = Tab(), Shelf(tmp_path)
    asked(tab, "甲")
    tab.shelf = shelf
    asked(tab, "乙", "丙")
    tab.shelf = None
    asked(tab, "丁")
    assert [(turn.question, turn.shelf, turn.history) for turn in tab.turns] == [
        ("甲", None, ()),
        ("乙", shelf, ()),
        ("丙", shelf, ("乙",)),
        ("丁", None, ("甲",)),
    ]
    again = tab.again(3, "戊")
    assert (again.shelf, again.history) == (shelf, ("乙",))
