import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chat.hints_view import NO_HINTS, Hints, render_hints
from qa.chat.markup import as_shown
from qa.chat.wording import EN, ZH


@pytest.mark.parametrize("wording", [ZH, EN])
def test_a_hint_asks_its_question_as_it_stands(parse, wording):
    html = parse(render_hints(Hints(("邵阳有多少家？", "How many?"), 3), wording))
    buttons = [found for tag, found, _ in html.elements if tag == "button"]
    assert [(b["data-event"], b["data-question"], b["data-turn"], b.get("lang")) for b in buttons] == [
        ("ask", "邵阳有多少家？", "3", "zh"),
        ("ask", "How many?", "3", "en"),
    ]
    assert html.texts("h2") == [wording.next_questions]
    assert html.texts("p") == [wording.in_other_language]
    assert html.elements[0][1]["aria-label"] == wording.next_questions


def test_before_the_first_question_they_belong_to_no_turn(parse):
    html = parse(render_hints(Hints(("邵阳？",)), ZH))
    assert html.texts("h2") == [ZH.examples]
    assert [("data-turn" in found) for tag, found, _ in html.elements if tag == "button"] == [False]
    assert render_hints(NO_HINTS, ZH) == ""


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_question_is_shown_and_sent_to_the_letter(parse, questions):
    html = parse(render_hints(Hints(tuple(questions), 1), ZH))
    assert html.texts("button") == [as_shown(question) for question in questions]
    assert [f["data-question"] for tag, f, _ in html.elements if tag == "button"] == html.texts("button")


def test_nothing_is_said_of_a_language_that_is_the_page_s_own(parse):
    assert parse(render_hints(Hints(("邵阳有多少家？",), 3), ZH)).texts("p") == []
    assert parse(render_hints(Hints(("How many?",), 3), EN)).texts("p") == []
