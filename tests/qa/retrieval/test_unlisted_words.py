"""What jieba reads by its model is read as jieba reads it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jieba import posseg
from jieba.posseg import POSTokenizer

from qa.retrieval import names
from qa.retrieval.tokens import segmenter
from qa.retrieval.unlisted_words import likeliest_states, unlisted_words

MODEL = posseg.char_state_tab_P, posseg.start_P, posseg.trans_P, posseg.emit_P
SEEN = st.sampled_from(sorted(posseg.char_state_tab_P))
ANY = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)


@pytest.fixture(scope="module")
def jiebas():
    """A tagger with the dictionary that Yuanju uses, and nothing else of Yuanju's."""
    return POSTokenizer(segmenter())


@given(st.text(SEEN | ANY, min_size=1, max_size=8))
@example("邓群策")
@example("朱健赴衡山")
@example("龘龘龘")  # which the model has never seen
def test_states_and_words_are_jiebas(jiebas, run):
    assert likeliest_states(run) == posseg.viterbi(run, *MODEL)[1]
    assert list(unlisted_words(run)) == [tuple(word) for word in jiebas._POSTokenizer__cut(run)]


@given(st.text(SEEN | st.sampled_from("省市县邵阳企业复工王丽华3月,。 a"), max_size=60))
@example("衡阳市委书记邓群策到企业调研,询问口罩的产量。")
def test_the_words_of_a_text_and_their_classes_are_jiebas(jiebas, text):
    assert list(map(tuple, names._tagger().cut(text))) == list(map(tuple, jiebas.cut(text)))


def test_a_name_that_the_dictionary_lacks():
    assert list(unlisted_words("邓群策")) == [("邓群策", "nr")]
