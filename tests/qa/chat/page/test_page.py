"""The page in a real browser, over a newspaper whose every character is known."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from qa.chat.wording import EN, ZH

EXAMPLES = {"zh": ("邵阳有多少家企业复工？",), "en": ("How many enterprises resumed?",)}
QUOTE = "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"


@pytest.fixture(scope="module")
def url(serve_all, newspaper) -> str:
    return serve_all(newspaper.archive, examples=EXAMPLES)


def test_a_chinese_question_gets_its_answer_and_the_article_scrolled_to_the_quote(
    url, visit, ask, newspaper, texts, in_view
):
    page = visit(url)
    turn = ask(page, "邵阳有多少家企业复工？")
    expect(turn).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .answer") == ["1330家"]
    assert texts(page, "#turn-1 .quote")[0] == QUOTE
    assert texts(page, "#turn-1 .quote mark")[0] == "1330家"
    assert texts(page, '#source mark[data-numbers="1"]') == [QUOTE]
    bodies = [p.text for p in newspaper.resumed.paragraphs if p.kind == "body"]
    assert texts(page, "#source [role=tabpanel]:not([hidden]) .body") == bodies
    assert page.locator("#source section").evaluate("section => section.scrollTop") > 200
    assert in_view(page, '#source mark[data-numbers="1"]', "#source section")
    assert page.evaluate("scrollY") == 0


def test_an_english_reader_gets_an_english_page_and_answer(url, visit, ask, texts):
    page = visit(url, locale="en-GB")
    expect(page.get_by_role("button", name=EN.ask, exact=True)).to_be_visible()
    expect(page.get_by_role("textbox", name=EN.question)).to_be_focused()
    turn = ask(page, "How many enterprises resumed in Shaoyang?")
    expect(turn.get_by_role("heading", name=EN.further)).to_be_visible()
    assert texts(page, "#turn-1 .answer") == ["1330家"]
    assert page.evaluate("document.documentElement.lang") == "en"
    assert set(page.locator(".quote, .paper").evaluate_all("all => all.map(e => e.lang)")) == {"zh"}


def test_the_language_can_be_switched_without_losing_the_conversation(url, visit, ask, texts):
    page = visit(url)
    ask(page, "邵阳有多少家企业复工？")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name=EN.ask, exact=True)).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Articles")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert texts(page, '#source mark[data-numbers="1"]') == texts(page, "#turn-1 .quote")[:1] == [QUOTE]
    ask(page, "衡阳？")
    assert texts(page, "#turn-2 .answer") == ["1049户"]
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("button", name=ZH.ask, exact=True)).to_be_visible()


def test_a_click_on_an_example_asks_it(url, visit, texts):
    page = visit(url)
    page.get_by_role("button", name=EXAMPLES["zh"][0]).click()
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-1 .question") == [EXAMPLES["zh"][0]]


def test_a_quote_and_its_reference_are_copied_in_one_click(url, visit, ask):
    page = visit(url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, "邵阳有多少家企业复工？")
    turn.get_by_role("button", name=ZH.copy_as.format(style="GB/T 7714"), exact=True).first.click()
    expect(turn.get_by_text(ZH.copied)).to_be_visible()
    reference = "肖洋桂. 全流程贴心服务全方位助企纾困[N/OL]. 新湖南客户端, 2022-11-21. https://news.example/shaoyang"
    assert page.evaluate("navigator.clipboard.readText()") == f"{QUOTE}\n\n{reference}"


def test_without_a_secure_address_what_is_selected_is_copied(url, visit, ask):
    page = visit(url)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, "邵阳有多少家企业复工？")
    read = page.evaluate_handle("navigator.clipboard")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    turn.get_by_role("button", name=ZH.copy_as.format(style="RIS"), exact=True).first.click()
    expect(turn.get_by_text(ZH.copied)).to_be_visible()
    assert read.evaluate("clipboard => clipboard.readText()").splitlines()[2] == "TY  - NEWS"
    page.evaluate("delete navigator.clipboard")


def test_nothing_found_is_a_notice_of_its_own_with_pointers_to_click(url, visit, ask, texts):
    page = visit(url)
    turn = ask(page, "岳阳有多少家企业复工？")
    expect(turn).to_have_attribute("data-state", "unanswered")
    expect(turn.locator(".notice")).to_contain_text("岳阳")
    expect(page.locator("#turn-1 .answer")).to_have_count(0)
    expect(page.locator("#source mark")).to_have_count(0)
    turn.get_by_role("button", name=re.compile(ZH.show_pointer.partition("：")[0])).click()
    expect(page.locator('#source mark[data-numbers="1"] button')).to_be_focused()
    assert texts(page, '#source mark[data-numbers="1"]') == texts(page, "#turn-1 .quote") == [QUOTE]
    expect(page.locator("#source strong")).to_have_count(0)


def test_a_pointer_that_answers_a_question_offers_it(url, visit, ask, texts):
    page = visit(url)
    turn = ask(page, "岳阳有多少家企业复工？")
    turn.get_by_role("button", name="邵阳市有多少家企业复工？").click()
    expect(page.locator("#turn-2")).to_have_attribute("data-state", "answered")
    assert texts(page, "#turn-2 .question") == ["邵阳市有多少家企业复工？"]
    assert texts(page, "#turn-2 .answer") == ["1330家"]


def test_hostile_text_is_shown_to_the_letter_and_never_run(url, visit, ask, newspaper, texts):
    page = visit(url)
    question = "陷阱 <img src=x onerror='window.hacked = 1'> ${window.hacked = 1} {{value}} $x$ **粗**  空格"
    ask(page, question)
    assert texts(page, "#turn-1 .question") == [question]
    assert texts(page, "#turn-1 .quote") == [text.strip() for text in newspaper.hostile]
    assert texts(page, "#turn-1 .quote mark") == [text[2:-2] for text in newspaper.hostile]
    assert texts(page, "#source .body") == list(newspaper.hostile)
    assert texts(page, "#source .headline") == ["<b>标题</b> {{title}} ${title}"]
    assert texts(page, "#source .running") == ["<b>标题</b> {{title}} ${title} 《${报}》"]
    assert texts(page, "#turn-1 cite")[0] == "<b>标题</b> {{title}} ${title}"
    expect(page.locator("#desk img, #desk script, #source a")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_questions_before_are_handed_on_and_a_new_conversation_forgets_them(visit, ask, serve, archive):
    page = visit(serve(lambda: archive))
    ask(page, "邵阳有多少家企业复工？")
    turn = ask(page, "那衡阳呢？")
    expect(turn.locator(".understood")).to_have_text(f"{ZH.understood_as}: 衡阳有多少家企业复工？")
    assert archive.histories == [[], ["邵阳有多少家企业复工？"]]
    page.get_by_role("button", name=ZH.clear).click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#source mark")).to_have_count(0)
    ask(page, "邵阳？")
    assert archive.histories[2:] == [[]]


def test_everything_can_be_reached_and_used_with_the_keyboard_alone(url, visit):
    page = visit(url)
    page.keyboard.type("邵阳有多少家企业复工？")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    expect(page.get_by_role("textbox")).to_be_focused()
    hints = page.locator('#hints [data-after="1"] button')
    expect(hints).to_have_count(2)
    reached = []
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#filters summary")).to_be_focused()
    for hint in reversed(hints.all()):
        page.keyboard.press("Shift+Tab")
        expect(hint).to_be_focused()
    for _ in range(11):  # backwards: conversation and masthead lie before the box
        page.keyboard.press("Shift+Tab")
        reached.append(page.evaluate("({...document.activeElement.dataset})"))
    assert [(r["event"], r.get("number")) for r in reached[:6]] == [
        ("copy", None),
        ("show", "3"),
        ("copy", None),
        ("show", "2"),
        ("copy", None),
        ("show", "1"),
    ]
    assert {"event": "language", "language": "en"} in reached
    page.locator("#turn-1 figcaption button").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator('#source mark[data-numbers="3"] button')).to_be_focused()


def test_the_arrow_keys_lead_from_one_style_to_the_next(url, visit, ask):
    page = visit(url)
    turn = ask(page, "邵阳有多少家企业复工？")
    names = [ZH.copy_as.format(style=style) for style in ("GB/T 7714", "Chicago", "BibTeX", "RIS")]
    names += [ZH.link_to_quote, ZH.clip_quote]
    buttons = [turn.get_by_role("button", name=name, exact=True).first for name in names]
    buttons[0].focus()
    for key, focused in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("ArrowLeft", 0), ("ArrowLeft", 5)):
        page.keyboard.press(key)
        expect(buttons[focused]).to_be_focused()


def test_headings_and_landmarks(url, visit, ask):
    page = visit(url)
    ask(page, "邵阳有多少家企业复工？")
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for role, name in (("log", ZH.conversation), ("region", ZH.source), ("navigation", ZH.citations)):
        expect(page.get_by_role(role, name=name)).to_be_visible()
    nameless = "all => all.filter(b => !(b.ariaLabel || b.textContent.trim())).length"
    assert page.locator("button").evaluate_all(nameless) == 0
