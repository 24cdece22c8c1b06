"""What is made of what a browser kept: nothing of it is believed, and the page works where nothing can be kept."""

import json

import pytest
from playwright.sync_api import expect

from qa.chat.conversation import MAX_TURNS
from qa.chat.inputs import MAX_KEPT
from qa.chat.page import launching
from qa.chat.wording import ZH

QUESTION = "邵阳有多少家企业复工？"
ID = "0123456789abcdef" * 2
TURN = {"id": ID, "question": QUESTION, "history": [], "filters": {}, "stopped": False}


@pytest.fixture
def url(serve, archive) -> str:
    """A chat of the test's own, so that its archive remembers this test alone."""
    return serve(lambda: archive)


GARBAGE = [
    "", "null", "[]", "{}", "7", "<script>", '{"version": 1', "\x00", "x" * 100_000,
    json.dumps({"version": 2, "address": "", "id": "a", "turns": [TURN]}),
    json.dumps({"version": 1, "address": "", "id": "a", "turns": {"length": 1}}),
    *(
        json.dumps({"version": 1, "address": "", "id": {"a": 1}, "turns": turns})
        for turns in (
            [None], [7], ["<img src=x onerror='window.hacked = 1'>"], [TURN | {"answer": "1330家"}], [TURN] * 41,
            [TURN | {"id": ID.upper()}], [TURN | {"id": 7}],
            [TURN | {"question": {"$": 1}}], [TURN | {"history": "甲"}], [TURN | {"history": [TURN]}],
            [TURN | {"question": "问" * 20_001}], [TURN | {"filters": [1]}], [TURN, TURN | {"stopped": "no"}],
        )
    ),
]  # fmt: skip


def test_garbage_is_an_empty_page_and_the_next_question_works(url, tab, ask, archive, questions, store):
    page = tab(url)
    for garbage in GARBAGE:
        for where in ("sessionStorage", "localStorage"):  # what is in the second is read when the first is not believed
            store(page, garbage, where)
        page.reload()
        expect(page.locator("#status [data-state=ready]")).to_be_visible()
        expect(page.get_by_role("heading", name=ZH.welcome.headline)).to_be_visible()
        page.wait_for_timeout(150)
        assert page.locator(".turn, [role=alert]").count() == 0, garbage[:60]
    assert page.evaluate("window.hacked") is None
    assert archive.histories == []
    ask(page, QUESTION)
    assert questions(page, "sessionStorage") == questions(page, "localStorage") == [QUESTION]


def test_what_was_slipped_in_as_an_answer_is_not_shown(url, tab, shown, store, texts):
    page = tab(url)
    slipped = TURN | {"question": "<b>邵阳</b>${window.hacked = 1}", "history": ["{{x}}"]}
    record = {"version": 1, "address": "", "id": "a", "turns": [slipped], "answer": "9999家"}
    store(page, json.dumps(record))
    page.reload()
    assert shown(page)[0] == ["<b>邵阳</b>${window.hacked = 1}"]
    assert texts(page, ".answer") == ["1330家"]
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "script",
    [
        "for (const store of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, store, { get() { throw new DOMException('off', 'SecurityError'); } });",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    ],
    ids=["off", "full"],
)
def test_the_page_works_where_nothing_can_be_kept(url, tab, ask, script, empty):
    page = tab(url, script)
    expect(ask(page, QUESTION)).to_have_attribute("data-state", "answered")
    page.get_by_role("button", name=ZH.clear).click()
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    empty(page)


def test_of_more_than_is_read_the_last_turns_are_kept(url, tab, ask, shown, questions):
    page = tab(url)
    for n in range(7):
        ask(page, f"{n}：" + "长" * 19_000 + '"' * 900)
    assert [question[0] for question in questions(page)][-1] == "6"
    page.reload()
    assert shown(page)[0] == [f"{n}：{'长' * 398}…" for n in range(7)]


def test_browser_and_server_agree_on_how_much_is_kept():
    script = (launching._HERE / "kept.js").read_text(encoding="utf-8")
    assert f"LONGEST = {MAX_KEPT:_};" in script
    assert f"MOST = {MAX_TURNS};" in script
