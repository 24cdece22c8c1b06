"""Verdicts on answers, after the page has been loaded again."""

import json

import pytest
from playwright.sync_api import expect

from qa.answers.opinions import read_opinions
from qa.chat.wording import ZH

QUESTION = "邵阳有多少家企业复工？"


@pytest.fixture
def noted(tmp_path):
    """The file of verdicts."""
    return tmp_path / "feedback.jsonl"


@pytest.fixture
def url(serve, archive, noted) -> str:
    """A chat that asks its readers what they think."""
    return serve(lambda: archive, feedback=noted)


def give(page, number, name, thanks):
    row = page.locator(f"#turn-{number} .opinion")
    row.get_by_role("button", name=name, exact=True).click()
    expect(row.get_by_role("status")).to_have_text(thanks)


def pressed(page):
    toggles = page.locator("[aria-pressed=true][data-verdict]")
    return toggles.evaluate_all("all => all.map(b => [b.dataset.turn, b.dataset.verdict])")


def test_a_verdict_stays_pressed_and_can_still_be_taken_back(url, tab, ask, noted, stored, shown):
    page = tab(url)
    for question in (QUESTION, "那衡阳呢？", "岳阳呢？"):
        ask(page, question)
    give(page, 1, ZH.right_answer, ZH.thanks)
    give(page, 3, ZH.wrong_silence, ZH.thanks)
    page.reload()
    shown(page)
    assert pressed(page) == [["1", "right"], ["3", "wrong"]]
    expect(page.locator(".opinion textarea:visible")).to_have_count(0)
    give(page, 1, ZH.right_answer, ZH.taken_back)
    give(page, 2, ZH.right_answer, ZH.thanks)
    page.reload()
    shown(page)
    assert pressed(page) == [["2", "right"], ["3", "wrong"]]
    opinions = read_opinions(noted)
    assert [(o.question, o.verdict) for o in opinions.last] == [
        (QUESTION, "withdrawn"),
        ("岳阳呢？", "wrong"),
        ("那衡阳呢？", "right"),
    ]
    assert opinions.superseded == 1
    page.get_by_role("button", name=ZH.clear).click()
    expect(page.locator(".turn")).to_have_count(0)
    assert stored(page, "sessionStorage")["verdicts"] == {}


def test_a_verdict_is_not_carried_over_to_another_answer(serve, newspaper, noted, tab, ask, shown):
    changed = []

    class Changing(newspaper.archive):
        def ask(self, question, **circumstances):
            return super().ask(question.replace("邵阳", "岳阳") if changed else question, **circumstances)

    page = tab(serve(Changing, feedback=noted))
    ask(page, QUESTION + "长" * 2_000)  # too long to be remembered, so that it is answered anew
    give(page, 1, ZH.right_answer, ZH.thanks)
    changed.append(True)
    page.reload()
    shown(page)
    assert pressed(page) == []
    give(page, 1, ZH.wrong_silence, ZH.thanks)
    assert [(o.answered, o.verdict) for o in read_opinions(noted).last] == [(True, "right"), (False, "wrong")]


@pytest.mark.parametrize(
    "verdicts",
    [None, 7, "right", ["right"], {"a": 1}, {'"]<img src=x onerror=window.hacked=1>': "right", "__proto__": "wrong"}],
)
def test_what_was_slipped_in_as_a_verdict_presses_nothing(url, tab, ask, stored, store, shown, noted, verdicts):
    page = tab(url)
    ask(page, QUESTION)
    store(page, json.dumps(stored(page) | {"verdicts": verdicts}), "sessionStorage")
    page.reload()
    shown(page)
    assert pressed(page) == []
    assert page.evaluate("window.hacked") is None
    assert not noted.exists()
    give(page, 1, ZH.right_answer, ZH.thanks)
    assert pressed(page) == [["1", "right"]]
