from dataclasses import replace

import pytest

from qa.answers.answer import Answer
from qa.articles.article import Kind
from qa.chat.conversation import Shown, Turn
from qa.chat.permalinks import LinkProblem
from qa.chat.source_view import render_source
from qa.chat.wording import EN, ZH


@pytest.fixture
def source(archive, parse):
    """The source panel for a question and one of its citations, parsed."""

    def show(question, number=1):
        return parse(render_source(Shown(Turn(1, question, archive.ask(question)), number), ZH))

    return show


def test_the_whole_article_stands_there_as_it_reads_in_print(source, newspaper):
    html = source("衡阳？")
    assert html.texts("h3", "headline") == ["全市经济社会发展按下「快进键」"]
    printed = [p.text for p in newspaper.hengyang.paragraphs if p.kind is Kind.BODY]
    assert html.texts("p", "body") == printed
    assert html.texts("p", "running") == ["全市经济社会发展按下「快进键」 3月10日"]


def test_each_kind_of_paragraph_has_its_form(source):
    html = source("邵阳？")
    assert html.texts("p", "kicker") == ["统筹疫情防控和经济发展"]
    assert html.texts("p", "byline") == ["记者 肖洋桂"]
    assert html.texts("h4", "subheading") == ["企业复工"]
    assert html.texts("p", "caption") == ["11月12日，工人在车间里忙碌。"]
    assert html.texts("aside", "around") == ["您现在的位置：首页", "联系电话 0739-0000000"]


def test_every_quote_is_marked_where_it_stands(source, archive):
    html = source("邵阳？", 2)
    for citation in archive.ask("邵阳？").citations:
        assert html.texts("mark", data_numbers=str(citation.number)) == [citation.quote]
    assert html.texts("strong") == ["1330家", "12项", "1049户"]
    assert html.texts("section", data_turn="1", data_focus="2", data_state="answered") != []
    assert html.texts("button", data_event="show", data_number="3") == ["3"]


def test_a_row_of_a_table_is_marked_once_also_where_it_is_a_citation_too(source, archive):
    html = source("各地？", 4)
    rows = archive.ask("各地？").comparison.rows
    assert [html.texts("mark", data_numbers=str(row.citation.number)) for row in rows] == [
        [row.citation.quote] for row in rows
    ]
    assert len(html.texts("mark")) == 4
    assert html.texts("button", data_event="show", data_number="4") == ["4"]


def test_a_number_before_each_mark_leads_back_to_its_citation(source):
    ways_back = [attributes for _, attributes, _ in source("邵阳？").elements if attributes.get("data-event") == "cite"]
    assert [(b["data-turn"], b["data-number"], b["aria-label"]) for b in ways_back] == [
        ("1", number, ZH.to_citation.format(number=number)) for number in ("1", "3", "2")
    ]


def test_several_articles_are_tabs_named_by_their_headlines_and_that_of_the_citation_is_open(source):
    html = source("邵阳？", 2)
    tabs = [attributes for _, attributes, _ in html.elements if attributes.get("role") == "tab"]
    panels = [attributes for _, attributes, _ in html.elements if attributes.get("role") == "tabpanel"]
    assert html.texts("button", role="tab") == ["全流程贴心服务全方位助企纾困", "全市经济社会发展按下「快进键」"]
    assert [(tab["aria-selected"], tab["tabindex"]) for tab in tabs] == [("false", "-1"), ("true", "0")]
    assert [tab["aria-controls"] for tab in tabs] == [panel["id"] for panel in panels]
    assert [panel["aria-labelledby"] for panel in panels] == [tab["id"] for tab in tabs]
    assert ["hidden" in panel for panel in panels] == [True, False]


def test_an_article_that_stands_alone_is_no_tab(source):
    html = source("衡阳？")
    assert html.texts("button", role="tab") == html.texts("div", role="tabpanel") == []


def test_articles_come_in_the_order_of_their_citations_and_once_each(source):
    headlines = source("邵阳？").texts("h3", "headline")
    assert headlines == ["全流程贴心服务全方位助企纾困", "全市经济社会发展按下「快进键」"]


