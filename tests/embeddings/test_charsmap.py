import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers.normalizers import Precompiled

from embeddings.charsmap import compile_charsmap

characters = st.characters(min_codepoint=1, exclude_categories=["Cs"])
replacements = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=4)


@given(st.dictionaries(characters, replacements, max_size=60), st.lists(characters))
def test_every_character_becomes_what_the_map_says(given_map, others):
    """Read by the library it is for, one character at a time."""
    normalizer = Precompiled(compile_charsmap(given_map))
    for char in [*given_map, *others]:
        assert normalizer.normalize_str(char) == given_map.get(char, char)


def test_a_whole_text():
    normalizer = Precompiled(compile_charsmap({"１": "1", "Ａ": "A", "　": " ", "㈱": "(株)", "\u200b": "", "é": "e"}))
    assert normalizer.normalize_str("Ａ股１１月　㈱é\u200b𠮷é") == "A股11月 (株)e𠮷e"


def test_thousands_of_characters_that_share_their_beginnings():
    given_map = {chr(code): f"{code:x}" for code in [*range(1, 0xD800, 5), *range(0x10000, 0x30000, 50)]}
    normalizer = Precompiled(compile_charsmap(given_map))
    assert [normalizer.normalize_str(char) for char in given_map] == list(given_map.values())
    beside = [chr(ord(char) + 1) for char in given_map]
    assert [normalizer.normalize_str(char) for char in beside] == beside


def test_an_empty_map_changes_nothing():
    compiled = compile_charsmap({})
    assert struct.unpack_from("<I", compiled) == (1024,)
    assert Precompiled(compiled).normalize_str("１é") == "１é"


@pytest.mark.parametrize("key", ["", "ab", "\0"])
def test_only_single_characters_are_taken(key):
    with pytest.raises(ValueError, match="single characters"):
        compile_charsmap({key: "x"})
