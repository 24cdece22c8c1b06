from qa.articles.article import SourceFile
from qa.articles.formats import jsonl
from qa.articles.parsing import parse_file
from qa.retrieval.own_places import OwnPlaces

ROWS = (
    '{"text": "衡阳市今天下雨。我市有40家企业复工。"}\n'
    '{"text": "邵阳市昨日放晴。我市有60家企业复工。"}\n{"text": "晴。"}'
)


def test_every_row_of_a_table_is_a_page_of_its_own():
    """A file of ten thousand articles has no 我市 of its own."""
    extracted = jsonl.extract(ROWS.encode())
    file = SourceFile("a.jsonl", extracted.text, "", "", "jsonl")
    places = OwnPlaces({"衡阳": 9, "邵阳": 2})
    assert [places.of(article) for article in parse_file(file, extracted.parts).articles] == ["衡阳", "邵阳", ""]
    assert [places.of(article) for article in parse_file(file).articles] == ["衡阳"]
