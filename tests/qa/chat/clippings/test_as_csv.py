import csv
import io
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.chat.clippings.as_csv import harmless, to_csv
from qa.chat.clippings.clipping import Lost
from qa.chat.clippings.record import Field, record
from qa.chat.markup import as_shown
from qa.chat.permalinks import LinkProblem
from qa.chat.wording import EN, ZH

DAY = date(2026, 11, 25)


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("wording", [ZH, EN])
def test_a_line_of_names_and_one_for_each_clipping(clippings, pins, wording):
    found = clippings(pins.resumed, pins.changed, pins.pointer)
    written = to_csv(found, wording, DAY)
    assert written.startswith(b'\xef\xbb\xbf"')
    assert read(written) == [list(wording.clipping_fields.values())] + [
        list(record(clipping, wording).values()) for clipping in found
    ]


def test_lines_end_as_rfc_4180_says_and_every_cell_is_quoted(clippings, pins):
    first, second, rest = to_csv(clippings(pins.resumed), ZH, DAY).decode("utf-8-sig").split("\r\n")
    assert rest == ""
    for line in (first, second):
        assert line.count('"') == 2 * len(Field)


def test_hostile_text_is_altered_by_nothing_but_an_apostrophe_in_front(clippings, pins, newspaper):
    found = clippings(*pins.hostile)
    rows = read(to_csv(found, ZH, DAY))[1:]
    assert [row[:3] for row in rows] == [["陷阱 =1+1", text.strip(), text[2:-2].strip()] for text in newspaper.hostile]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r1", "\n1", "\t", "＝1", "＋1", "－1", "＠x",
        "﹢1", "﹣1", "﹦1", "﹫x",
        "　　=1", "\xa0-1", " \u200b＝1", "\ufeff=1", "\x0b=1", "\x01=1", "\u202e=1", "'=1", "'",
        '=HYPERLINK("http://x","y")', "-5%左右", "=cmd|' /C calc'!A0",
    ],
)  # fmt: skip
def test_what_could_be_taken_for_a_formula_gets_an_apostrophe(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "1330家", "1=1", "　　开头", '"=1"', "a\t=1", "a\n=1", "——", "−1", "“=1”", "、=", " '=", "0"]
)
def test_what_could_not_stays_as_it_is(cell):
    assert harmless(cell) == cell


CELLS = st.text() | st.text(alphabet="=+-@＝＋－＠'\" \t\r\n　\u200b\ufeff,;甲1\x00", max_size=6)


@given(CELLS)
@example("\ud800=1")
def test_a_harmless_cell_begins_with_no_formula_and_can_be_read_back(cell):
    written = harmless(cell)
    assert (written[1:] if written.startswith("'") else written) == as_shown(cell)
    assert written.lstrip("\t\r\n \u3000\xa0\u200b\ufeff")[:1] not in set("=+-@＝＋－＠")
    assert written[:1] not in ("\t", "\r", "\n")


@given(st.lists(CELLS, max_size=6))
def test_cells_come_back_from_the_file(cells):
    lost = tuple(Lost("", cell, LinkProblem.CHANGED) for cell in cells)
    assert [row[0] for row in read(to_csv(lost, ZH, DAY))[1:]] == [harmless(cell) for cell in cells]
