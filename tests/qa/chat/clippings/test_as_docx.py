"""What python-docx reads from the document again."""

import io
import re
from datetime import date

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa.chat.clippings.as_docx import to_docx, writable
from qa.chat.clippings.clipping import Lost
from qa.chat.clippings.record import details
from qa.chat.permalinks import LinkProblem
from qa.chat.wording import EN, ZH

DAY = date(2026, 11, 25)


def paragraphs(written: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in docx.Document(io.BytesIO(written)).paragraphs]


def expected(clipping, wording) -> list[tuple[str, str]]:
    lines = "\n".join(f"{name}: {text}" for name, text in details(clipping, wording))
    return [("Heading 2", clipping.question), ("Quote", clipping.citation.quote), ("Citation Details", lines)]


@pytest.mark.parametrize("wording", [ZH, EN])
def test_a_title_the_day_and_each_clipping_with_its_citation(clippings, pins, wording):
    found = clippings(pins.resumed, pins.hengyang, pins.pointer)
    told = [paragraph for clipping in found for paragraph in expected(clipping, wording)]
    read = paragraphs(to_docx(found, wording, DAY))
    assert read == [("Title", wording.clippings), ("Normal", "2026-11-25"), *told]


def test_the_answer_is_bold_in_its_quote_and_nothing_is_where_there_is_none(clippings, pins):
    document = docx.Document(io.BytesIO(to_docx(clippings(pins.resumed, pins.pointer), ZH, DAY)))
    quotes = [p for p in document.paragraphs if p.style.name == "Quote"]
    assert [[run.text for run in quote.runs if run.bold] for quote in quotes] == [["1330家"], []]


def test_hostile_text_is_there_to_the_letter(clippings, pins, newspaper):
    found = clippings(*pins.hostile)
    read = paragraphs(to_docx(found, ZH, DAY))
    assert read[2:] == [paragraph for clipping in found for paragraph in expected(clipping, ZH)]
    assert [text for style, text in read if style == "Quote"] == [text.strip() for text in newspaper.hostile]


def test_a_lost_clipping_says_so_and_nothing_else(clippings, pins):
    read = paragraphs(to_docx(clippings(pins.changed), ZH, DAY))
    assert read[2:] == [("Heading 2", "邵阳有多少家企业复工？"), ("Normal", ZH.lost_clippings["changed"])]


def test_the_document_says_what_it_is_and_when_it_was_made(clippings, pins):
    properties = docx.Document(io.BytesIO(to_docx(clippings(pins.resumed), ZH, DAY))).core_properties
    assert (properties.title, properties.author, properties.created.date()) == ("剪报", "", DAY)


@settings(max_examples=40)  # each example is a document
@given(st.text())
@example("　　缩进\u202e反向\u200f\u200b 两个  空格 \x00\x01\x0b\x0c\ufffe\ud800𠮷😀 \xa0\x85\u2011")
def test_any_question_comes_back_but_for_what_xml_cannot_hold(text):
    (_, _, (style, heading), _) = paragraphs(to_docx((Lost("", text, LinkProblem.CHANGED),), ZH, DAY))
    # A line break of any kind is one kind in a document.
    assert (style, heading) == ("Heading 2", re.sub("\r", "\n", writable(text)))


def test_what_xml_cannot_hold_is_replaced_one_for_one():
    assert writable("甲\x00\x0b\x1f\ufffe\udc00乙") == "甲\ufffd\ufffd\ufffd\ufffd\ufffd乙"
    assert writable("\t\n　\u202e\x7f\x85𠮷") == "\t\n　\u202e\x7f\x85𠮷"
