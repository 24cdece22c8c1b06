"""The tokenizer of the bundled model: against the library that the model was published with, and by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoTokenizer

from embeddings.bundled_onnx import bundled_tokenizer
from embeddings.pieces import BEGIN, END, Tokenizer, load_tokenizer

MARKS = ["<s>", "</s>", "<mask>", "<unk>", "<pad>"]
TEXT = st.text("湖南省長中国①Ａ％　 \n\tabc XYZ.,1330\u200b𠮷é😀", max_size=60)


@pytest.fixture(scope="module")
def published(model_folder):
    return AutoTokenizer.from_pretrained(model_folder)


@pytest.fixture(scope="module")
def tokenizer(model_cache):
    return bundled_tokenizer(model_cache)


def strip(text):
    return text.strip(" \n\t\u3000\u200b")


@given(TEXT)
def test_a_text_falls_into_the_pieces_of_the_published_tokenizer(tokenizer, published, text):
    """But for white space at its ends, where that puts a piece that stands for nothing."""
    text = strip(text)
    expected = published(text, return_offsets_mapping=True, add_special_tokens=False)
    ids, spans = tokenizer.pieces(text)
    assert ids == tokenizer.ids(text) == expected["input_ids"]
    # A piece begins with all of the space before it, or with the last of it.
    words, published_words = ([strip(text[slice(*span)]) for span in of] for of in (spans, expected["offset_mapping"]))
    assert words == published_words


def test_the_articles_that_ship_do_so_as_well(tokenizer, published, texts):
    expected = published([text.strip() for text in texts], add_special_tokens=False)["input_ids"]
    assert [tokenizer.ids(text) for text in texts] == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_spans_of_any_text_ascend_and_none_is_empty(tokenizer, text):
    ids, spans = tokenizer.pieces(text)
    assert ids == tokenizer.ids(text)
    assert len(spans) == len(ids)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_the_characters_that_pieces_stand_for(tokenizer):
    text = " ①邵阳  is 30℃。"
    _, spans = tokenizer.pieces(text)
    assert [text[start:end] for start, end in spans] == ["①", "邵", "阳", "  is", " ", "30", "℃", "。"]


@pytest.mark.parametrize("mark", MARKS)
def test_marks_in_a_text_are_text(tokenizer, published, mark):
    assert published(mark, add_special_tokens=False)["input_ids"] == [published.convert_tokens_to_ids(mark)]
    assert not set(tokenizer.ids(f"a {mark}{mark} b")) & {published.convert_tokens_to_ids(mark) for mark in MARKS}


def test_an_accent_on_a_character_that_the_map_replaces_is_kept(tokenizer, published):
    assert published("Ａ\u0301", add_special_tokens=False)["input_ids"] == tokenizer.ids("A")
    assert tokenizer.ids("Ａ\u0301") == tokenizer.ids("A\u0301") != tokenizer.ids("A")


def test_what_stands_around_a_text(published):
    assert published("")["input_ids"] == [BEGIN, END]


def test_characters_that_the_vocabulary_lacks_are_one_unknown_piece(tokenizer, published):
    assert tokenizer.ids("𠮷𠮷")[1:] == [published.unk_token_id]


def test_a_file_that_is_missing_or_of_another_kind(tmp_path):
    with pytest.raises(OSError, match="none"):
        load_tokenizer(tmp_path / "none")
    (tmp_path / "other").write_bytes(b"no model")
    with pytest.raises(RuntimeError, match="INTERNAL"):
        Tokenizer(tmp_path / "other")
