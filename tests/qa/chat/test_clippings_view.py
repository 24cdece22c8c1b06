import base64
from datetime import date

import pytest

from qa.chat.clippings.as_markdown import section
from qa.chat.clippings.clipping import clippings_of, pin_of
from qa.chat.clippings.formats import FORMATS
from qa.chat.clippings_view import (
    render_clippings,
    render_file,
    render_no_clippings_yet,
    render_unmade_clippings,
)
from qa.chat.conversation import Turn
from qa.chat.permalinks import quote_link
from qa.chat.wording import EN, ZH


@pytest.fixture
def made(archive):
    """The clippings of everything that is cited for some questions, and one that has changed."""
    found = []
    for question in ("邵阳？", "岳阳？", "陷阱"):
        turn = Turn(1, question, archive.ask(question))
        found += [pin_of(turn, citation) for citation in turn.citations]
    return clippings_of([*found, found[0].replace("sha=", "sha=000000000000&was=")], archive.articles)


def test_each_clipping_has_its_question_its_quote_with_the_answer_and_where_it_stands(made, parse, newspaper):
    html = parse(render_clippings(made, ZH, 1))
    *found, _ = made
    assert html.texts("h3", "question") == ["邵阳？"] * 3 + ["岳阳？"] + ["陷阱"] * 6 + ["邵阳？"]
    assert html.texts("blockquote", "quote") == [clipping.citation.quote for clipping in found]
    assert html.texts("mark") == ["1330家", "1049户", "12项", *(text[2:-2] for text in newspaper.hostile)]
    assert html.texts("figcaption")[0] == "全流程贴心服务全方位助企纾困 新湖南客户端 2022-11-21 肖洋桂"
    assert html.texts("p", "lost") == [ZH.lost_clippings["changed"]]
    rows = [attributes for tag, attributes, _ in html.elements if tag == "li"]
    assert [row["data-pin"] for row in rows] == [clipping.pin for clipping in made]
    assert [row["data-markdown"] for row in rows] == [section(clipping, ZH) for clipping in made]


def test_a_clipping_leads_to_its_passage(made, parse):
    links = [attributes for tag, attributes, _ in parse(render_clippings(made, EN, 1)).elements if tag == "a"]
    assert [link["href"] for link in links] == [quote_link(clipping.citation) for clipping in made[:-1]]
    assert {(link["target"], link["rel"]) for link in links} == {("_blank", "noopener")}


def test_hostile_text_stays_text(made, parse):
    tags = {tag for tag, _, _ in parse(render_clippings(made, ZH, 1)).elements}
    assert tags.isdisjoint({"script", "img", "b", "i"})


@pytest.mark.parametrize("wording", [ZH, EN])
def test_what_the_buttons_of_a_row_are_called_tells_them_from_those_of_others(made, parse, wording):
    elements = parse(render_clippings(made[:2], wording, 1)).elements
    labels = [a["aria-label"] for _, a, _ in elements if (a.get("data-event") or "").startswith("clipping-")]
    words = (wording.move_up_quote, wording.move_down_quote, wording.remove_quote)
    assert labels == [
        word.format(quote=quote)
        for quote in ("截至11月15日,邵阳市规上工业复工复产…", "全市1049户规模工业企业")
        for word in words
    ]


def test_without_clippings_the_panel_says_how_one_comes_about(parse):
    html = parse(render_clippings((), ZH, 1))
    assert html.texts("li") == []
    assert html.texts("p", "empty") == [ZH.clippings_empty]


def test_before_the_articles_are_open_and_where_they_do_not_open(parse):
    assert parse(render_no_clippings_yet(EN, 1)).texts("p", "pending") == [EN.loading]
    (told,) = parse(render_unmade_clippings("no <articles> in x", EN, 2)).texts("div", role="alert")
    assert told == f"{EN.not_opened}no <articles> in x"
    assert parse(render_unmade_clippings(None, ZH, 3)).texts("div", role="alert") == ["".join(ZH.broken)]


@pytest.mark.parametrize("key", FORMATS)
def test_a_file_comes_with_its_name_and_type(made, parse, key):
    kind, day = FORMATS[key], date(2026, 11, 25)
    ((tag, file, said),) = parse(render_file(made, kind, ZH, day, 7)).elements
    assert (tag, said) == ("output", "")
    assert (file["data-name"], file["data-type"]) == (f"原句剪报-2026-11-25.{kind.suffix}", kind.media_type)
    assert file["data-number"] == "7"
    content = base64.b64decode(file["data-content"], validate=True)
    # A document is a ZIP file, which holds the time it was made at.
    assert content.startswith(b"PK") if key == "docx" else content == kind.write(made, ZH, day)
