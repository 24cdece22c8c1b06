"""Figures side by side: whole tables from made sentences, and those that must not come about."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answers.candidates import Candidate
from qa.answers.circumstances import circumstances
from qa.answers.comparison import compared
from qa.answers.marking import mark
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval.english import EnglishBridge
from qa.retrieval.evidence import Evidence
from qa.retrieval.hits import Passage, Sentence
from qa.retrieval.question import analyse

SHAOYANG = "截至11月15日,邵阳市复工复产企业1330家,返岗109431人。"
HERE = "截至目前,全市1049户企业全部复工复产。"
HENGYANG = "衡阳市复工复产企业1049家。"
COUNT = "有多少家企业复工复产？"
ROW_SHAOYANG = ("11月15日", "邵阳市", "1330家")


def taken_apart(question):
    query = analyse(question, EnglishBridge({}, {}, {}))
    return query, Evidence(query.concepts, {}, 1)


def article(number, text, *, title="", published=None, date_text=""):
    file = SourceFile(f"{number}.txt", text, "0" * 64, "utf-8")
    return Article(f"{number}.txt#1", title, "", "", "", published, date_text, None, file, ())


def candidates(question, *articles, scores=()):
    """Each article as one sentence, marked for the question; the scores fall by a tenth where none are given."""
    query, evidence = taken_apart(question)
    found = []
    for number, of in enumerate(articles):
        text = of.file.text
        reading = Reading.of_spans(text, [Span(0, len(text))])
        score = scores[number] if scores else -number / 10
        sentence = Sentence(reading, score, 0.0, evidence.coverage(text))
        found.append(Candidate(Passage(of, 0, len(text), reading), sentence, mark(text, query.asked, evidence)))
    return query, found, evidence


def table(question, *articles, scores=()):
    query, found, evidence = candidates(question, *articles, scores=scores)
    comparison = compared(query, found, evidence)
    return comparison and ([(row.date, row.place, row.figure) for row in comparison.rows], comparison.differ)


def test_one_measure_in_two_places():
    second = article(2, HERE, date_text="3月10日")
    rows = [ROW_SHAOYANG, ("3月10日", "全市", "1049户")]
    assert table(COUNT, article(1, SHAOYANG), second) == (rows, False)


def test_a_question_that_names_a_place_gets_the_others_as_well():
    rows = [ROW_SHAOYANG, ("", "衡阳市", "1049家")]
    given_scores = (5.0, -2.0)  # another place's figure scores low
    assert table("邵阳有多少家企业复工复产？", article(1, SHAOYANG), article(2, HENGYANG), scores=given_scores) == (
        rows,
        False,
    )


@pytest.mark.parametrize(
    ("other", "differ"),
    [
        ("截至11月15日,邵阳复工复产企业1320家。", True),
        ("截至11月15日,邵阳复工复产企业1300余家。", False),  # no exact one
        ("截至11月16日,邵阳复工复产企业1350家。", False),  # another day
        ("截至11月15日,衡阳复工复产企业1350家。", False),  # another place
    ],
)
def test_reports_differ_where_place_and_date_are_one_and_the_figure_is_not(other, differ):
    found = table(COUNT, article(1, SHAOYANG), article(2, other))
    assert (len(found[0]), found[1]) == (2, differ)


def test_yesterday_of_two_papers_is_not_one_date():
    first, second = (article(n, f"昨日,邵阳市复工复产企业{n}330家。") for n in (1, 2))
    assert table(COUNT, first, second) == ([("昨日", "邵阳市", "1330家"), ("昨日", "邵阳市", "2330家")], False)


LEFT_OUT = [
    # another measure
    (COUNT, SHAOYANG, "其中,帮助71家工业企业办理通行证。"),
    (COUNT, SHAOYANG, "企业复工复产后,还有6家停电。"),
    ("省重点项目有多少个？", "全市有34个省重点项目。", "省里看了135个市重点项目。"),
    # another kind of figure
    (COUNT, SHAOYANG, "全市企业复工复产,返岗3000人。"),
    ("产值增长百分之多少？", "全市产值增长17%。", "全市产值增长2亿元。"),
    # a firm's own figure
    ("企业复工率是多少？", "全市企业复工率97%。", "泰豪通信车辆有限公司企业复工率达100%。"),
    ("企业复工率是多少？", "泰豪通信车辆有限公司企业复工率达100%。", "全市企业复工率97%。"),
    # too little of what is asked is about the answer
    ("规上工业企业总产值去年同期是多少亿元？", "工业利润5亿元。", "全市工业利润7亿元。"),
    # the answer is no figure of the form asked for, whatever stands beside it
    ("企业复工率百分之多少？", "企业复工率很高。", "全市企业复工率97%。"),
    # two articles, and of one it is not known where: it may be something else altogether
    (COUNT, SHAOYANG, "截至11月20日,复工复产企业1400家。"),
    (COUNT, "截至11月15日,复工复产企业1330家。", SHAOYANG),
    # a second report of the same
    (COUNT, SHAOYANG, "截至11月15日,邵阳复工复产企业一千三百三十家。"),
    # no figure is asked for, or a choice of two
    ("哪些企业复工复产？", SHAOYANG, HERE),
    ("复工复产的企业是1330家还是1049家？", SHAOYANG, HENGYANG),
]


@pytest.mark.parametrize(("question", "first", "second"), LEFT_OUT)
def test_a_doubtful_row_makes_no_table(question, first, second):
    assert table(question, article(1, first), article(2, second)) is None


def test_reports_of_unknown_dates_do_not_differ():
    found = table(COUNT, article(1, "邵阳复工复产企业1330家。"), article(2, "邵阳市复工复产企业1320家。"))
    assert found == ([("", "邵阳", "1330家"), ("", "邵阳市", "1320家")], False)


def test_a_sentence_far_behind_is_no_row():
    assert table(COUNT, article(1, SHAOYANG), article(2, HERE), scores=(5.0, 1.0)) is None


def test_a_row_that_is_cited_already_is_that_citation_and_the_others_are_numbered_on():
    query, found, evidence = candidates(COUNT, article(1, SHAOYANG), article(2, HERE), article(3, HENGYANG))
    cited = (found[0].citation(1, evidence), found[2].citation(2, evidence))
    rows = compared(query, found, evidence, cited).rows
    assert [(row.figure, row.citation.number) for row in rows] == [("1330家", 1), ("1049户", 3), ("1049家", 2)]
    assert [row.citation for row in rows if row.citation.number <= 2] == list(cited)


def test_a_reprint_is_no_row():
    reprint = "截至11月15日，邵阳市复工复产企业1330家，返岗109431人。"
    assert table(COUNT, article(1, SHAOYANG), article(2, reprint)) is None


def test_reprints_are_one_report():
    """The same text in two papers, one of which rounds: neither a row of its own nor a report that differs."""
    first = article(1, SHAOYANG)
    query, found, evidence = candidates(COUNT, first, article(2, SHAOYANG.replace("1330", "1300")))
    assert compared(query, found, evidence).differ
    reprinted = [found[0], replace(found[1], reprints=(first,))]
    assert compared(query, reprinted, evidence) is None


def test_nothing_ranked_is_no_table():
    query, _, evidence = candidates(COUNT)
    assert compared(query, [], evidence) is None


@pytest.mark.parametrize(
    ("sentences", "rows"),
    [
        # one article: both name a place, or both a date
        ((SHAOYANG, HENGYANG), [ROW_SHAOYANG, ("", "衡阳市", "1049家")]),
        (
            (SHAOYANG, "截至11月20日,邵阳市复工复产企业1400家。"),
            [ROW_SHAOYANG, ("11月20日", "邵阳市", "1400家")],
        ),
        ((SHAOYANG, "复工复产企业1400家。"), None),
        ((SHAOYANG, "衡阳市复工复产企业1330家。"), None),  # the same figure again
    ],
)
def test_one_article_gives_two_rows_only_where_it_tells_them_apart(sentences, rows):
    found = table(COUNT, *(article(1, sentence) for sentence in sentences))
    assert found == (rows and (rows, False))


CIRCUMSTANCES = [
    # question, sentence, date, place
    (COUNT, SHAOYANG, "11月15日", "邵阳市"),
    (COUNT, "3月8日,邵阳复工复产企业12家。", "3月8日", "邵阳"),
    (COUNT, "前三季度,邵阳市复工复产企业12家。", "前三季度", "邵阳市"),
    ("补贴多少钱？", "1—2月发放补贴1000万元。", "1—2月", "衡阳"),
    ("到岗率是多少？", "工厂2月10日复产,目前到岗率82.8%。", "2022-11-21", "衡阳"),
    ("到岗率是多少？", "到岗率82.8%。", "2022-11-21", "衡阳"),
    (COUNT, "我市复工复产企业12家。", "2022-11-21", "我市"),
    (COUNT, "邵阳、长沙来人,复工复产企业12家。", "2022-11-21", ""),
    ("有多少人上榜？", "“湖南好人榜”上榜5人。", "2022-11-21", "衡阳"),
]


@pytest.mark.parametrize(("question", "sentence", "day", "place"), CIRCUMSTANCES)
def test_date_and_place_are_those_printed_for_the_figure(question, sentence, day, place):
    of = article(1, sentence, title="衡阳复工忙", published=date(2022, 11, 21), date_text="2022-11-21")
    _, (found,), _ = candidates(question, of)
    around = circumstances(found)
    assert (around.date, around.place) == (day, place)


PARTS = [
    "邵阳市",
    "衡阳",
    "全市",
    "企业",
    "复工复产",
    "1330家",
    "1049户",
    "3月8日",
    "昨日",
    ",",
    "。",
    "公司",
    "截至",
    "“",
]
made = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=10).map("".join), min_size=1, max_size=4)


@settings(max_examples=50)
@given(made)
def test_a_table_has_two_rows_or_more_each_verbatim_and_the_same_every_time(sentences):
    articles = [article(number, text) for number, text in enumerate(sentences)]
    query, found, evidence = candidates(COUNT, *articles)
    comparison = compared(query, found, evidence)
    assert comparison == compared(query, found, evidence)
    if comparison is None:
        return
    assert len(comparison.rows) >= 2
    for number, row in enumerate(comparison.rows, start=1):
        assert row.citation.number == number
        assert row.figure == row.citation.answer
        assert row.figure in row.citation.quote
        assert row.date in row.citation.article.file.text
