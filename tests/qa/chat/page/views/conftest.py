"""Every view that a reader may come to, and how."""

from functools import partial
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from qa.chat.wording import EN, ZH

WORDINGS = {"zh-CN": ZH, "en-US": EN}


@pytest.fixture(scope="module")
def url(serve_all, newspaper, tmp_path_factory) -> str:
    """A chat with everything that a reader may meet."""
    data = tmp_path_factory.mktemp("data")
    kept, uploads = data / "feedback.jsonl", data / "uploads"
    return serve_all(
        newspaper.archive, feedback=kept, uploads=uploads, examples={"zh": ["邵阳？"], "en": ["Shaoyang?"]}
    )


@pytest.fixture
def view(visit, ask):
    """What leads a reader from a fresh page to a view: the page, a way to ask, the wording of its language.

    What outlives a conversation is taken back behind the test.
    """
    views = []

    def open_page(url: str, locale: str, width: int, **how: object) -> SimpleNamespace:
        page = visit(url, locale=locale, width=width, **how)
        put, wording = partial(ask, page), WORDINGS[locale]
        views.append(SimpleNamespace(page=page, ask=put, wording=wording, size=page.viewport_size))
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


def to_the_end(view: SimpleNamespace) -> None:
    """Scroll to where the box hides no half of a button."""
    view.page.evaluate("scrollTo(0, document.body.scrollHeight)")


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
    to_the_end(view)


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
    to_the_end(view)


def uploaded(view: SimpleNamespace) -> None:
    """The panel of one's own articles, with files that went in, one in part, and others that did not."""
    view.page.locator("#own-add button").click()
    files = {"报" * 40 + ".txt": "正文", "<b>粗</b>.jsonl": '{"text": "正文"}\n[1]', "旧.doc": "", "空.txt": ""}
    chosen = [{"name": n, "mimeType": "text/plain", "buffer": content.encode()} for n, content in files.items()]
    view.page.locator("#uploads input").set_input_files(chosen)
    expect(view.page.locator("#uploads .added li")).to_have_count(2)
    expect(view.page.locator("#own section")).to_have_count(1)  # behind the panel; it comes a little later


def asked_of_own(view: SimpleNamespace) -> None:
    """A question put to one's own articles."""
    uploaded(view)
    view.page.keyboard.press("Escape")
    expect(view.page.locator("#own section")).to_be_visible()
    view.ask("邵阳？")


VIEWS = {
    reach.__name__: reach
    for reach in (
        *(greeted, answered, sourced, compared, hostile, unanswered, failed, filtered, remarked, clipped, reworded),
        *(uploaded, asked_of_own),
    )
}


@pytest.fixture(params=VIEWS)
def reach(request):
    """What leads from a fresh page to a view, each view in its turn."""
    return VIEWS[request.param]


@pytest.fixture
def widths(reach) -> dict[str, int]:
    """The width that a view has for each of two readers; for the next view it is the other way round."""
    return dict(zip(WORDINGS, (1280, 390)[:: (-1) ** list(VIEWS).index(reach.__name__)], strict=True))


def leave(view: SimpleNamespace) -> None:
    view.page.emulate_media(media="screen")
    view.page.set_viewport_size(view.size)
    view.page.evaluate("document.documentElement.style.fontSize = ''")
    if view.page.get_by_role("dialog").count():
        view.page.keyboard.press("Escape")
        expect(view.page.get_by_role("dialog")).to_have_count(0)
    no_filter(view)
    if (back := view.page.locator("#own [data-event=remove]")).count():
        back.click()
        expect(view.page.locator("#own section")).to_have_count(0)
    view.page.evaluate("localStorage.clear()")
