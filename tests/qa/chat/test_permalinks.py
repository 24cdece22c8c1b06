import hashlib
from urllib.parse import parse_qs, unquote

import pytest

from qa.articles.article import Kind
from qa.articles.reading import without_layout
from qa.chat.conversation import Shown
from qa.chat.inputs import Link, checked_link, linked_filters
from qa.chat.permalinks import LinkProblem, article_link, followed, question_link, quote_link, text_fragment
from qa.retrieval.filters import parse_filters


@pytest.fixture
def citation(archive):
    return archive.ask("邵阳").citations[0]


def read(link: str) -> Link:
    return checked_link({name: value for name, (value,) in parse_qs(link[1:], strict_parsing=True).items()})


def test_a_question_comes_back_from_its_link():
    question = "邵阳有多少家 & 企业#1复工？+%"
    assert parse_qs(question_link(question)[1:]) == {"q": [question]}


def test_the_filters_of_a_question_come_back_from_its_link():
    filters = parse_filters({"since": "2022-11-01", "place": "邵阳 & 市"})
    link = {name: value for name, (value,) in parse_qs(question_link("几家？", filters)[1:]).items()}
    assert link == {"q": "几家？", "since": "2022-11-01", "place": "邵阳 & 市"}
    assert linked_filters(link) == filters


def test_a_link_to_a_quote_names_article_place_and_hash(citation):
    text = citation.article.file.text[citation.start : citation.end]
    digits = hashlib.sha256(text.encode()).hexdigest()[:12]
    assert read(quote_link(citation)) == ("shaoyang.txt#1", citation.start, citation.end, digits)


def test_a_link_leads_to_the_quote_that_it_was_made_for(archive):
    for cited in archive.ask("陷阱").citations + archive.ask("邵阳").citations:
        shown = followed(read(quote_link(cited)), archive.articles)
        assert isinstance(shown, Shown)
        (found,) = shown.turn.citations
        assert (found.article, found.start, found.end, found.quote) == (
            cited.article,
            cited.start,
            cited.end,
            cited.quote,
        )


def test_a_link_to_an_article_leads_to_its_first_line(archive):
    for article in archive.articles:
        (found,) = followed(read(article_link(article)), archive.articles).turn.citations
        assert (found.article, found.quote) == (article, without_layout(article.paragraphs[0].text))


def test_a_link_leads_nowhere_else(archive, citation):
    link = read(quote_link(citation))
    beyond = len(citation.article.file.text) + 5
    for changed in (
        link._replace(start=link.start + 1),
        link._replace(end=link.end - 1),
        link._replace(end=link.start),
        link._replace(start=link.end, end=link.start),
        link._replace(end=beyond),
        link._replace(start=beyond, end=beyond + 1),
        link._replace(sha="0" * 12),
        link._replace(article="hengyang.txt#1"),
    ):
        assert followed(changed, archive.articles) is LinkProblem.CHANGED
    assert followed(link._replace(article="gone.txt#1"), archive.articles) is LinkProblem.UNKNOWN


def test_text_fragment_of_a_quote_in_one_line_only(newspaper, citation):
    article = newspaper.printed("a.txt", (Kind.BODY, "甲-乙,丙&丁 戊 50%"))
    fragment = text_fragment(newspaper.cite(article, 1, "甲-乙,丙&丁 戊 50%", "乙"))
    assert fragment.startswith(":~:text=%E7%94%B2%2D")
    assert not set("-,& ") & set(fragment.removeprefix(":~:text="))
    assert unquote(fragment) == ":~:text=甲-乙,丙&丁 戊 50%"
    assert text_fragment(citation) == ""
