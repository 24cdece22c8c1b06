import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chat.inputs import MAX_HISTORY_SENT, MAX_QUESTION, checked_count, checked_history, checked_question
from qa.errors import UsageError

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


def _all_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
