"""HTML: the main text of a page as one article, what surrounds it left out, what its code says believed with care."""

from datetime import date

import pytest
from opencc import OpenCC

from qa.articles.article import Kind, SourceFile
from qa.articles.formats import html
from qa.articles.parsing import parse_file
from qa.articles.unreadable import UnreadableError

PARAGRAPHS = [
    f"第{n}天,全市规模以上工业企业中,有{n * 37}家恢复生产,其余企业正在准备第{n}次复工复产工作,市委书记提出要求。"
    for n in range(1, 9)
]
MENU = "".join(f'<li><a href="/{n}">频道{n}</a></li>' for n in range(12))
LINKS = "".join(f'<li><a href="/n{n}.html">相关新闻的标题第{n}条</a></li>' for n in range(15))


def page(*, head="", info="", body=None, encoding="utf-8", declared=None):
    text = body or "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)
    return f"""<!DOCTYPE html><html><head><meta charset="{declared or encoding}">
<title>我市企业复工_邵阳日报</title>{head}</head><body><div id="header"><ul>{MENU}</ul></div>
<div class="content"><h1>我市企业复工</h1><div class="text">{info}{text}</div></div>
<div class="right"><h3>热点新闻</h3><ul>{LINKS}</ul></div>
<div class="footer">湘ICP备1号 版权所有 联系电话:1234</div><script>alert(1)</script></body></html>""".encode(encoding)


def article(raw):
    extracted = html.extract(raw)
    [read] = parse_file(SourceFile("a.html", extracted.text, "", "", "html"), extracted.parts).articles
    return read


@pytest.mark.parametrize(
    ("encoding", "declared", "named"),
    [
        ("utf-8", None, "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "iso-8859-1", "gb18030"),
        ("big5", "big5", "big5"),
        ("utf-16", "utf-8", "utf-16"),
    ],
)
def test_the_main_text_is_the_article_whatever_the_page_says_of_its_encoding(encoding, declared, named):
    convert = OpenCC("s2t").convert if encoding == "big5" else str
    extracted = html.extract(convert(page(declared=declared).decode()).encode(encoding))
    assert extracted.encoding == named
    assert [line.strip() for line in extracted.text.splitlines() if line.strip()] == [
        convert(line) for line in ("我市企业复工", *PARAGRAPHS)
    ]


def test_navigation_lists_of_links_footer_and_scripts_are_left_out():
    read = article(page())
    assert read.title == "我市企业复工"
    assert [(p.kind, p.text) for p in read.paragraphs] == [
        (Kind.HEADLINE, "我市企业复工"),
        *((Kind.BODY, text) for text in PARAGRAPHS),
    ]


def test_subheadings_and_tables_stay():
    body = (
        f"<p>{PARAGRAPHS[0]}</p><h2>返岗</h2><p>{PARAGRAPHS[1]}</p>"
        "<table><tr><th>市</th><th>企业</th></tr><tr><td>邵阳</td><td>1330家</td></tr></table>"
    )
    read = article(page(body=body))
    kinds = {p.text: p.kind for p in read.paragraphs}
    assert kinds["返岗"] is Kind.SUBHEADING
    assert any("邵阳" in text and "1330家" in text for text in kinds)


def test_what_is_printed_comes_before_what_the_code_says():
    head = (
        '<meta name="author" content="张三"><meta property="og:site_name" content="某网">'
        '<meta name="pubdate" content="2020-03-11"><link rel="canonical" href="https://paper.example/7.html">'
    )
    guessed = article(page(head=head))
    assert (guessed.byline, guessed.source, guessed.published, guessed.url) == (
        "张三",
        "某网",
        date(2020, 3, 11),
        "https://paper.example/7.html",
    )
    printed = article(page(head=head, info="<p>2020年3月10日 来源:邵阳日报 作者:李四</p>"))
    assert (printed.byline, printed.source, printed.published) == ("李四", "邵阳日报", date(2020, 3, 10))


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="pubdate" content="2020-03-11T08:00:00+08:00">', date(2020, 3, 11)),
        ('<meta name="pubdate" content="2020-03">', None),
        ('<meta name="copyright" content="2020">', None),
        ("", None),
    ],
)
def test_a_date_is_believed_only_if_the_page_holds_all_of_it(head, published):
    assert article(page(head=head)).published == published


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html></html>", b"<html><body><script>1</script></body></html>", b"<div>" * 200_000, b"\xff\xfe<html>"],
)
def test_a_page_without_a_main_text_is_refused(raw):
    with pytest.raises(UnreadableError):
        html.extract(raw)


def test_an_address_that_a_browser_must_not_follow_is_none():
    assert article(page(head='<link rel="canonical" href="javascript:alert(1)">')).url is None
