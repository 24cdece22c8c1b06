"""References: whole texts, and what other programs read in them."""

from datetime import date
from string import ascii_letters

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.references import Style, persons, reference
from qa.articles.article import Article, SourceFile

FILE = SourceFile("003_a.txt", "", "0" * 64, "utf-8")


def article(**printed):
    given = {"title": "全流程贴心服务 全方位助企纾困", "byline": "肖洋桂 杨平 陈功春", "source": "《湖南日报》"}
    given |= {"published": date(2022, 11, 21), "date_text": "2022-11-21", "url": None, "kicker": ""} | printed
    return Article(id="003_a.txt#1", file=FILE, paragraphs=(), **given)


WHOLE = article(url="https://example.com/a?b=1")
EDITION = article(edition="第7版")
NO_YEAR = article(title="致敬“白衣英雄”", byline="刘璞", source="", published=None, date_text="3月10日")
BARE = article(title="", byline="", source="", published=None, date_text="")


@pytest.mark.parametrize(
    ("printed", "style", "expected"),
    [
        (
            WHOLE,
            Style.GBT7714,
            "肖洋桂, 杨平, 陈功春. 全流程贴心服务 全方位助企纾困[N/OL]. 《湖南日报》, 2022-11-21. https://example.com/a?b=1",
        ),
        (
            EDITION,
            Style.GBT7714,
            "肖洋桂, 杨平, 陈功春. 全流程贴心服务 全方位助企纾困[N]. 《湖南日报》, 2022-11-21(7).",
        ),
        (
            article(edition="A03", url="https://example.com/1"),
            Style.GBT7714,
            "肖洋桂, 杨平, 陈功春. 全流程贴心服务 全方位助企纾困[N/OL]. 《湖南日报》, 2022-11-21(A03). https://example.com/1",
        ),
        (NO_YEAR, Style.GBT7714, "刘璞. 致敬“白衣英雄”[N]. 3月10日."),
        (BARE, Style.GBT7714, "[N]."),
        (
            article(byline="赵一 钱二 孙三 李四"),
            Style.GBT7714,
            "赵一, 钱二, 孙三, 等. 全流程贴心服务 全方位助企纾困[N]. 《湖南日报》, 2022-11-21.",
        ),
        (
            WHOLE,
            Style.CHICAGO,
            "肖洋桂, 杨平, and 陈功春. “全流程贴心服务 全方位助企纾困.” 《湖南日报》, November 21, 2022. "
            "https://example.com/a?b=1",
        ),
        (NO_YEAR, Style.CHICAGO, "刘璞. “致敬“白衣英雄”.” 3月10日."),
        (BARE, Style.CHICAGO, ""),
        (
            NO_YEAR,
            Style.BIBTEX,
            "@article{003.a.txt.1,\n  author = {{刘璞}},\n  title = {{致敬“白衣英雄”}},\n  note = {3月10日},\n}",
        ),
        (NO_YEAR, Style.RIS, "TY  - NEWS\nAU  - 刘璞\nTI  - 致敬“白衣英雄”\nDA  - 3月10日\nER  - "),
        (BARE, Style.RIS, "TY  - NEWS\nER  - "),
    ],
)
def test_only_what_is_printed(printed, style, expected):
    assert reference(printed, style) == expected


@pytest.mark.parametrize(
    ("byline", "named"),
    [
        ("陈润 左百村", ["陈润", "左百村"]),
        ("谢小青; 周围 摄", ["谢小青", "周围"]),
        ("向吟吟 摄", ["向吟吟"]),
        ("陈志清、徐巍 摄", ["陈志清", "徐巍"]),
        ("刘璞 文/图", ["刘璞"]),
        ("", []),
    ],
)
def test_the_persons_of_a_byline(byline, named):
    assert persons(byline) == named


def test_other_programs_read_what_is_written():
    (entry,) = bibtexparser.parse_string(reference(WHOLE, Style.BIBTEX)).entries
    fields = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, fields["title"], fields["date"]) == (
        "article",
        "{全流程贴心服务 全方位助企纾困}",
        "2022-11-21",
    )
    (read,) = rispy.loads(reference(WHOLE, Style.RIS))
    assert read == {
        "type_of_reference": "NEWS",
        "authors": ["肖洋桂", "杨平", "陈功春"],
        "title": "全流程贴心服务 全方位助企纾困",
        "secondary_title": "《湖南日报》",
        "date": "2022/11/21",
        "year": "2022",
        "urls": ["https://example.com/a?b=1"],
    }


@given(st.text(alphabet=st.sampled_from(ascii_letters + "{}\\%&#_$~^\"'，。\n\r @,=")), st.text(max_size=20))
def test_no_headline_breaks_out_of_its_entry(title, byline):
    printed = article(title=title, byline=byline)
    library = bibtexparser.parse_string(reference(printed, Style.BIBTEX))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    (read,) = rispy.loads(reference(printed, Style.RIS))
    assert read["type_of_reference"] == "NEWS"


def test_other_programs_read_the_page_of_the_newspaper():
    [entry] = bibtexparser.parse_string(reference(EDITION, Style.BIBTEX)).entries
    assert entry["pages"].strip("{}") == "7"
    [record] = rispy.loads(reference(EDITION, Style.RIS))
    assert record["start_page"] == "7"
