import pytest

from qa.chat.uploads.sent import Problem, RefusedError
from qa.chat.uploads.shelf import Holding, Progress
from qa.chat.uploads_view import refusal, render_in_use, render_progress, render_upload_button, render_uploads
from qa.chat.wording import EN, WORDINGS, ZH

HOSTILE = "<img src=x onerror=alert(1)>${1}{{x}}\u202e.txt"


@pytest.fixture
def held(archive):
    """What is on a shelf with the articles of the scripted archive, and with two files that did not go in."""
    archive.remarks = ((archive.articles[0].file.name, "no text on page 3, 4: empty, or a scan"),)
    left_out = ((HOSTILE, f"{HOSTILE} is empty"), ("旧.doc", ".doc files are not read; save it as DOCX"))
    return Holding({"1.txt": "shaoyang.txt"}, 10, archive, left_out)


def test_before_anything_is_added_a_button_leads_to_the_panel_and_nothing_else_is_said(parse):
    for holding in (None, Holding()):
        html = parse(render_upload_button(holding, ZH))
        assert html.texts("button") == [ZH.uploads.add]
    assert render_in_use(None, ZH) == ""


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=WORDINGS)
def test_what_is_asked_is_said_with_a_way_there_and_back(parse, held, wording):
    html = parse(render_in_use(held, wording))
    assert html.texts("span") == [wording.uploads.in_use.format(articles=3, files=3)]
    events = [attributes.get("data-event") for tag, attributes, _ in html.elements if tag == "button"]
    assert events == ["uploads", "remove"]
    assert html.elements[0][1]["lang"] == wording.language
    assert "data-held" in html.elements[0][1]
    assert render_upload_button(held, wording) == ""


def test_articles_that_have_run_out_are_still_said_to_be_those_that_are_asked(parse):
    html = parse(render_in_use(Holding(), ZH))
    assert html.texts("span") == [ZH.uploads.removed.headline]
    assert html.texts("button") == [ZH.uploads.look, ZH.uploads.remove]


def test_what_is_lost_is_said_until_it_is_understood(parse):
    html = parse(render_in_use(None, EN, lost=True))
    assert (html.texts("span"), html.texts("button")) == ([EN.uploads.lost], [EN.uploads.understood])
    assert "data-held" not in html.elements[0][1]


def test_the_panel_tells_each_file_what_it_is_and_what_of_it_or_why_it_is_not_there(parse, held):
    html = parse(render_uploads(held, ZH, 3, "tab"))
    assert html.texts("li") == [
        f"{HOSTILE}文件是空的",
        "旧.doc这种格式读不了；请另存为 DOCX",
        "shaoyang.txt1 篇 · TXT UTF-8 · 第 3, 4 页没有文字，是空白页或扫描件",
        "hengyang.txt1 篇 · TXT UTF-8",
        "traps.txt1 篇 · TXT UTF-8",
    ]
    assert html.texts("h3") == [ZH.uploads.left_out, ZH.uploads.added]
    assert not [tag for tag, _, _ in html.elements if tag in ("img", "script")]
    assert html.texts("button") == [ZH.uploads.close, ZH.uploads.choose, ZH.uploads.remove]


def test_an_empty_panel_says_what_is_taken_and_how_long_it_stays(parse):
    html = parse(render_uploads(None, ZH, 1, "tab"))
    [limits, promise] = html.texts("p", "limits")
    assert "最多 20 个，每个不超过 10 MB，合计不超过 30 MB、500 篇" in limits
    assert "页面关闭或刷新后 5 分钟内删除，4 小时不用也会删除" in promise
    [chosen] = [attributes for tag, attributes, _ in html.elements if tag == "input"]
    assert chosen["accept"] == ".txt,.md,.html,.htm,.pdf,.docx,.jsonl,.csv"
    assert (html.texts("li"), html.texts("p", "problem")) == ([], [])


def test_why_nothing_was_added_is_an_alert_above_the_rest(parse, held):
    said = refusal(RefusedError(Problem.FILE_TOO_LARGE, name=HOSTILE, size="12", most="10"), ZH)
    html = parse(render_uploads(held, ZH, 1, "tab", problem=said))
    assert html.texts("p", "problem") == [f"“{HOSTILE}”有 12 MB，每个文件不能超过 10 MB；这次的都没有加入。"]
    assert len(html.texts("li")) == 5


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(), "正在发送……"),
        (Progress("waiting", 2), "正在排队，轮到第 2 位……"),
        (Progress("reading", 1, 4), "正在读取文件：1 / 4"),
        (Progress("indexing", 32, 640), "正在编入索引：32 / 640"),
    ],
)
def test_what_is_being_added_says_how_far_it_has_got_and_can_be_stopped(parse, held, progress, said):
    html = parse(render_uploads(held, ZH, 1, "tab", progress=progress))
    assert (html.texts("p", "said"), html.texts("button")) == ([said], [ZH.uploads.close, ZH.uploads.stop])
    [output] = parse(render_progress(progress, ZH, 7)).elements
    assert output[1]["data-number"] == "7"
    assert (output[1]["data-done"], output[1]["data-total"]) == (
        (str(progress.done), str(progress.total)) if progress.total else ("0", "1")
    )
