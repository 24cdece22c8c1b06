import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chat.conversation import MAX_HISTORY, MAX_TURNS
from qa.chat.inputs import (
    MAX_HISTORY_SENT,
    MAX_KEPT,
    MAX_PIN,
    MAX_PIN_QUESTION,
    MAX_PIN_SLICE,
    MAX_PINS,
    MAX_QUESTION,
    MAX_REMARK,
    Kept,
    Link,
    Pin,
    checked_count,
    checked_filters,
    checked_history,
    checked_kept,
    checked_link,
    checked_pin,
    checked_pins,
    checked_question,
    checked_remark,
    checked_verdict,
    linked_filters,
)
from qa.errors import UsageError
from qa.retrieval.filters import FILTER_NAMES, parse_filters

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(JSON)
def test_whatever_is_sent_is_taken_as_it_is_or_refused_with_a_word_on_what_is_wrong(value):
    for check, name, fits in (
        (checked_question, "question", isinstance(value, str)),
        (checked_history, "history|question", value is None or _all_texts(value)),
        (checked_count, "k", type(value) is int and 1 <= value <= 50),
    ):
        if fits:
            assert check(value) == ([] if value is None else value)
        else:
            with pytest.raises(UsageError, match=f"^({name}): "):
                check(value)


@pytest.mark.parametrize(
    ("check", "longest", "too_long"),
    [
        (checked_question, "问" * MAX_QUESTION, "问" * (MAX_QUESTION + 1)),
        (checked_history, ["问"] * MAX_HISTORY_SENT, ["问"] * (MAX_HISTORY_SENT + 1)),
        (checked_history, ["问" * MAX_QUESTION], ["问" * (MAX_QUESTION + 1)]),
        (checked_count, 50, 51),
    ],
)
def test_limits(check, longest, too_long):
    assert check(longest) == longest
    with pytest.raises(UsageError):
        check(too_long)


@pytest.mark.parametrize("half", ["\ud800", "邵阳\udfff", "\udc00\ud800"])
def test_half_a_surrogate_pair_is_refused_before_anything_trips_over_it(half):
    for check, value in ((checked_question, half), (checked_history, ["邵阳", half])):
        with pytest.raises(UsageError, match="half a surrogate pair"):
            check(value)
    assert checked_question("𠮷😀") == "𠮷😀"


@given(JSON)
def test_a_remark_is_a_text_without_the_blanks_around_it_or_refused(value):
    if value is None or isinstance(value, str):
        assert checked_remark(value) == ("" if value is None else value.strip())
    else:
        with pytest.raises(UsageError, match=r"^remark: expected a text"):
            checked_remark(value)


def test_a_remark_has_a_limit_and_whole_characters():
    assert checked_remark("𠮷" * MAX_REMARK) == "𠮷" * MAX_REMARK
    for value in ("长" * (MAX_REMARK + 1), "\ud800"):
        with pytest.raises(UsageError, match=r"^remark: "):
            checked_remark(value)


@given(JSON | st.sampled_from(["right", "wrong", "withdrawn"]))
def test_a_verdict_is_one_of_three_words(value):
    if value in ("right", "wrong", "withdrawn"):
        assert checked_verdict(value) == value
    else:
        with pytest.raises(UsageError, match=r"^verdict: expected one of right, wrong, withdrawn, got "):
            checked_verdict(value)


LINK = {"article": "a.txt#1", "start": "7", "end": "12", "sha": "0123456789ab"}


def test_a_link_is_taken_as_it_is():
    assert checked_link(LINK | {"__theme": "dark"}) == Link("a.txt#1", 7, 12, "0123456789ab")


@pytest.mark.parametrize("name", Link._fields)
@pytest.mark.parametrize("value", [None, "", 7, "-1", "x" * 501, "0x1", "１", "1" * 13, "0123456789AB", ["7"]])
def test_a_link_with_anything_else_in_it_is_refused(name, value):
    if name == "article" and isinstance(value, str) and 0 < len(value) <= 500:
        return
    with pytest.raises(UsageError, match=f"^{name}: "):
        checked_link(LINK | {name: value})


PIN = "?article=a.txt%231&start=7&end=12&sha=0123456789ab&question=%E9%97%AE&answer_start=8&answer_end=10"


def test_a_pin_is_taken_as_it_is():
    assert checked_pin(PIN) == Pin(Link("a.txt#1", 7, 12, "0123456789ab"), (8, 10), "问")
    assert checked_pin(PIN.partition("&question")[0]) == Pin(Link("a.txt#1", 7, 12, "0123456789ab"), None, "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("start=7&", "start=-7&", "start"),
        ("&sha=0123456789ab", "", "sha"),
        ("answer_start=8", "answer_start=6", "answer_start"),
        ("answer_start=8", "answer_start=10", "answer_start"),
        ("answer_start=8", "answer_start=", "answer_start"),
        ("answer_end=10", "answer_end=13", "answer_start"),
        ("&answer_end=10", "", "answer_end"),
        ("end=12", f"end={7 + MAX_PIN_SLICE + 1}", "pin"),
        ("%E9%97%AE", "%E9%97%AE" * (MAX_PIN_QUESTION + 1), "pin"),
        ("%E9%97%AE", "%E9%97%AE" * MAX_PIN, "pin"),
    ],
)
def test_a_pin_with_anything_else_in_it_is_refused(old, new, said):
    with pytest.raises(UsageError, match=f"^{said}: "):
        checked_pin(PIN.replace(old, new))


