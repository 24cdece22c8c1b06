"""Any text in any encoding: what is read is the file, and every character that an article holds has its place there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.declarations import front_matter
from qa.articles.decoding import decode_file
from qa.articles.parsing import parse_file
from qa.articles.scripts import common_share
from qa.errors import CorpusError

# Once, so that no example is the one that waits for it.
common_share("的")

MARKED = ["utf-16", "utf-32", "utf-8-sig"]
CERTAIN = ["utf-8", *MARKED]
WEIGHED = ["gb18030", "gbk", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be"]
NEWS = "复工企业邵阳市昨日本报讯记者张三摄1330家%,。:“”！\n\r\u3000 #*-■(（)）ab"
lines = st.lists(st.one_of(st.text(NEWS, max_size=40), st.text(max_size=20)), max_size=12)
heads = st.sampled_from(["", "---\n标题: 复工\n---\n", "---\ndate: 2022-11-21\n---\n", "---\n"])
pages = st.builds(lambda head, found: head + "\n".join(found), heads, lines)


def check(name, raw):
    """Read a file; None if it is refused as no text, and that is all that may go wrong."""
    try:
        file = decode_file(name, raw)
    except CorpusError:
        return None
    assert file.text == raw.decode(file.encoding)
    part, _ = front_matter(file.text)
    parsed = parse_file(file, [part])
    for paragraph in (paragraph for article in parsed.articles for paragraph in article.paragraphs):
        for at, start, end in paragraph.reading.pieces:
            assert file.text[start:end] == paragraph.text[at : at + end - start]
    return file.text


@given(pages, st.sampled_from(CERTAIN))
def test_a_text_that_says_its_encoding_is_read_as_it_was_written(text, encoding):
    read = check("a.txt", text.encode(encoding))
    # NUL bytes say UTF-16 before UTF-8 is tried: those of "0" and a NUL are both.
    either = "\0" in text and encoding.startswith("utf-8")
    assert either or read in (None, text, "\ufeff" + text)


@given(pages, st.sampled_from(WEIGHED))
def test_a_text_that_does_not_say_its_encoding_is_read_as_its_bytes_or_refused(text, encoding):
    check("a.txt", text.encode(encoding, "replace"))


@pytest.mark.parametrize("encoding", [*CERTAIN, *WEIGHED])
@given(count=st.integers(1, 9_999_999), words=st.lists(st.sampled_from(["企業", "同意", "中文", "工人"]), min_size=8))
def test_news_in_any_encoding_comes_back(encoding, count, words):
    text = f"中央的新聞\n\n昨日上午,{''.join(words)}的人,共有{count}人,他說:「我們很好。」\n"
    assert check("a.txt", text.encode(encoding)) in (text, "\ufeff" + text)
