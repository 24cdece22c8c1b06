"""Files made to be slow: work that grows faster than the file would run into the test run's time limit."""

import pytest

from qa.articles.article import Kind

LARGE = {
    "one line": "今年3月10日,我市共有100人参加。" * 60_000,
    "one word": "中" * 1_000_000,
    "empty lines": "复工\n" + "\n" * 500_000 + "昨日复工。",
    "blanks": "\u3000" * 1_000_000 + "昨日复工。",
    "opening brackets": "(" * 500_000,
    "bold marks": "**a" * 300_000,
    "bars": "|" * 300_000,
    "short lines": "短行\n" * 30_000,
    "bylines": "■本报记者 张三\n\n" * 15_000,
    "texts and photo credits": "今天天气很好,我市共有100人参加。\n\n张三 摄\n\n" * 10_000,
    "broken lines": "今天天气很好,我市共有100人参加活动并且\n\n" * 15_000,
    "wrapped lines": "今天天气很好,我市共有100人。今天天气很\n" * 15_000,
    "footer lines": "联系电话:1\n" * 15_000,
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_file_is_read_whole(parse, kind):
    text = LARGE[kind]
    parsed = parse(text)
    paragraphs = [paragraph for article in parsed.articles for paragraph in article.paragraphs]
    spans = [(start, end) for paragraph in paragraphs for _, start, end in paragraph.reading.pieces]
    spans += [one.span for one in parsed.dropped]
    assert sum(len("".join(text[start:end].split())) for start, end in spans) == len("".join(text.split()))


def test_ten_thousand_articles_keep_apart(parse, texts_of):
    page = "".join(f"第{n}次会议召开\n\n■本报记者 张三\n\n本报讯 会议共有{n}人参加。\n\n" for n in range(10_000))
    articles = parse(page).articles
    assert [article.title for article in articles] == [f"第{n}次会议召开" for n in range(10_000)]
    assert texts_of(articles[1330], Kind.BODY) == ["本报讯 会议共有1330人参加。"]
