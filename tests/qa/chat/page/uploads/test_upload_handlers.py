"""Articles that a reader adds, in real browsers: added, asked, cited, gone, and nobody else's."""

import urllib.error
import urllib.parse
import urllib.request

import pytest
from gradio_client import Client
from playwright.sync_api import expect

from qa.chat.uploads.sent import LARGEST_FILE, MOST_FILES
from qa.chat.wording import EN, ZH

WORDS = ZH.uploads
BRIDGES = ("永兴.txt", "永兴县今年修了12座桥。\n".encode("gb18030"))
HOSTILE = "<img src=x onerror=window.hacked=1>.txt"


def rows(page, list_):
    return page.locator(f"#uploads .{list_} li")


def gone(on_disk, page):
    """Whether nothing is on the disk any more; the server looks many times a second."""
    for _ in range(100):
        if not on_disk():
            return True
        page.wait_for_timeout(100)
    return False


def test_a_text_and_a_pdf_are_added_asked_and_cited_and_are_nobody_elses(reader, kept, on_disk, url, make_pdf):
    one, other = reader(), reader()
    school = ("../../学校.pdf", make_pdf([["资兴市新建了3所学校。"]]))
    one.add(BRIDGES, school, (HOSTILE, b"x" * 40), ("坏.pdf", b"%PDF-1.4 broken"), ("照片.png", b""))
    expect(rows(one.page, "added")).to_have_text(
        ["永兴.txt1 篇 · TXT GB18030", "学校.pdf1 篇 · PDF", f"{HOSTILE}1 篇 · TXT UTF-8"]
    )
    expect(rows(one.page, "left-out")).to_have_text(
        [f"照片.png{WORDS.unread['not_read']}", f"坏.pdf{WORDS.unread['damaged']}"]
    )
    assert [path.name for path in on_disk()] == ["1.txt", "2.pdf", "3.txt"]
    one.page.keyboard.press("Escape")
    expect(one.page.locator("#own")).to_contain_text(WORDS.in_use.format(articles=3, files=3))
    expect(one.page.locator("#status")).to_have_text("")

    turn = one.ask()
    expect(turn.locator(".answer")).to_have_text("12座")
    expect(turn.locator(".of-own")).to_have_text(WORDS.asked_of_own)
    expect(one.page.locator("#source mark strong")).to_have_text("12座")
    expect(one.page.locator("#source footer")).to_contain_text("永兴.txt")
    expect(turn.locator("[data-event=link], [data-event=pin], [data-event=verdict]")).to_have_count(0)
    expect(one.ask("资兴市建了几所学校？").locator(".answer")).to_have_text("3所")
    assert one.page.evaluate("[window.hacked, localStorage.getItem('yuanju.conversation')]") == [None, None]

    expect(other.ask().locator(".answer")).to_have_text("31座")
    other.page.locator("#own-add button").click()
    expect(other.page.get_by_role("dialog")).to_be_visible()
    expect(other.page.locator("#uploads li")).to_have_count(0)
    assert Client(url, verbose=False).predict("永兴县修了几座桥？", api_name="/ask")["answer"] == "31座"
    expect(one.ask().locator(".answer")).to_have_text("12座")
    assert not kept.feedback.exists()

    one.page.locator("#own").get_by_role("button", name=WORDS.remove).click()
    expect(one.page.locator("#own-add button")).to_be_visible()
    expect(one.page.locator("#status")).to_contain_text(ZH.ready.format(articles=1, files=1))
    assert gone(on_disk, one.page)
    turn.get_by_role("button", name=ZH.retry_question).click()
    expect(turn.locator(".notice h3")).to_have_text(WORDS.removed.headline)
    expect(one.ask().locator(".answer")).to_have_text("31座")


def test_after_a_reload_the_articles_are_gone_and_the_page_says_so(reader, on_disk):
    one = reader("en-GB", 390)
    words = EN.uploads
    one.add(BRIDGES)
    expect(rows(one.page, "added")).to_have_text(["永兴.txtarticles: 1 · TXT GB18030"])
    one.page.get_by_role("button", name=words.close).click()
    one.ask()
    assert len(on_disk()) == 1
    one.page.reload()
    expect(one.page.locator("#own")).to_contain_text(words.lost)
    assert gone(on_disk, one.page)
    expect(one.page.locator(".turn")).to_have_count(0)
    one.page.get_by_role("button", name=words.understood).click()
    expect(one.page.locator("#own section")).to_have_count(0)
    expect(one.page.get_by_role("textbox", name=EN.question)).to_be_focused()
    one.page.reload()
    expect(one.page.locator("#own-add button")).to_be_visible()
    expect(one.page.locator("#own section")).to_have_count(0)


def test_more_than_is_taken_is_refused_in_a_sentence_before_anything_is_kept(reader, on_disk):
    one = reader()
    one.add(*((f"{number}.txt", b"x") for number in range(MOST_FILES + 1)))
    alert = one.page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_have_text(WORDS.refused["too_many_files"].format(count=21, most=20))
    one.add(("大.pdf", bytes(LARGEST_FILE + 1)))
    expect(alert).to_have_text(WORDS.refused["file_too_large"].format(name="大.pdf", size="10.1", most="10"))
    assert on_disk() == []
    one.page.get_by_role("button", name=WORDS.close).click()
    expect(one.ask().locator(".answer")).to_have_text("31座")


def test_files_are_dropped_onto_the_panel_and_more_are_added_later(reader):
    one = reader()
    one.add()
    dropped = one.page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['资兴市新建了3所学校。'], '学校.txt'));"
        " return data; }"
    )
    one.page.locator("#uploads .drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(rows(one.page, "added")).to_have_count(1)
    one.add(BRIDGES)
    expect(rows(one.page, "added")).to_have_count(2)
    one.page.get_by_role("button", name=WORDS.remove).last.click()
    expect(rows(one.page, "added")).to_have_count(0)


def refused(request):
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(request, timeout=30)
    return error.value.code


def test_nothing_that_is_added_is_served_and_gradios_own_door_is_shut(reader, on_disk, url):
    one = reader()
    page = (
        b"<html><body><p>"
        + "永兴县今年修了12座桥，桥长六百米。".encode()
        + b"</p><script>hacked</script></body></html>"
    )
    one.add(("页.html", page))
    expect(rows(one.page, "added")).to_have_count(1)
    [file] = on_disk()
    for route in ("file=", "file/"):
        assert refused(f"{url}gradio_api/{route}{urllib.parse.quote(str(file))}") in (403, 404)
    body = b'--x\r\ncontent-disposition: form-data; name="files"; filename="a.html"\r\n\r\n' + page + b"\r\n--x--"
    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert refused(urllib.request.Request(f"{url}gradio_api/upload", body, kind)) == 413
    one.page.close()
    assert gone(on_disk, reader().page)


def test_where_nothing_may_be_added_there_is_no_way_to(visit, serve, newspaper):
    page = visit(serve(newspaper.archive), locale="en-US")
    page.keyboard.press("Escape")
    expect(page.locator("#own, #own-add, #uploads, input[type=file]")).to_have_count(0)
    assert page.evaluate("[typeof yuanju.uploads, window.gradio_config.dependencies.flatMap(d => d.targets)]")[0] == (
        "undefined"
    )