@given(st.text() | st.text(alphabet="?article=&strnd0123456789%#").map(PIN.__add__))
def test_any_text_is_a_pin_or_refused_with_a_word_on_what_is_wrong(value):
    try:
        taken, refused = checked_pin(value), ""
    except UsageError as error:
        taken, refused = None, str(error)
    words = "(article|start|end|sha|answer_start|answer_end|question|pin): "
    assert isinstance(taken, Pin) != bool(re.match(words, refused))


@given(JSON)
def test_what_is_no_list_holds_no_pins(value):
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    assert checked_pins(value) == texts


def test_of_too_many_pins_the_first_are_taken():
    pins = [f"?{number}" for number in range(MAX_PINS + 5)]
    assert checked_pins(pins) == pins[:MAX_PINS]


@pytest.mark.parametrize("name", FILTER_NAMES[2:])
def test_filters_with_half_a_surrogate_pair_are_refused(name):
    assert checked_filters({name: "邵阳𠮷"}) == parse_filters({name: "邵阳𠮷"})
    with pytest.raises(UsageError, match=f"^filters: {name}: holds half a surrogate pair"):
        checked_filters({name: "邵阳\udfff"})


@given(JSON)
def test_filters_are_taken_or_refused_with_a_word(value):
    if not value and (value is None or isinstance(value, dict)):
        assert checked_filters(value) is None
    else:
        with pytest.raises(UsageError, match=r"^filters: "):
            checked_filters(value)


def test_the_filters_of_an_address_are_those_with_their_names():
    query = {"q": "邵阳？", "__theme": "dark", "place": "邵阳市", "since": "2022-11-01", "paper": ""}
    assert linked_filters(query) == parse_filters({"place": "邵阳市", "since": "2022-11-01"})
    assert linked_filters({"q": "邵阳？"}) is None
    with pytest.raises(UsageError, match="since"):
        linked_filters({"since": "gestern"})


ID, OTHER_ID = "0123456789abcdef" * 2, "f" * 32
KEPT = {"id": ID, "question": "那衡阳呢？", "history": ["邵阳有多少家企业复工？"], "filters": {}, "stopped": False}


def test_what_a_browser_kept_is_taken_as_it_is():
    stopped = {"id": OTHER_ID, "question": "长沙？", "history": [], "filters": {"place": "长沙市"}, "stopped": True}
    filtered = Kept(OTHER_ID, "长沙？", (), parse_filters({"place": "长沙市"}), True)
    assert checked_kept([KEPT, stopped]) == [Kept(ID, "那衡阳呢？", ("邵阳有多少家企业复工？",), None, False), filtered]
    assert len(checked_kept([KEPT] * MAX_TURNS)) == MAX_TURNS
    assert checked_kept([]) == []


@given(JSON | st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(KEPT, JSON) | {"more": JSON}), min_size=1))
def test_whatever_else_a_browser_kept_is_refused(value):
    try:
        taken, refused = [(turn.question, turn.stopped) for turn in checked_kept(value)], ""
    except UsageError as error:
        taken, refused = None, str(error)
    assert refused.startswith(("turns: ", "question: ", "history: ", "filters: ")) == (taken is None)
    assert taken is None or taken == [(turn["question"], turn["stopped"]) for turn in value]


@pytest.mark.parametrize(
    "kept",
    [
        [KEPT | {"id": None}], [KEPT | {"id": ID[1:]}], [KEPT | {"id": ID + "\n"}], [KEPT | {"id": ID.upper()}],
        None, {}, "[]", [None], [[]], [{}], [KEPT | {"answer": "1330家"}], [KEPT | {"question": 7}],
        [KEPT | {"question": "\ud800"}], [KEPT | {"history": "邵阳"}], [KEPT | {"history": [None]}],
        [KEPT | {"history": ["邵阳"] * (MAX_HISTORY + 1)}], [KEPT | {"stopped": 1}],
        [KEPT | {"filters": {"place": "长" * 101}}], [KEPT | {"filters": {"since": "gestern"}}],
        [KEPT] * (MAX_TURNS + 1),
        [KEPT | {"question": "问" * (MAX_QUESTION + 1)}], [KEPT | {"question": "问" * MAX_QUESTION}] * 11,
    ],
)  # fmt: skip
def test_what_no_page_of_this_kind_keeps_is_refused(kept):
    assert MAX_KEPT < MAX_QUESTION * 11
    with pytest.raises(UsageError):
        checked_kept(kept)


def _all_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
