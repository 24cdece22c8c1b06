import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.decoding import decode_file
from qa.errors import CorpusError

TEXT = "镕基小学开学\r\n\r\n昨日,新生120人入学,学费€0,𠮷字入名。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-32"])
def test_a_text_comes_back_as_it_was_written(encoding):
    raw = TEXT.encode(encoding)
    file = decode_file("a.txt", raw)
    assert (file.text, file.encoding, file.name) == (TEXT, encoding, "a.txt")
    assert file.sha256 == hashlib.sha256(raw).hexdigest()


def test_gbk_is_read_as_its_superset():
    assert decode_file("a.txt", "有序推进复工复产".encode("gbk")).text == "有序推进复工复产"


def test_the_byte_order_mark_of_utf_8_keeps_its_place():
    raw = codecs.BOM_UTF8 + "复工".encode()
    assert decode_file("a.txt", raw).text == raw.decode("utf-8") == "\ufeff复工"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.txt is not text: it holds NUL bytes"),
        (b"caf\xe9 soci\xe9t\xe9\n", "a.txt is not text: its bytes cannot be read as utf-8 or gb18030"),
        (codecs.BOM_UTF16_LE + b"\x00", "a.txt is not text: its bytes cannot be read as utf-16"),
        (bytes(range(1, 9)) * 20, "a.txt is not text: read as utf-8, it is full of control or unassigned characters"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_reason(raw, message):
    with pytest.raises(CorpusError) as refused:
        decode_file("a.txt", raw)
    assert str(refused.value).startswith(message)


def test_big5_is_refused_rather_than_read_as_other_words():
    traditional = "邵陽市全力以赴確保疫情防控不失守,經濟發展不減速。今年來,邵陽市面對多輪疫情衝擊,堅決落實要求。"
    with pytest.raises(CorpusError, match=r"big5\.txt is not text"):
        decode_file("big5.txt", (traditional * 5).encode("big5"))


@given(st.binary(max_size=200))
def test_whatever_is_decoded_is_what_the_bytes_say(raw):
    try:
        file = decode_file("a.txt", raw)
    except CorpusError:
        return
    assert file.text == raw.decode(file.encoding)
