"""Rows of pieces, and back to characters, with the tokenizer of the model that ships."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer

from embeddings import bundled_model_folder
from embeddings.bundled_onnx import bundled_tokenizer
from embeddings.pieces import BEGIN, END
from qa.answers.reader.inputs import LONGEST_QUESTION, LONGEST_ROW, Page, rows

TEXT = "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人。"
NEWS = st.text(alphabet="邵阳市複工企業返岗1330家，。,. Ｈ％ab\n🏭", max_size=200)


@pytest.fixture(scope="module")
def tokenizer(model_cache):
    return bundled_tokenizer(model_cache)


def test_a_row_is_question_heading_and_text_between_the_marks_that_the_model_knows(tokenizer, model_cache):
    (row,) = rows(tokenizer, ["多少家？"], [Page("邵阳复工 11月16日", TEXT)])
    read = AutoTokenizer.from_pretrained(bundled_model_folder(model_cache)).decode(row.ids)
    assert read == f"<s> 多少家?</s></s> 邵阳复工 11月16日</s> {TEXT}</s>"
    assert len(row.spans) == len(row.ids) - row.first - 1


def test_pieces_lead_to_the_characters_that_they_stand_for(tokenizer):
    (row,) = rows(tokenizer, ["多少家？"], [Page("", TEXT)])
    start, end = TEXT.index("1330"), TEXT.index(",返岗")
    first, last = row.pieces(start, end)
    covered = row.spans[first - row.first][0], row.spans[last - row.first][1]
    assert covered[0] <= start
    assert end <= covered[1]
    assert "1330家" in TEXT[slice(*covered)]


@settings(max_examples=150)
@given(question=NEWS, heading=NEWS, text=NEWS)
def test_every_piece_stands_for_ascending_characters_of_the_text(tokenizer, question, heading, text):
    (row,) = rows(tokenizer, [question], [Page(heading, text)])
    assert len(row.ids) <= LONGEST_ROW
    assert all(0 <= start <= end <= len(text) for start, end in row.spans)
    assert list(row.spans) == sorted(row.spans)
    assert row.ids[0] == BEGIN
    assert row.ids[-1] == END


def test_a_question_and_a_text_that_are_too_long_are_cut_and_say_so(tokenizer):
    (row,) = rows(tokenizer, ["多少" * 500], [Page("题" * 500, "邵阳复工。" * 500)])
    assert len(row.ids) == LONGEST_ROW
    assert row.ids[LONGEST_QUESTION + 1] == END
    assert row.pieces(2400, 2402) is None
