from hypothesis import given
from hypothesis import strategies as st

from qa.chat.markup import as_shown, element, joined, text

# All of Unicode, surrogates and control characters included, with more of what HTML treats specially.
ANY_TEXT = st.text() | st.text(st.sampled_from("<>&\"'`=/;#$ {}\\\r\n\t\x00\x0b\x7f\x85\u3000\u2028\ud800a中"))


@given(ANY_TEXT)
def test_any_text_comes_back_from_a_parser_as_it_was(parse, value):
    assert parse(element("p", text(value))).texts("p") == [as_shown(value)]


@given(ANY_TEXT)
def test_any_attribute_comes_back_from_a_parser_as_it_was(parse, value):
    (_, attributes, _), *rest = parse(element("p", title=value)).elements
    assert (attributes, rest) == ({"title": as_shown(value)}, [])


@given(ANY_TEXT)
def test_what_is_shown_differs_only_where_html_has_no_way_to_carry_it(value):
    pairs = zip(value, as_shown(value), strict=True)
    assert {old for old, new in pairs if old != new} <= {"\x00", *map(chr, range(0xD800, 0xE000))}
    as_shown(value).encode()


@given(st.lists(ANY_TEXT, max_size=4))
def test_children_stand_next_to_each_other_and_nothing_stands_between(parse, values):
    html = element("div", *(element("span", text(value)) for value in values))
    assert parse(html).texts("span") == [as_shown(value) for value in values]
    assert parse(html).texts("div") == ["".join(map(as_shown, values))]


def test_attributes():
    assert element("a", class_="x", data_turn=3, hidden=True, title=None, lang=False) == (
        '<a class="x" data-turn="3" hidden></a>'
    )


def test_separator_is_escaped_too():
    assert joined([text("a"), text("b")], " < ") == "a &lt; b"
