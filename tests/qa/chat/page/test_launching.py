"""What Gradio is kept from doing on the page, in a real browser."""

from playwright.sync_api import expect

QUESTION = "邵阳有多少家企业复工？"


def test_a_reader_with_many_tabs_is_answered_in_each(serve, newspaper, tabs, ask):
    """A browser has six connections to a server, those of all its tabs together."""
    url = serve(newspaper.archive)
    opened = [tabs.open(url, "zh-CN") for _ in range(7)]
    for page in opened:
        expect(page.locator("#status [data-state=ready]")).to_be_visible()
    for page in opened:
        page.bring_to_front()
        expect(ask(page, QUESTION).locator(".answer")).to_have_text("1330家")
    for page in opened:
        tabs.close(page)


def test_nothing_is_animated_beside_an_answer(url, visit, ask):
    page = visit(url)
    page.evaluate("""() => {
        window.animated = [];
        new MutationObserver((changes) => {
            const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
            animated.push(...added.filter((node) => node.matches?.("[data-testid=status-tracker] *")));
        }).observe(document.body, { childList: true, subtree: true });
    }""")
    expect(ask(page, QUESTION)).to_have_attribute("data-state", "answered")
    page.locator("#clear").click()
    expect(page.locator(".turn")).to_have_count(0)
    assert page.evaluate("animated.map((node) => node.outerHTML)") == []


def test_no_figures_are_made_behind_events(serve, visit, ask, newspaper):
    page = visit(serve(newspaper.archive))
    expect(ask(page, QUESTION)).to_have_attribute("data-state", "answered")
    page.locator("#clear").click()
    expect(page.locator(".turn")).to_have_count(0)  # behind the answer's events
    assert serve.running[-1]._queue.cached_event_analytics_summary == {"functions": {}}
