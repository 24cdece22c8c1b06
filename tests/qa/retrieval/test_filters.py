from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UsageError
from qa.retrieval.filters import FILTER_NAMES, LONGEST_VALUE, Filters, parse_filters

GIVEN = {"since": "2022-11-01", "until": "2022-11-30", "on": "3月10日", "paper": "湖南日报", "place": "邵阳"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FILTER_NAMES, "x"]), inner),
    max_leaves=5,
)


def test_filters_come_back_as_they_were_given():
    filters = parse_filters(GIVEN)
    assert filters == Filters(date(2022, 11, 1), date(2022, 11, 30), "3月10日", "湖南日报", "邵阳")
    assert filters.given == GIVEN
    assert parse_filters(filters.given) == filters


@given(st.dictionaries(st.sampled_from(FILTER_NAMES), st.text(max_size=9)) | JSON)
def test_whatever_is_given_is_a_filter_or_none_or_refused_with_a_word(value):
    try:
        filters = parse_filters(value)
    except UsageError as error:
        assert str(error).startswith("filters: ")  # noqa: PT017 (either outcome is right, neither is expected)
        return
    if filters is None:
        assert not value or not any(text and text.strip() for text in value.values())
    else:
        assert filters.given == {n: value[n].strip() for n in FILTER_NAMES if value.get(n) and value[n].strip()}


@pytest.mark.parametrize("value", [None, {}, {"place": ""}, {"since": None, "paper": "  "}])
def test_nothing_given_is_no_filter(value):
    assert parse_filters(value) is None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "expected an object, got list"),
        ({"town": "邵阳"}, "'town' is none; they are since, until, on, paper, place"),
        ({"place": ["邵阳"]}, "place: expected a text"),
        ({"place": "x" * (LONGEST_VALUE + 1)}, "place: expected a text of at most 100"),
        ({"since": "2022-11-31"}, "since: expected a day such as 2022-11-21, got '2022-11-31'"),
        ({"until": "20221121"}, "until: expected a day such as 2022-11-21, got '20221121'"),
        ({"until": "11月21日"}, "until: expected a day such as 2022-11-21, got '11月21日'"),
        ({"since": "2022-11-22", "until": "2022-11-21"}, "since 2022-11-22 lies behind until 2022-11-21"),
    ],
)
def test_what_is_no_filter_is_refused_with_what_is_wrong(value, message):
    with pytest.raises(UsageError, match=f"^filters: .*{message}"):
        parse_filters(value)


def test_one_is_taken_away():
    filters = parse_filters(GIVEN)
    assert filters.without("since", "until") == parse_filters({name: GIVEN[name] for name in FILTER_NAMES[2:]})
    assert filters.without(*FILTER_NAMES) is None
    with pytest.raises(UsageError, match="none is given"):
        Filters()
