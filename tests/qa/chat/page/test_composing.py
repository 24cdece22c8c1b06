"""Keys that belong to an input method."""

from playwright.sync_api import expect


def test_enter_that_ends_a_composition_does_not_send(url, visit):
    page = visit(url)
    devtools = page.context.new_cdp_session(page)
    box = page.get_by_role("textbox")
    box.focus()
    devtools.send("Input.imeSetComposition", {"text": "shao yang", "selectionStart": 9, "selectionEnd": 9})
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}  # 229: the input method has it
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    devtools.send("Input.insertText", {"text": "邵阳"})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    page.wait_for_timeout(300)
    expect(box).to_have_value("邵阳")
    expect(page.locator(".turn")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")


def test_the_key_that_ended_a_composition_does_not_send_where_its_end_is_told_first(url, visit, texts):
    page = visit(url)
    box = page.get_by_role("textbox")
    box.fill("邵阳")
    # As Safari tells it: compositionend, then the key, known by its code alone.
    box.evaluate("""box => {
        box.dispatchEvent(new CompositionEvent("compositionend", { data: "邵阳", bubbles: true }));
        const key = { key: "Enter", code: "Enter", bubbles: true, cancelable: true };
        box.dispatchEvent(new KeyboardEvent("keydown", { ...key, keyCode: 229 }));
        box.dispatchEvent(new KeyboardEvent("keypress", { ...key, keyCode: 13, charCode: 13 }));
        box.dispatchEvent(new KeyboardEvent("keyup", { ...key, keyCode: 13 }));
    }""")
    page.wait_for_timeout(300)
    expect(page.locator(".turn")).to_have_count(0)
    box.press("Enter")
    expect(page.locator("#turn-1")).to_have_attribute("data-state", "answered")
    page.wait_for_timeout(300)
    assert texts(page, ".question") == ["邵阳"]
