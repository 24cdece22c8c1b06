"""Questions under filters: from the articles inside alone, or a reason that names the filter."""

import pytest

from qa import Reason
from qa.retrieval.filters import parse_filters

FAIR = "衡阳的招聘会有多少家企业？"


@pytest.mark.parametrize(
    ("filters", "answer"), [({"place": "衡阳"}, "215家"), ({"place": "Hengyang"}, "215家"), ({"on": "3月8日"}, "215家")]
)
def test_what_is_inside_answers(small, filters, answer):
    found = small.ask(FAIR, filters=parse_filters(filters))
    assert (found.answer, found.selection.articles) == (answer, 1)


@pytest.mark.parametrize("filters", [{"place": "湖南路桥"}, {"on": "5月6日"}])
def test_nothing_is_ever_cited_from_outside(bold, filters):
    only = parse_filters(filters)
    found = bold.ask(FAIR, filters=only)
    cited = [citation.article.file.name for citation in (*found.citations, *found.pointers)]
    assert set(cited) == {"bridge.txt"}
    assert {hit.passage.article.file.name for hit in bold.search(FAIR, k=50, filters=only)} == {"bridge.txt"}


@pytest.mark.parametrize("caution", ["small", "bold", "mute"])
@pytest.mark.parametrize(
    ("filters", "unmatched"),
    [({"place": "株洲"}, ("place",)), ({"since": "2022-01-01"}, ("since",)), ({"paper": "衡阳日报"}, ("paper",))],
)
def test_a_filter_that_matches_nothing_is_the_reason_and_never_dropped(request, caution, filters, unmatched):
    archive, only = request.getfixturevalue(caution), parse_filters(filters)
    found = archive.ask(FAIR, filters=only)
    assert (found.answered, found.reason) == (False, Reason.FILTER_MATCHES_NOTHING)
    assert (found.citations, found.pointers) == ((), ())
    assert found.selection.unmatched == unmatched
    assert archive.search(FAIR, filters=only) == []
    assert archive.selection(only) == found.selection


def test_without_filters_nothing_is_selected(small):
    assert small.ask(FAIR).selection is small.selection(None) is None


def test_a_question_that_cannot_be_read_is_refused_first(small):
    assert small.ask("？", filters=parse_filters({"place": "株洲"})).reason is Reason.QUESTION_TOO_SHORT


def test_the_archive_says_what_there_is_to_filter_by(small):
    choices = small.choices
    assert (choices.first, choices.dates, choices.papers) == ("", ("3月8日", "5月6日"), ())
    assert {"衡阳市", "邵阳市"} <= set(choices.places)
