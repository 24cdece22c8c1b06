"""What a CommonMark parser that is not ours makes of the Markdown."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.articles.reading import without_layout
from qa.chat.clippings.as_markdown import escaped, section, to_markdown
from qa.chat.clippings.clipping import Lost
from qa.chat.clippings.record import Field, details, record
from qa.chat.markup import as_shown
from qa.chat.permalinks import LinkProblem
from qa.chat.wording import EN, ZH

DAY = date(2026, 11, 25)
# Strict CommonMark, and everything on top that a reader may have switched on: tables, strikethrough, smart quotes.
PARSERS = [MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True, "typographer": True})]
PARSERS[1].enable(["replacements", "smartquotes"])


def blocks(markdown: str, parser: MarkdownIt) -> list[tuple[str, str]]:
    """Each block's kind and the text in it; a document with anything but text and links in its lines fails."""
    found = []
    open_ = []
    for token in parser.parse(markdown):
        if token.type.endswith("_open"):
            open_.append(token.tag)
        elif token.type.endswith("_close"):
            open_.pop()
        else:
            assert token.type == "inline", token
            kinds = {child.type for child in token.children}
            assert kinds <= {"text", "text_special", "link_open", "link_close", "softbreak"}, kinds
            assert all(child.info == "auto" for child in token.children if child.type == "link_open")
            found.append((" ".join(open_), "".join(child.content for child in token.children)))
    return found


def expected(clipping, wording) -> list[tuple[str, str]]:
    rows = [("ul li p", f"{name}: {text}") for name, text in details(clipping, wording)]
    return [("h2", clipping.question), ("blockquote p", clipping.citation.quote), *rows]


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("wording", [ZH, EN])
def test_a_heading_the_day_and_each_clipping_with_its_citation(clippings, pins, parser, wording):
    found = clippings(pins.resumed, pins.hengyang, pins.pointer)
    written = to_markdown(found, wording, DAY).decode()
    told = [block for clipping in found for block in expected(clipping, wording)]
    assert blocks(written, parser) == [("h1", wording.clippings), ("p", "2026-11-25"), *told]
    assert "\n> 截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人\n" in written


@pytest.mark.parametrize("parser", PARSERS)
def test_hostile_articles_come_back_to_the_letter(clippings, pins, newspaper, parser):
    found = clippings(*pins.hostile)
    read = blocks(to_markdown(found, ZH, DAY).decode(), parser)
    assert read[2:] == [block for clipping in found for block in expected(clipping, ZH)]
    assert [text for kind, text in read if kind == "blockquote p"] == [text.strip() for text in newspaper.hostile]


def test_a_web_address_is_a_link_and_anything_else_is_text(clippings, pins):
    (resumed,), (trap, *_) = clippings(pins.resumed), clippings(*pins.hostile)
    links = [re.findall('href="([^"]*)"', PARSERS[0].render(section(one, ZH))) for one in (resumed, trap)]
    assert links == [["https://news.example/shaoyang"], []]


def test_a_lost_clipping_says_so_and_nothing_else(clippings, pins):
    (lost,) = clippings(pins.changed)
    assert blocks(section(lost, ZH), PARSERS[0]) == [
        ("h2", "邵阳有多少家企业复工？"),
        ("p", record(lost, ZH)[Field.NOTE]),
    ]


MARKUP = st.text(alphabet="*_`~[]()<>!#+-=.:1&;|\\/\"' \t　甲a$^{}@%,?\n\x0b\u2028\x85\x1f", max_size=12)


@pytest.mark.parametrize("parser", PARSERS)
@given(text=(st.text(max_size=40) | MARKUP).map(without_layout).filter(bool))
@example(text="1. 甲 - 乙 --- ... (c) :smile: www.a.cn a@b.cn")
@example(text="**“引文”** ```mermaid``` $$x$$ <!-- --> &#42; &copy; [a]: b")
@example(text="2022-11-21 1.5% 10:30 3--4 5...6 ,, ????,,,")
def test_any_quote_comes_back_to_the_letter(parser, text):
    for place, before in (("blockquote p", "> "), ("h2", "## "), ("ul li p", "- "), ("p", "")):
        assert blocks(f"{before}{escaped(text)}\n\n甲", parser) == [(place, as_shown(text)), ("p", "甲")]


@pytest.mark.parametrize("parser", PARSERS)
@given(text=st.text() | MARKUP)
@example(text="　　问\r\n甲\t=1 ")
def test_any_question_comes_back_but_for_control_characters_at_its_ends(parser, text):
    written = section(Lost("", text, LinkProblem.CHANGED), ZH)
    ((kind, heading), note) = blocks(written, parser)
    assert (kind, note) == ("h2", ("p", ZH.lost_clippings["changed"]))
    edges = re.compile("\\A[\x0b\x0c\x1c-\x1f\x85]|[\x0b\x0c\x1c-\x1f\x85]\\Z")
    assert heading == edges.sub("\ufffd", as_shown(text))


def test_numbers_stay_readable():
    assert escaped("2022-11-21 1.5%,3/4") == "2022-11-21 1.5%,3/4"
