"""Readers' verdicts in a real browser: what is clicked and typed, and what then stands in the file."""

import json
from datetime import UTC, datetime
from importlib.metadata import version

from playwright.sync_api import Page, expect

import qa.cli
from qa.answers.opinions import read_opinions
from qa.chat.wording import EN, ZH

QUESTION = "邵阳有多少家企业复工？"


def lines(kept) -> list[dict[str, object]]:
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").split("\n")[:-1]] if kept.exists() else []


def toggle(turn, name: str):
    return turn.get_by_role("button", name=name, exact=True)


def said(turn):
    return turn.locator(".opinion").get_by_role("status")


def field(turn):
    return turn.get_by_role("textbox")


def send(page: Page, question: str):
    """Ask without waiting, also where a remark is open beside the question box."""
    page.locator("#question").get_by_role("textbox").fill(question)
    page.locator("#question").get_by_role("textbox").press("Enter")


def test_a_click_keeps_question_answer_and_place_and_nothing_of_the_reader(url, visit, ask, kept, newspaper):
    page = visit(url)
    turn = ask(page, QUESTION)
    right, wrong = toggle(turn, ZH.right_answer), toggle(turn, ZH.wrong_answer)
    expect(right).to_have_attribute("aria-pressed", "false")
    right.click()
    expect(said(turn)).to_have_text(ZH.thanks)
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_have_attribute("aria-pressed", "false")
    citation = newspaper.archive().ask(QUESTION).citations[0]
    (line,) = lines(kept)
    assert len(line.pop("id")) == 32
    assert line == {
        "schema_version": 1,
        "date": datetime.now(UTC).date().isoformat(),
        "version": version("yuanju"),
        "language": "zh",
        "history": [],
        "question": QUESTION,
        "understood": QUESTION,
        "answered": True,
        "answer": "1330家",
        "reason": None,
        "citation": {
            "file": "shaoyang.txt",
            "sha256": newspaper.resumed.file.sha256,
            "start": citation.start,
            "end": citation.end,
            "answer_start": citation.answer_start,
            "answer_end": citation.answer_end,
        },
        "verdict": "right",
        "remark": "",
    }
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_remark_takes_the_place_of_the_verdict_without_one(url, visit, ask, kept):
    page = visit(url)
    turn = ask(page, "岳阳有多少家企业复工？")
    expect(field(turn)).to_have_count(0)
    toggle(turn, ZH.wrong_silence).click()
    field(turn).fill("第三段写了：\n <b>1330家</b> ${1 + 1}\u2028")
    toggle(turn, ZH.send_remark).click()
    expect(said(turn)).to_have_text(ZH.thanks_for_remark)
    expect(field(turn)).to_have_count(0)
    expect(toggle(turn, ZH.wrong_silence)).to_be_focused()
    first, second = lines(kept)
    assert second == first | {"remark": "第三段写了：\n <b>1330家</b> ${1 + 1}"}
    assert (first["verdict"], first["answered"], first["citation"]) == ("wrong", False, None)
    assert first["reason"] == "premise_not_found"


def test_a_reader_can_change_and_take_back_a_verdict_and_the_last_one_counts(url, visit, ask, kept):
    page = visit(url)
    turn = ask(page, QUESTION)
    for name, pressed, thanks in (
        (ZH.right_answer, [ZH.right], ZH.thanks),
        (ZH.wrong_answer, [ZH.wrong], ZH.thanks),
        (ZH.wrong_answer, [], ZH.taken_back),
        (ZH.right_answer, [ZH.right], ZH.thanks),
    ):
        toggle(turn, name).click()
        expect(turn.locator("[aria-pressed=true]")).to_have_text(pressed)
        expect(said(turn)).to_have_text(thanks)
        expect(field(turn)).to_have_count(len(pressed))
    assert [line["verdict"] for line in lines(kept)] == ["right", "wrong", "withdrawn", "right"]
    assert len({line["id"] for line in lines(kept)}) == 1
    opinions = read_opinions(kept)
    assert ([o.verdict for o in opinions.last], opinions.superseded) == (["right"], 3)


