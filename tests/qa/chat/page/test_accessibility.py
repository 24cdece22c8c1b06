"""Every view of the page against axe-core, an outside judge of WCAG, and under magnification."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from qa.chat.wording import EN, ZH
from qa.errors import CorpusError

# Conformance to WCAG 2.2 at level AA, in the words of axe-core.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WORDINGS = {"zh-CN": ZH, "en-US": EN}


@pytest.fixture(scope="module")
def url(serve, newspaper, tmp_path_factory) -> str:
    """A chat with everything that a reader may meet."""
    data = tmp_path_factory.mktemp("data")
    kept, uploads = data / "feedback.jsonl", data / "uploads"
    return serve(newspaper.archive, feedback=kept, uploads=uploads, examples={"zh": ["邵阳？"], "en": ["Shaoyang?"]})


@pytest.fixture(scope="module")
def broken(serve) -> str:
    """A chat whose articles cannot be opened."""

    def opener():
        raise CorpusError("no such folder: /news; set YUANJU_CORPUS to a folder of articles")

    return serve(opener)


@pytest.fixture
def view(visit, ask):
    """What leads a reader from a fresh page to a view: the page, a way to ask, the wording of its language.

    What outlives a conversation is taken back behind the test.
    """
    views = []

    def open_page(url: str, locale: str, width: int, **how: object) -> SimpleNamespace:
        page = visit(url, locale=locale, width=width, **how)
        views.append(SimpleNamespace(page=page, ask=lambda question: ask(page, question), wording=WORDINGS[locale]))
        return views[-1]

    yield open_page
    for left in views:
        leave(left)


def a_filter(view: SimpleNamespace, **values: str) -> None:
    view.page.locator("#filters").get_by_text(view.wording.filters.edit).click()
    for name, value in values.items():
        view.page.locator("#filters").get_by_label(view.wording.filters.names[name], exact=True).fill(value)
    view.page.get_by_role("button", name=view.wording.filters.apply, exact=True).click()
    expect(view.page.locator("#filters li")).to_have_count(len(values))


def no_filter(view: SimpleNamespace) -> None:
    removers = view.page.locator("#filters .remove")
    for left in reversed(range(removers.count())):
        removers.first.click()
        expect(removers).to_have_count(left)


def greeted(view: SimpleNamespace) -> None:
    """The page before the first question."""


def answered(view: SimpleNamespace) -> None:
    """Several citations, of several articles, after an earlier answer whose place was understood; a hint, hostile."""
    view.ask("全市有多少家企业复工？")
    view.ask("邵阳有多少家企业复工？")
    expect(view.page.get_by_role("region", name=view.wording.next_questions)).to_be_visible()


def sourced(view: SimpleNamespace) -> None:
    """The article of an answer: beside it, or as a sheet over it."""
    view.ask("邵阳？").get_by_role("button").filter(has=view.page.locator("cite")).first.click()
    expect(view.page.locator("#source mark").first).to_be_visible()


def compared(view: SimpleNamespace) -> None:
    """Figures of several places beside each other."""
    view.ask("邵阳各地有多少家企业复工？")
    expect(view.page.locator(".turn .comparison")).to_be_visible()


def hostile(view: SimpleNamespace) -> None:
    """Quotes that look like markup."""
    view.ask("陷阱")


def unanswered(view: SimpleNamespace) -> None:
    """The articles do not say; what they hold instead."""
    view.ask("岳阳？")


def failed(view: SimpleNamespace) -> None:
    """A fault of the program."""
    view.ask("出错")


def filtered(view: SimpleNamespace) -> None:
    """Filters over the box, a question that they let nothing in for, and their form."""
    a_filter(view, place="岳阳", since="2022-11-01")
    view.ask("邵阳？")
    view.page.locator("#filters").get_by_text(view.wording.filters.edit).click()


def remarked(view: SimpleNamespace) -> None:
    """A verdict given, its remark open."""
    turn = view.ask("衡阳？")
    turn.get_by_role("button", name=ZH.wrong_answer, exact=True).click()
    expect(turn.get_by_role("textbox")).to_be_visible()


def clipped(view: SimpleNamespace) -> None:
    """The clippings over the page, with one in them."""
    turn = view.ask("邵阳？")
    turn.get_by_role("button", name=ZH.clip_quote, exact=True).first.click()
    view.page.locator("#masthead").get_by_role("button", name=view.wording.clippings).click()
    expect(view.page.get_by_role("dialog").locator("ol li").first).to_be_visible()


def reworded(view: SimpleNamespace) -> None:
    """A question that is being reworded in its place."""
    view.ask("邵阳？").get_by_role("button", name=ZH.edit_question, exact=True).click()
    expect(view.page.locator("#notes").get_by_text(view.wording.rewording)).to_be_visible()
    view.page.evaluate("scrollTo(0, document.body.scrollHeight)")  # the box hides no half of a button


def uploaded(view: SimpleNamespace) -> None:
    """The panel of one's own articles, with files that went in, one in part, and others that did not."""
    view.page.locator("#own-add button").click()
    files = {"报" * 40 + ".txt": "正文", "<b>粗</b>.jsonl": '{"text": "正文"}\n[1]', "旧.doc": "", "空.txt": ""}
    chosen = [{"name": n, "mimeType": "text/plain", "buffer": content.encode()} for n, content in files.items()]
    view.page.locator("#uploads input").set_input_files(chosen)
    expect(view.page.locator("#uploads .added li")).to_have_count(2)


def asked_of_own(view: SimpleNamespace) -> None:
    """A question put to one's own articles."""
    uploaded(view)
    view.page.keyboard.press("Escape")
    expect(view.page.locator("#own section")).to_be_visible()
    view.ask("邵阳？")


