import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chat.uploads.names import LONGEST_NAME, display_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("报道.txt", "报道.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\报道.pdf", "报道.pdf"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("a\0b.txt", "ab.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("\u2066\u200b报\u2069道\ufeff.md", "报道.md"),
        ("一\n二\t三\u2028四.txt", "一 二 三 四.txt"),
        ("Cafe\u0301.txt", "Café.txt"),
        (".txt", "file.txt"),
        ("", "file"),
        ("..", "file"),
        (".报道.txt", "报道.txt"),
        ("／etc／passwd.txt", "／etc／passwd.txt"),  # looks like a slash, and is none
        ("报" * 200 + ".docx", "报" * (LONGEST_NAME - 6) + "….docx"),
        ("\ud800.txt", "file.txt"),
    ],
)
def test_a_name_is_the_last_part_of_its_path_without_tricks(given_name, shown):
    assert display_name(given_name) == shown


def test_names_that_clash_are_numbered_and_capitals_do_not_tell_them_apart():
    taken = []
    for given_name in ("a.txt", "b/A.TXT", "a.txt", "a.md"):
        taken.append(display_name(given_name, taken))
    assert taken == ["a.txt", "A (2).TXT", "a (3).txt", "a.md"]


def test_a_long_name_has_room_for_its_number():
    first = display_name("报" * 200 + ".txt")
    second = display_name("报" * 200 + ".txt", [first])
    assert (len(first), len(second), second[-9:]) == (LONGEST_NAME, LONGEST_NAME, "报… (2).txt"[-9:])


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_name_is_short_on_one_line_and_no_path(given_name, taken):
    shown = display_name(given_name, taken)
    assert 0 < len(shown) <= LONGEST_NAME
    assert not {"/", "\\"} & set(shown)
    assert not [char for char in shown if unicodedata.category(char)[0] == "C" or char in "\u2028\u2029"]
    assert shown.casefold() not in {name.casefold() for name in taken}
