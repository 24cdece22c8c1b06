import json
import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import SourceFile
from qa.articles.assembly import Why
from qa.articles.corpus import read_corpus
from qa.articles.declarations import front_matter, sidecar
from qa.articles.parsing import parse_file
from qa.articles.parts import Details, field_of, read_date
from qa.articles.reading import Span

TEXT = "本报讯 昨日,邵阳1330家企业复工。\n\n返岗109431人。\n"
PAGE = (
    "企业复工\n\n■本报记者 陈 润\n\n本报讯 邵阳1330家企业复工。\n\n学校开学\n\n■本报记者 张 三\n\n本报讯 新生入学。\n"
)
FULL = Details("复工", date(2022, 11, 21), "2022年11月21日", "湖南日报", "7", "陈润", "https://paper.example/7")


def parsed(text):
    part, remark = front_matter(text)
    return parse_file(SourceFile("a.md", text, "0" * 64, "utf-8"), [part]), remark


@pytest.mark.parametrize(
    "front",
    [
        "title: 复工\ndate: 2022年11月21日\npaper: 湖南日报\nedition: 7\nbyline: 陈润\nurl: https://paper.example/7",
        "标题: 复工\n日期: 2022年11月21日\n报纸: 湖南日报\n版次: 7\n作者: 陈润\n网址: https://paper.example/7",
        "标题：复工\n".replace("：", ": ")
        + "Publish Date: 2022年11月21日\nsource: 湖南日报\n版面: '7'\nauthors: [陈润]\n"
        "link: https://paper.example/7\ntags: [a, b]\ndraft: {x: y}",
    ],
)
@pytest.mark.parametrize("begin", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_declares_what_its_names_say_in_chinese_and_english(front, begin, end):
    head = f"{begin}---\n{front}\n---\n".replace("\n", end)
    part, remark = front_matter(head + TEXT)
    assert (part.span, part.declared, part.is_article) == (Span(len(head), len(head + TEXT)), FULL, True)
    assert remark == ""


def test_the_article_below_front_matter_keeps_its_offsets_and_the_front_matter_is_no_part_of_it():
    head = "---\ntitle: 复工\nauthor: 陈润\n---\n"
    read, _ = parsed(head + TEXT)
    [article] = read.articles
    assert (article.title, article.byline, article.edition) == ("复工", "陈润", "")
    assert [(p.text, p.reading.pieces) for p in article.paragraphs] == [
        ("本报讯 昨日,邵阳1330家企业复工。", ((0, len(head), len(head) + 19),)),
        ("返岗109431人。", ((0, len(head) + 21, len(head) + 31),)),
    ]
    assert [(one.span, one.why) for one in read.dropped] == [(Span(0, len(head) - 1), Why.DECLARATION)]


def test_what_only_a_page_can_be_declared_of_holds_for_every_article_of_it():
    read, _ = parsed(f"---\n报纸: 湖南日报\n日期: 2022-11-21\n版次: 第7版\n---\n{PAGE}")
    assert [(a.id, a.title, a.byline, a.source, a.published, a.edition) for a in read.articles] == [
        ("a.md#1", "企业复工", "陈润", "湖南日报", date(2022, 11, 21), "第7版"),
        ("a.md#2", "学校开学", "张三", "湖南日报", date(2022, 11, 21), "第7版"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        f"---\n{PAGE}",
        f"---\n企业复工\n---\n{TEXT}",
        f"---\n本报讯: 邵阳\n---\n{TEXT}",
        f"---\n- a\n- b\n---\n{TEXT}",
        f"---\n---\n{TEXT}",
        f"复工\n---\ntitle: x\n---\n{TEXT}",
    ],
)
def test_lines_of_dashes_alone_make_no_front_matter(text):
    part, remark = front_matter(text)
    assert (part.span, part.declared, part.is_article, remark) == (Span(0, len(text)), Details(), False, "")
    assert parsed(text)[0] == parse_file(SourceFile("a.md", text, "0" * 64, "utf-8"))


def test_front_matter_that_is_no_yaml_stays_in_the_text_and_is_named():
    text = f"---\ntitle: 记者: 为什么\n---\n{TEXT}"
    part, remark = front_matter(text)
    assert part.span == Span(0, len(text))
    assert remark == (
        "what stands above its text is not read: it is not YAML (line 1: mapping values are not allowed here)"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 50_000, "it is nested too deeply"),
        ('{"a":' * 20_000, "it is nested too deeply"),
        ("title: [复工", "it is not YAML (line 1: expected ',' or ']', but got '<stream end>')"),
        ('{"title": }', "it is not JSON (line 1: Expecting value)"),
        ("复工", "it is not a list of names and values, such as title: …"),
        ("", "it is not a list of names and values, such as title: …"),
        ("title: \x07", "it is not YAML (it holds a control character)"),
        ("a" * 100_001, "it is longer than 100,000 characters"),
    ],
)
def test_a_sidecar_that_means_harm_or_nothing_is_refused_with_its_reason(text, reason):
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        sidecar(text)


