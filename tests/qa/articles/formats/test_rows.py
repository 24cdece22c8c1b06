"""JSON Lines and CSV: one article a row, by the names of its columns."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.article import SourceFile
from qa.articles.formats import csv as csv_format
from qa.articles.formats import jsonl
from qa.articles.parsing import parse_file
from qa.articles.unreadable import UnreadableError

BRIDGE = "本报讯 昨日,青石大桥通车,全长1260米。\n\n这是第三座桥。"
TEA = "茶园卖了12吨春茶。"


def articles(extracted):
    file = SourceFile("a.jsonl", extracted.text, "0" * 64, extracted.encoding)
    return parse_file(file, extracted.parts).articles


def table(*rows, delimiter=",", end="\r\n"):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


CHINESE = ("标题", "正文", "日期", "报纸", "版次", "作者", "网址", "栏目")
ENGLISH = ("Title", "Content", "Publish-Date", "Source", "Page", "Author", "URL", "Section")
ROWS = (
    ("大桥通车", BRIDGE, "2023年5月1日", "江南晚报", "A03", "王 五", "https://paper.example/1", "要闻"),
    ("春茶上市", TEA, "5月2日", "", "", "", "javascript:alert(1)", ""),
)
NO_COLUMN = "no column holds the text of the articles; name one text, content or 正文"
READ = [
    ("a.jsonl#1", "大桥通车", date(2023, 5, 1), "2023年5月1日", "江南晚报", "A03", "王 五", "https://paper.example/1"),
    ("a.jsonl#2", "春茶上市", None, "5月2日", "", "", "", None),
]


def written(kind, names, encoding):
    if kind == "jsonl":
        return "\n".join(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in ROWS).encode(
            encoding
        )
    return table(names, *ROWS, delimiter={"csv": ",", "semicolons": ";", "tabs": "\t"}[kind]).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("names", [CHINESE, ENGLISH])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "semicolons", "tabs"])
def test_a_row_is_an_article_by_the_names_of_its_columns(kind, names, encoding):
    extract = jsonl.extract if kind == "jsonl" else csv_format.extract
    extracted = extract(written(kind, names, encoding))
    read = articles(extracted)
    assert [(a.id, a.title, a.published, a.date_text, a.source, a.edition, a.byline, a.url) for a in read] == READ
    assert [[p.text for p in a.paragraphs] for a in read] == [
        ["大桥通车", "本报讯 昨日,青石大桥通车,全长1260米。", "这是第三座桥。"],
        ["春茶上市", TEA],
    ]
    assert [a.page_text for a in read] == [f"大桥通车\n\n{BRIDGE}", f"春茶上市\n\n{TEA}"]
    assert (extracted.left_out, extracted.encoding) == ((), encoding.removesuffix("-sig"))


def test_lines_of_json_that_hold_no_article_are_named_by_their_number():
    lines = [
        {"title": "大桥通车", "text": ["第一段。", "第二段。"], "author": ["王五", "李四"], "n": {"a": 1}},
        "no JSON",
        {"title": "", "text": " \n"},
        [1],
        {"text": "只有正文。"},
        {"title": "半个字", "text": "\ud800"},
        {"标题": 2023, "正文": 5.5, "日期": None},
    ]
    raw = "\n\n".join(line if line == "no JSON" else json.dumps(line) for line in lines).encode()
    extracted = jsonl.extract(raw + b"\n" + b"[" * 20_000)
    read = articles(extracted)
    assert [(a.title, a.byline, [p.text for p in a.paragraphs]) for a in read] == [
        ("大桥通车", "王五 李四", ["大桥通车", "第一段。", "第二段。"]),
        ("", "", ["只有正文。"]),
        ("2023", "", ["2023", "5.5"]),
    ]
    assert extracted.left_out == (
        "line 3 is not JSON",
        "line 5 has no text in a column such as text, content or 正文",
        "line 7 is not a JSON object",
        "line 11 holds half a character",
        "line 14 is not JSON",
    )


def test_of_many_lines_without_an_article_the_first_are_named():
    extracted = jsonl.extract(b'{"text": "a"}\n' + b"x\n" * 12)
    assert extracted.left_out == (*(f"line {n} is not JSON" for n in range(2, 7)), "and 7 more lines")


@pytest.mark.parametrize(
    ("extract", "raw", "reason"),
    [
        (jsonl.extract, b"", "it holds no article"),
        (jsonl.extract, b"x", "it holds no article; line 1 is not JSON"),
        (jsonl.extract, b"\0\1", "it is not text: it holds NUL bytes; save it as UTF-8 text"),
        (csv_format.extract, b"", "it holds no article"),
        (csv_format.extract, b"a,b\n1,2\n", f"{NO_COLUMN} (now: a, b)"),
        (csv_format.extract, "标题,正文\n,\n".encode(), "it holds no article"),
        (csv_format.extract, '正文\n"a'.encode(), "it holds no article; line 2 is not CSV (unexpected end of data)"),
    ],
)  # fmt: skip
def test_a_table_without_an_article_is_refused_with_the_reason(extract, raw, reason):
    with pytest.raises(UnreadableError) as refused:
        extract(raw)
    assert str(refused.value) == reason


def test_rows_of_csv_that_are_broken_short_or_long_lose_no_others():
    raw = '正文,标题\n一。,甲,\n多,了,一个\n"二"x,乙\n三。\n"四,\n四。",丁\n\n,戊\n'.encode()
    extracted = csv_format.extract(raw)
    assert [(a.title, [p.text for p in a.paragraphs]) for a in articles(extracted)] == [
        ("甲", ["甲", "一。"]),
        ("", ["三。"]),
        ("丁", ["丁", "四,四。"]),
        ("戊", ["戊"]),
    ]
    assert extracted.left_out == (
        "line 3 has more cells than the first row; put quotation marks around a text that holds commas",
        "line 4 is not CSV (',' expected after '\"')",
    )


def test_a_cell_may_be_as_long_as_a_book():
    book = "永兴县今年修了12座桥。" * 30_000
    [article] = articles(csv_format.extract(table(["text"], [book]).encode()))
    assert "".join(p.text for p in article.paragraphs) == book
    assert csv.field_size_limit() == 131_072


values = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@given(st.lists(st.tuples(values, values), min_size=1, max_size=6), st.sampled_from(["jsonl", "csv"]))
def test_every_text_of_every_row_is_kept_character_by_character(rows, kind):
    """Only white space and the marks of a layout stand in no paragraph."""
    if kind == "jsonl":
        raw, extract = "\n".join(json.dumps({"title": t, "text": b}) for t, b in rows).encode(), jsonl.extract
    else:
        raw, extract = table(["title", "text"], *rows).encode(), csv_format.extract
    filled = [(t, b) for t, b in rows if (t + b).strip()]
    try:
        extracted = extract(raw)
    except UnreadableError:
        assert not filled or any(ch for row in rows for pair in row for ch in pair if not ch.isprintable())
        return
    assert ["".join(extracted.text[slice(*part.span)].split()) for part in extracted.parts] == [
        "".join((t + b).split()) for t, b in filled
    ]
    parsed = parse_file(SourceFile("a", extracted.text, "", ""), extracted.parts)
    spans = [piece[1:] for a in parsed.articles for p in a.paragraphs for piece in p.reading.pieces]
    spans += [one.span for one in parsed.dropped]
    covered = {at for start, end in spans for at in range(start, end)}
    assert not [at for at, char in enumerate(extracted.text) if not char.isspace() and at not in covered]


@pytest.mark.parametrize("end", ["(记者 张三)来源:新华社", "（记者 张三 李四）责任编辑:王五"])
def test_a_bracket_with_names_at_the_end_of_a_text_begins_no_other_article(end):
    raw = json.dumps({"text": f"复工复产\n本报讯 昨日,邵阳1330家企业复工。\n返岗109431人。\n{end}"})
    [article] = articles(jsonl.extract(raw.encode()))
    assert end in [paragraph.text for paragraph in article.paragraphs]
