"""Where else a cited text is printed: named, linked, and no markup of its own."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from qa.chat.citation_view import render_citation
from qa.chat.conversation import Turn
from qa.chat.inputs import checked_link
from qa.chat.permalinks import followed
from qa.chat.reprints_view import NAMED, render_reprints, reprints_text
from qa.chat.wording import EN, ZH


@pytest.fixture
def articles(archive):
    """One with a paper and a day, one that prints a day alone, one whose paper is markup."""
    return archive.articles


def test_papers_and_days_are_named_and_each_leads_to_its_article(archive, articles, parse):
    html = parse(render_reprints(articles, ZH))
    assert html.texts("p", "reprints") == ["同文另见3处： 新湖南客户端 2022-11-21 · hengyang.txt 3月10日 · 《${报}》"]
    links = [attributes for tag, attributes, _ in html.elements if tag == "a"]
    led = [{name: value for name, (value,) in parse_qs(link["href"][1:]).items()} for link in links]
    assert [followed(checked_link(one), archive.articles).article for one in led] == list(articles)
    assert {(link["target"], link["rel"]) for link in links} == {("_blank", "noopener")}


def test_the_same_on_one_line_of_text(articles):
    said = "Also printed in 2 more: 新湖南客户端 2022-11-21 · hengyang.txt 3月10日"
    assert reprints_text(articles[:2], EN) == said


@pytest.mark.parametrize(("wording", "rest"), [(ZH, "等"), (EN, "and others")])
def test_of_many_the_first_are_named_and_all_are_counted(articles, parse, wording, rest):
    many = [replace(articles[1], date_text=f"{day}日") for day in range(1, NAMED + 3)]
    [said] = parse(render_reprints(many, wording)).texts("p", "reprints")
    assert said == reprints_text(many, wording)
    assert str(len(many)) in said
    assert said.endswith(f"hengyang.txt {NAMED}日 {rest}")


def test_without_reprints_nothing_is_said(archive, parse):
    cited = archive.ask("邵阳").citations[0]
    turn = Turn(1, "邵阳", archive.ask("邵阳"))
    assert render_reprints((), ZH) == reprints_text((), ZH) == ""
    assert parse(render_citation(turn, cited, ZH)).texts("p", "reprints") == []
    reprinted = replace(cited, reprints=(archive.articles[1],))
    assert parse(render_citation(turn, reprinted, ZH)).texts("p", "reprints") == ["同文另见1处： hengyang.txt 3月10日"]