def test_yaml_makes_nothing_but_texts():
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghijklm"))
    assert sidecar(f"{bomb}title: *m") == Details()
    assert sidecar("title: !!python/object/apply:os.system ['true']") == Details(title="true")


def test_json_is_read_as_it_is_written_even_where_tabs_indent_it():
    assert sidecar(
        '\ufeff{\n\t"title": "复工",\n\t"edition": 7,\n\t"date": "20221121",\n\t"url": "javascript:alert(1)"\n}'
    ) == (Details("复工", date(2022, 11, 21), "20221121", "", "7"))


@pytest.mark.parametrize(
    ("text", "day", "kept"),
    [
        ("2022-11-21", date(2022, 11, 21), "2022-11-21"),
        ("2022-11-21T08:30:00Z", date(2022, 11, 21), "2022-11-21"),
        ("2022年11月21日 08:30", date(2022, 11, 21), "2022年11月21日"),
        ("20221121", date(2022, 11, 21), "20221121"),
        ("November 21, 2022", date(2022, 11, 21), "November 21, 2022"),
        ("21 Nov 2022", date(2022, 11, 21), "21 Nov 2022"),
        ("11月21日", None, "11月21日"),
        ("3/4/2020", None, "3/4/2020"),
        ("2022-02-30", None, "2022-02-30"),
        ("20221321", None, "20221321"),
        ("", None, ""),
    ],
)
def test_a_date_is_whole_only_where_year_month_and_day_are_beyond_doubt(text, day, kept):
    assert read_date(text) == (day, kept)


@pytest.mark.parametrize(
    ("name", "field"),
    [("标题", "title"), (" Title ", "title"), ("\ufeffTITLE", "title"), ("Publish-Date", "date"), ("版次", "edition"),
     ("正文", "text"), ("內容", "text"), ("tags", None), ("", None)],
)  # fmt: skip
def test_fields_are_known_by_their_chinese_and_english_names(name, field):
    assert field_of(name) == field


@pytest.mark.parametrize("name", ["a.txt.yaml", "a.txt.json", "a.yml", "a.json"])
def test_a_sidecar_describes_the_file_whose_name_it_has(tmp_path, name):
    (tmp_path / "a.txt").write_text(f"---\ntitle: 别的\npaper: 某报\n---\n{TEXT}", encoding="utf-8")
    (tmp_path / name).write_text(json.dumps({"标题": "复工", "edition": "7"}), encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [(a.id, a.title, a.source, a.edition) for a in corpus.articles] == [
        ("a.txt#1", "复工", "某报", "7"),
        ("b.txt#1", "企业复工", "", ""),
        ("b.txt#2", "学校开学", "", ""),
    ]
    assert ([one.name for one in corpus.sidecars], corpus.skipped, corpus.others) == ([name], (), {})


def test_the_digest_changes_with_a_sidecar(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    digests = {read_corpus(tmp_path).sha256}
    for title in ("复工", "开学"):
        (tmp_path / "a.yaml").write_text(f"title: {title}\n", encoding="utf-8")
        digests.add(read_corpus(tmp_path).sha256)
    assert len(digests) == 3


def test_a_sidecar_that_cannot_be_read_is_named_and_its_article_goes_in(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.yaml").write_bytes(b"\0\1\2")
    corpus = read_corpus(tmp_path)
    assert [article.id for article in corpus.articles] == ["a.txt#1"]
    assert corpus.remarks == (
        (
            "a.txt",
            "a.yaml, which describes it, is not read: a.yaml is not text: it holds NUL bytes; save it as UTF-8 text",
        ),
    )


@given(st.dictionaries(st.sampled_from(["title", "date", "paper", "版次", "作者", "other"]), st.text(max_size=30)))
def test_whatever_json_declares_is_read_with_single_blanks(values):
    texts = {name: " ".join(value.split()) for name, value in values.items()}
    details = sidecar(json.dumps(values))
    assert (details.title, details.source, details.edition, details.byline) == tuple(
        texts.get(name, "") for name in ("title", "paper", "版次", "作者")
    )


@given(st.text(alphabet="-.\n\r title:标题复工\"'[]{}&*#!|>%@`，。\ufeff", max_size=80))
def test_no_text_breaks_its_front_matter(text):
    part, _ = front_matter(text)
    assert 0 <= part.span.start <= part.span.end == len(text)