def test_everything_can_be_done_with_the_keyboard_alone(url, visit, ask, kept):
    page = visit(url, locale="en-GB")
    turn = ask(page, "How many enterprises resumed in Shaoyang?")
    expect(page.locator('#hints [data-after="1"] button')).to_have_count(2)
    for _ in range(4):  # backwards from the question box: the filters and the questions to go on with
        page.keyboard.press("Shift+Tab")
    expect(toggle(turn, EN.right_answer)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(toggle(turn, EN.wrong_answer)).to_be_focused()
    page.keyboard.press("Space")
    expect(said(turn)).to_have_text(EN.thanks)
    expect(toggle(turn, EN.wrong_answer)).to_be_focused()
    page.keyboard.press("Tab")
    expect(turn.get_by_role("textbox", name=EN.remark)).to_be_focused()
    page.keyboard.type("It says 1330.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said(turn)).to_have_text(EN.thanks_for_remark)
    expect(toggle(turn, EN.wrong_answer)).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(turn)).to_have_text(EN.taken_back)
    assert [(line["verdict"], line["remark"]) for line in lines(kept)] == [
        ("wrong", ""),
        ("wrong", "It says 1330."),
        ("withdrawn", ""),
    ]
    assert {line["language"] for line in lines(kept)} == {"en"}


def test_verdicts_and_a_remark_being_written_live_through_the_next_question(url, visit, ask, kept):
    page = visit(url)
    first = ask(page, QUESTION)
    toggle(first, ZH.right_answer).click()
    expect(field(first)).to_be_visible()
    send(page, "那衡阳呢？")
    second = page.locator("#turn-2")
    expect(second).to_have_attribute("data-state", "answered")
    expect(toggle(first, ZH.right_answer)).to_have_attribute("aria-pressed", "true")
    expect(field(first)).to_have_count(0)  # nothing was being written
    toggle(second, ZH.wrong_answer).click()
    field(second).fill("那一年")
    send(page, QUESTION)
    field(second).press("End")
    field(second).press_sequentially("的")
    expect(page.locator("#turn-3")).to_have_attribute("data-state", "answered")
    expect(field(second)).to_have_value("那一年的")
    expect(field(second)).to_be_focused()
    expect(toggle(page.locator("#turn-3"), ZH.right_answer)).to_have_attribute("aria-pressed", "false")
    toggle(second, ZH.send_remark).click()
    expect(said(second)).to_have_text(ZH.thanks_for_remark)
    assert [(line["question"], line["understood"], line["history"], line["remark"]) for line in lines(kept)] == [
        (QUESTION, QUESTION, [], ""),
        ("那衡阳呢？", "衡阳有多少家企业复工？", [QUESTION], ""),
        ("那衡阳呢？", "衡阳有多少家企业复工？", [QUESTION], "那一年的"),
    ]


def test_a_new_conversation_knows_nothing_of_the_verdicts_before(url, visit, ask, kept):
    for _ in range(2):
        page = visit(url)
        turn = ask(page, QUESTION)
        expect(toggle(turn, ZH.right_answer)).to_have_attribute("aria-pressed", "false")
        toggle(turn, ZH.right_answer).click()
        expect(said(turn)).to_have_text(ZH.thanks)
    assert len({line["id"] for line in lines(kept)}) == 2


def test_what_a_hostile_article_answers_is_kept_to_the_letter(url, visit, ask, kept, newspaper):
    page = visit(url)
    turn = ask(page, "陷阱 <img src=x onerror='window.hacked = 1'> ${window.hacked = 1}")
    toggle(turn, ZH.right_answer).click()
    field(turn).fill("</textarea><img src=x onerror='window.hacked = 1'>")
    toggle(turn, ZH.send_remark).click()
    expect(said(turn)).to_have_text(ZH.thanks_for_remark)
    line = lines(kept)[1]
    place = line["citation"]
    assert line["answer"] == newspaper.hostile[0][2:-2]
    assert newspaper.traps.file.text[place["answer_start"] : place["answer_end"]] == line["answer"]
    assert line["remark"] == "</textarea><img src=x onerror='window.hacked = 1'>"
    expect(page.locator("#desk img, #desk script")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_what_was_clicked_is_a_question_set(url, visit, ask, kept, newspaper, monkeypatch, run_cli):
    page = visit(url)
    for question, name in (
        (QUESTION, ZH.right_answer),
        ("那衡阳呢？", ZH.wrong_answer),
        ("岳阳有多少家企业复工？", ZH.right_silence),
    ):
        turn = ask(page, question)
        toggle(turn, name).click()
        expect(said(turn)).to_have_text(ZH.thanks)
        toggle(turn, name).press("Tab")
        field(turn).fill("看过原文")
        toggle(turn, ZH.send_remark).click()
        expect(said(turn)).to_have_text(ZH.thanks_for_remark)
    monkeypatch.setattr(qa.cli, "open_archive", lambda folder, *, settings: newspaper.archive())
    code, out, _ = run_cli("eval", kept, "--json")
    report = json.loads(out)
    figures = {name: report["figures"]["all"][name] for name in ("n", "quote", "EM", "false abstain", "false answer")}
    assert (code, figures) == (0, {"n": 2, "quote": 1, "EM": 1, "false abstain": 0, "false answer": 0})
    assert report["verdicts"] == {
        "right": 2,
        "outdated": 0,
        "wrong": 1,
        "still_wrong": ["那衡阳呢？"],
        "withdrawn": 0,
        "superseded": 3,
        "skipped": [],
    }