VIEWS = (
    *(greeted, answered, sourced, compared, hostile, unanswered, failed, filtered, remarked, clipped, reworded),
    *(uploaded, asked_of_own),
)


def leave(view: SimpleNamespace) -> None:
    view.page.emulate_media(media="screen")
    view.page.evaluate("document.documentElement.style.fontSize = ''")
    if view.page.get_by_role("dialog").count():
        view.page.keyboard.press("Escape")
        expect(view.page.get_by_role("dialog")).to_have_count(0)
    no_filter(view)
    if (back := view.page.locator("#own [data-event=remove]")).count():
        back.click()
        expect(view.page.locator("#own section")).to_have_count(0)
    view.page.evaluate("localStorage.clear()")


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG on the page as it is, one line an element."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def test_the_judge_finds_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content(
        '<html lang="zh"><title>原句</title><main><h1>题</h1><button></button><p style="color:#ccc">淡淡的字</p>'
    )
    assert [line.partition(":")[0] for line in violations(page)] == ["button-name", "color-contrast"]
    page.close()


@pytest.mark.parametrize(("locale", "scheme"), [("zh-CN", "light"), ("en-US", "dark")])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("reach", VIEWS, ids=lambda reach: reach.__name__)
def test_no_view_violates_wcag(url, view, reach, width, locale, scheme):
    here = view(url, locale, width, scheme=scheme)
    reach(here)
    assert violations(here.page) == []


@pytest.mark.parametrize(
    "link", ["?article=shaoyang.txt%231&start=1&end=3&hash=0", "?article=nothing.txt%231&start=0&end=1"]
)
def test_a_link_that_is_broken_violates_nothing(url, visit, link):
    page = visit(url + link, focus=False)
    expect(page.locator("#source .notice")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("locale", WORDINGS)
def test_a_page_without_its_articles_violates_nothing(broken, visit, ask, locale):
    page = visit(broken, locale=locale, ready=False)
    expect(page.locator("#status").get_by_role("alert")).to_be_visible()
    ask(page, "How many?")
    assert violations(page) == []


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_a_question_that_waits_and_one_that_is_stopped_violate_nothing(serve, archive, gate, visit, locale, width):
    def opener():
        gate.wait(60)
        return archive

    page = visit(serve(opener), locale=locale, width=width, ready=False)
    expect(page.locator("#status")).to_contain_text(WORDINGS[locale].loading)
    page.get_by_role("textbox").fill("邵阳？")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-state", "pending")
    assert violations(page) == []
    page.get_by_role("button", name=WORDINGS[locale].stop, exact=True).click()
    expect(page.locator(".turn")).to_have_attribute("data-state", "stopped")
    assert violations(page) == []


# 1280 px at 200 % are 640 px of the page's own, at 400 % 320 px: what WCAG 1.4.10 asks for.
@pytest.mark.parametrize("width", [320, 390, 640, 768, 1920, 2560])
@pytest.mark.parametrize("reach", VIEWS, ids=lambda reach: reach.__name__)
def test_nothing_sticks_out_from_a_phone_to_a_wall(url, view, reach, width):
    here = view(url, "en-US", width)
    reach(here)
    assert outside(here.page) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("reach", VIEWS, ids=lambda reach: reach.__name__)
def test_text_alone_at_twice_its_size_loses_nothing(url, view, reach, width):
    here = view(url, "en-US", width)
    reach(here)
    here.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert (outside(here.page), cut_off(here.page)) == ([], [])


def outside(page: Page) -> list[str]:
    """The elements that stick out of the window at its right; tabs scroll inside of their list."""
    wide = """all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5)
        .filter(e => !e.matches("[role=tab]"))
        .map(e => e.outerHTML.slice(0, 120))"""
    scrolls = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return page.locator("#desk *, #masthead *, #clippings *, #uploads *").evaluate_all(wide) or ["the page"] * (
        scrolls > 0
    )


def cut_off(page: Page) -> list[str]:
    """The elements that hide a part of their text."""
    hidden = """all => all.filter(e => {
        const { overflowX, overflowY } = getComputedStyle(e);
        const cuts = (overflow, over) => ["hidden", "clip"].includes(overflow) && over > 1;
        return e.checkVisibility({ opacityProperty: true }) && e.clientWidth > 1 && e.textContent.trim()
            && !e.matches(".running :first-child, [role=tab]")  // the headline that they name stands below in full
            && (cuts(overflowX, e.scrollWidth - e.clientWidth) || cuts(overflowY, e.scrollHeight - e.clientHeight));
    }).map(e => e.outerHTML.slice(0, 120))"""
    return page.locator("#desk *, #masthead *, #clippings *, #uploads *").evaluate_all(hidden)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stand_the_questions_the_answers_and_their_sources_and_nothing_to_press(url, view, scheme):
    here = view(url, "zh-CN", 1280, scheme=scheme)
    answered(here)
    here.page.emulate_media(media="print")
    shown = "all => all.filter(e => e.checkVisibility({ visibilityProperty: true })).length"
    left = "all => all.filter(e => e.checkVisibility() && !e.querySelector('cite')).map(e => e.outerHTML)"
    controls = here.page.locator(":is(button, input, select, textarea, summary):not(.number)").evaluate_all(left)
    kept = here.page.locator(".turn .question, .turn .quote, #source .headline").evaluate_all(shown)
    ground = here.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert controls == []
    assert kept == 2 + 4 + 2
    assert ground == "rgb(255, 255, 255)"
