"""Articles, made up with all their breaks and gaps, into passages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.passages import split_article
from qa.retrieval.sentences import sentence_ranges

READING, SLICE = 240, 400
CLAUSES = ["市发改委选派1859名联络员进驻企业", "办理通行证146张", "投资5.31亿元", "邵阳", "The plant resumed work"]
texts = st.lists(st.tuples(st.sampled_from(CLAUSES), st.sampled_from("，。，")), min_size=1, max_size=40).map(
    lambda clauses: "".join(clause + mark for clause, mark in clauses)
) | st.text("衡阳。 \n", min_size=1, max_size=30).filter(str.strip)
gaps = st.sampled_from(["\n", "\n\n", "\n" + " " * 30, "\r\n\u3000\u3000", "\n" * 300, "\n" * 500, "\n■别人的话\n"])
kinds = st.sampled_from([Kind.BODY, Kind.BODY, Kind.CAPTION, Kind.FURNITURE])


@st.composite
def files(draw) -> list[Article]:
    """Two articles of one file, their paragraphs in turns, each printed in pieces with gaps between."""
    source, paragraphs = "", ([], [])
    for _ in range(draw(st.integers(1, 6))):
        text, spans = draw(texts), []
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
        for start, end in pairwise([0, *cuts, len(text)]):
            source += draw(gaps)
            spans.append(Span(len(source), len(source) + end - start))
            source += text[start:end]
        paragraphs[draw(st.booleans())].append((draw(kinds), spans))
    file = SourceFile("a.txt", source, "0" * 64, "utf-8")
    return [_article(file, number, chosen) for number, chosen in enumerate(paragraphs, start=1)]


def _article(file: SourceFile, number: int, chosen: list[tuple[Kind, list[Span]]]) -> Article:
    read = tuple(Paragraph(kind, Reading.of_spans(file.text, spans)) for kind, spans in chosen)
    return Article(f"a.txt#{number}", "", "", "", "", None, "", None, file, read)


def places(reading: Reading, source: str) -> set[int]:
    """The file offsets of a reading's visible characters."""
    spans = reading.spans(0, len(reading.text))
    return {at for start, end in spans for at in range(start, end) if not source[at].isspace()}


@given(files())
def test_a_passage_is_one_short_slice_of_its_file_and_of_its_article(articles):
    source = articles[0].file.text
    owned = [set().union(*(places(p.reading, source) for p in article.paragraphs)) for article in articles]
    for article, own in zip(articles, owned, strict=True):
        for passage in split_article(article):
            assert passage.article is article
            assert 0 < passage.end - passage.start <= SLICE
            assert passage.text.strip()
            assert len(passage.text) <= READING
            inside = {at for at in range(passage.start, passage.end) if not source[at].isspace()}
            assert places(passage.reading, source) == inside <= own


@given(files())
def test_the_reading_is_the_slice_but_for_its_layout(articles):
    for article in articles:
        for passage in split_article(article):
            printed = article.file.text[passage.start : passage.end]
            assert "".join(passage.text.split()) == "".join(printed.split())
            assert passage.reading.pieces[0].start == passage.start
            assert passage.reading.pieces[-1].end == passage.end


@given(files())
def test_every_visible_character_of_an_article_is_in_a_passage_of_its_kind(articles):
    source = articles[0].file.text
    for article in articles:
        for furniture in (False, True):
            paragraphs = [p.reading for p in article.paragraphs if (p.kind is Kind.FURNITURE) is furniture]
            passages = [p.reading for p in split_article(article) if p.furniture is furniture]
            assert set().union(*(places(p, source) for p in paragraphs)) == set().union(
                *(places(p, source) for p in passages)
            )


@given(st.lists(texts, min_size=1, max_size=6))
def test_every_sentence_that_fits_is_whole_in_a_passage(make_article, paragraphs):
    passages = [passage.text for passage in split_article(make_article(*paragraphs))]
    for paragraph in paragraphs:
        for start, end in sentence_ranges(paragraph):
            if end - start <= READING:
                assert any(paragraph[start:end] in text for text in passages)


@given(st.lists(texts, min_size=1, max_size=8))
def test_no_passage_lies_in_another(make_article, paragraphs):
    passages = split_article(make_article(*paragraphs))
    assert all(one.start < two.start and one.end < two.end for one, two in pairwise(passages))


def test_a_sentence_spread_over_too_much_of_the_file_is_cut_where_the_page_breaks_it():
    head, tail = "市" * 100, "县" * 120 + "。"
    source = head + "\n" * 300 + tail
    reading = Reading.of_spans(source, [Span(0, 100), Span(400, len(source))])
    article = _article(SourceFile("a.txt", source, "0" * 64, "utf-8"), 1, [(Kind.BODY, list(reading.spans(0, 221)))])
    assert [(p.text, p.start, p.end) for p in split_article(article)] == [(head, 0, 100), (tail, 400, len(source))]


def test_a_short_article_is_one_passage(make_article):
    article = make_article("邵阳复工企业1330家。返岗109431人。", "衡阳1049户。")
    [passage] = split_article(article)
    assert passage.text == "邵阳复工企业1330家。返岗109431人。\n衡阳1049户。"
    assert (passage.start, passage.end, passage.furniture) == (0, article.file.text.index("户。") + 2, False)


def test_the_last_sentences_of_a_passage_begin_the_next_where_they_are_short(make_article):
    sentences = [f"第{number}段路长{number}公里，" + "路" * 39 + "。" for number in range(10, 22)]
    passages = [passage.text for passage in split_article(make_article("".join(sentences)))]
    # 51 characters each: four fill a passage, and one of at most 60 stands in the next as well.
    assert [len(sentence) for sentence in sentences] == [51] * 12
    assert passages == ["".join(sentences[at : at + 4]) for at in (0, 3, 6)] + ["".join(sentences[9:])]


def test_an_endless_sentence_is_cut_behind_its_clauses_and_an_endless_clause_anywhere(make_article):
    clauses = ["桥" * 99 + "，", "路" * 99 + "，", "水" * 99 + "，", "山" * 500]
    passages = [passage.text for passage in split_article(make_article("".join(clauses)))]
    assert passages == [clauses[0] + clauses[1], clauses[2], "山" * 240, "山" * 240, "山" * 20]


def test_furniture_stands_apart_though_it_stands_beside_the_news(make_article):
    article = make_article("永兴县修了12座桥。", furniture=("版权所有 湘ICP备06007413号",))
    assert [(p.text, p.furniture) for p in split_article(article)] == [
        ("永兴县修了12座桥。", False),
        ("版权所有 湘ICP备06007413号", True),
    ]


@pytest.mark.parametrize("paragraphs", [(), ("\n",), ("\u3000 ",)])
def test_an_article_without_text_has_no_passages(make_article, paragraphs):
    assert split_article(make_article(*paragraphs)) == []
