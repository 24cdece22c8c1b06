"""Sentences are numbered once though passages overlap."""

from qa.retrieval.passages import split_article
from qa.retrieval.sentence_table import SentenceTable

SENTENCES = [f"第{number}段路修通了，" + "路" * 44 + "。" for number in range(10, 22)]


def outline(table, passages):
    return [
        [(number, reading.text) for number, reading in zip(*table.of(at), strict=True)] for at in range(len(passages))
    ]


def test_overlapping_passages_share_the_numbers_of_their_sentences(make_article):
    passages = split_article(make_article("".join(SENTENCES)))
    table = SentenceTable(passages)
    assert table.texts == SENTENCES
    # 54 characters each: four fill a passage, the last of them begins the next.
    assert [table.of(at)[0] for at in range(4)] == [
        [0, 1, 2, 3],
        [3, 4, 5, 6],
        [6, 7, 8, 9],
        [9, 10, 11],
    ]
    assert all(table.texts[number] == text for members in outline(table, passages) for number, text in members)


def test_a_sentence_knows_its_place_in_the_file(make_article):
    article = make_article("永兴县修桥。", "桥长3公里。桥宽9米。")
    [passage] = split_article(article)
    places = [reading.span(0, len(reading.text)) for reading in SentenceTable([passage]).of(0)[1]]
    assert [article.file.text[start:end] for start, end in places] == ["永兴县修桥。", "桥长3公里。", "桥宽9米。"]


def test_the_dateline_is_no_part_of_the_sentence(make_article):
    passages = split_article(make_article("本报讯 (记者 谢小青)2月21日,高新区开会。", "本报讯", "新华社"))
    assert SentenceTable(passages).texts == ["2月21日,高新区开会。", "本报讯", "新华社"]


def test_equal_sentences_at_different_places_or_in_different_articles_are_two(make_article):
    passages = [
        *split_article(make_article("复工了。", "复工了。", name="a.txt")),
        *split_article(make_article("复工了。", name="b.txt")),
    ]
    table = SentenceTable(passages)
    assert table.texts == ["复工了。"] * 3
    assert outline(table, passages) == [[(0, "复工了。"), (1, "复工了。")], [(2, "复工了。")]]


def test_no_passages_no_sentences():
    assert SentenceTable([]).texts == []
