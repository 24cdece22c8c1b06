import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from qa.articles.corpus import seeds_folder
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
        (b"caf\xe9 soci\xe9t\xe9\n", "a.txt is not text: its bytes cannot be read as utf-8, gb18030 or big5"),
        (codecs.BOM_UTF16_LE + b"\x00", "a.txt is not text: its bytes cannot be read as utf-16"),
        (bytes(range(1, 9)) * 20, "a.txt is not text: read as utf-8, it is full of control or unassigned characters"),
    ],
)
def test_what_is_no_text_is_refused_by_name_and_reason(raw, message):
    with pytest.raises(CorpusError) as refused:
        decode_file("a.txt", raw)
    assert str(refused.value).startswith(message)


TRADITIONAL = "邵陽市全力以赴確保疫情防控不失守,經濟發展不減速。今年來,邵陽市面對多輪疫情衝擊,堅決落實要求。"


@pytest.mark.parametrize(
    ("encoding", "named", "extra"),
    [("big5", "big5", ""), ("cp950", "cp950", "碁恒"), ("big5hkscs", "big5hkscs", "咗嘅")],
)
def test_big5_and_its_larger_forms_are_told_from_gb18030(encoding, named, extra):
    raw = (TRADITIONAL + extra).encode(encoding)
    assert raw.decode("gb18030", "ignore") != TRADITIONAL + extra
    file = decode_file("a.txt", raw)
    assert (file.text, file.encoding) == (TRADITIONAL + extra, named)


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "Enterprises resumed work.\n", "复工\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_nul_bytes(text, encoding):
    file = decode_file("a.txt", text.encode(encoding))
    assert (file.text, file.encoding) == (text, encoding)


def test_the_encoding_of_every_stretch_of_a_newspaper_is_found():
    """Twenty characters tell GB18030 from Big5, wherever they stand in the articles that ship."""
    traditional = OpenCC("s2t")
    wrong = []
    for path in sorted(seeds_folder().glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for at in range(0, len(text) - 20, 40):
            part = text[at : at + 20]
            for encoding, written in (("gb18030", part), ("big5hkscs", traditional.convert(part))):
                try:
                    raw = written.encode(encoding)
                except UnicodeEncodeError:
                    continue
                wrong += [(encoding, written)] if decode_file("a.txt", raw).text != written else []
    assert wrong == []


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_kr", "koi8_r"])
def test_text_of_another_part_of_the_world_is_refused_rather_than_read_as_other_words(encoding):
    text = {
        "shift_jis": "これは日本語の新聞の記事です。",
        "euc_kr": "이것은 신문 기사입니다. ",
        "koi8_r": "Это газетная статья. ",
    }
    with pytest.raises(CorpusError, match=r"^a\.txt is (not text|in an encoding that is not known)"):
        decode_file("a.txt", (text[encoding] * 20).encode(encoding))


@given(st.binary(max_size=200))
def test_whatever_is_decoded_is_what_the_bytes_say(raw):
    try:
        file = decode_file("a.txt", raw)
    except CorpusError:
        return
    assert file.text == raw.decode(file.encoding)