def test_a_quote_over_two_paragraphs_and_one_inside_another(newspaper, parse):
    article = newspaper.printed("a.txt", (Kind.BODY, "甲甲乙乙"), (Kind.CAPTION, "图"), (Kind.BODY, "丙丙丁丁"))
    first = newspaper.cite(article, 1, "乙乙", "乙乙")
    last = newspaper.cite(article, 2, "丙丙", "丙")
    long = type(first)(1, first.passage, first.start, last.end, first.answer_start, first.answer_end, 1.0)
    answer = Answer("？", "？", "zh", True, "乙乙", (long, last), None)
    html = parse(render_source(Shown(Turn(1, "？", answer), 1), ZH))
    assert html.texts("mark", data_numbers="1") == ["乙乙", "图"]
    assert html.texts("mark", data_numbers="1 2") == ["丙丙"]
    assert html.texts("p", "body") == ["甲甲乙乙", "丙丙丁丁"]


def test_the_pages_of_a_pdf_are_named_beside_the_characters(newspaper, parse):
    article = newspaper.printed("a.txt", (Kind.BODY, "甲甲乙乙"), (Kind.BODY, "丙丙丁丁"))
    text = article.file.text
    pdf = replace(article, file=replace(article.file, name="a.pdf", pages=(0, text.index("丙"))))
    cited = tuple(
        newspaper.cite(pdf, number, quote, quote) for number, quote in ((1, "乙乙"), (2, "丙丙"), (3, "丁丁"))
    )
    html = parse(render_source(Shown(Turn(1, "？", Answer("？", "？", "zh", True, "乙乙", cited, None)), 1), ZH))
    assert html.texts("dd")[:2] == ["a.pdf", "1、2"]
    assert html.texts("dt")[:3] == [ZH.file, ZH.page, ZH.characters]


def test_a_pointer_is_marked_but_never_as_an_answer(source):
    html = source("岳阳？")
    assert html.texts("mark") == ["截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"]
    assert html.texts("strong") == []
    assert html.texts("section", data_state="unanswered") != []


def test_hostile_articles_stay_text_and_lead_nowhere(source, newspaper):
    html = source("陷阱")
    assert html.texts("p", "body") == list(newspaper.hostile)
    assert html.texts("h3", "headline") == ["<b>标题</b> {{title}} ${title}"]
    assert {tag for tag, _, _ in html.elements}.isdisjoint({"script", "img", "b", "i", "a"})


def test_what_is_needed_to_check_the_quotes_stands_below(source, newspaper, archive):
    file, citations = newspaper.resumed.file, archive.ask("邵阳？").citations
    places = "、".join(f"{c.start}–{c.end}" for c in (citations[0], citations[2]))
    html = source("邵阳？")
    assert html.texts("dd")[:3] == ["shaoyang.txt", places, file.sha256[:12]]
    links = [attributes for tag, attributes, _ in html.elements if tag == "a"]
    assert [(a["href"], a["rel"]) for a in links] == [("https://news.example/shaoyang", "noopener noreferrer nofollow")]


def test_the_link_to_the_web_page_leads_to_the_quote_there(newspaper, parse):
    for url, joint in (("https://a.example/1", "#"), ("https://a.example/1#top", "")):
        article = newspaper.printed("a.txt", (Kind.BODY, "甲乙丙"), url=url)
        answer = Answer("？", "？", "zh", True, "乙", (newspaper.cite(article, 1, "甲乙丙", "乙"),), None)
        html = parse(render_source(Shown(Turn(1, "？", answer), 1), ZH))
        (link,) = [attributes["href"] for tag, attributes, _ in html.elements if tag == "a"]
        assert link == f"{url}{joint}:~:text=%E7%94%B2%E4%B9%99%E4%B8%99"


@pytest.mark.parametrize("problem", LinkProblem)
def test_a_link_that_leads_nowhere_is_a_notice(parse, problem):
    for wording in (ZH, EN):
        html = parse(render_source(problem, wording))
        assert html.texts("div", role="alert") == ["".join(wording.broken_links[problem])]
        assert html.texts("mark") == html.texts("article") == []


def test_before_the_first_answer_the_panel_says_what_will_be_there(parse):
    assert parse(render_source(None, EN)).texts("section", aria_label=EN.source) == [EN.source + EN.source_empty]
