"""The page over the articles that ship, with the real model: what it shows against the bytes of the files."""

import re
from urllib.parse import parse_qs

import pytest

from qa import Settings, open_archive
from qa.articles.corpus import seeds_folder
from qa.articles.reading import without_layout
from qa.chat.inputs import checked_link
from qa.chat.permalinks import followed, quote_link
from qa.examples import EXAMPLES


@pytest.fixture(scope="module")
def archive(model_cache):
    return open_archive(settings=Settings(cache=model_cache))


@pytest.fixture(scope="module")
def examples():
    return EXAMPLES


@pytest.fixture(scope="module")
def url(serve_all, archive, examples) -> str:
    return serve_all(lambda: archive, examples=examples)


@pytest.fixture(scope="module")
def answers(archive, examples):
    return {language: [archive.ask(question) for question in questions] for language, questions in examples.items()}


def test_every_example_question_gets_its_answer(answers):
    assert {language: [answer.answer for answer in given] for language, given in answers.items()} == {
        "zh": ["1330家", "2月21日", "朱健", "2月10日"],
        "en": ["1330家", "32亿元", "55名"],
    }


def test_a_link_to_a_quote_leads_to_that_quote(archive, answers):
    cited = [citation for given in answers.values() for answer in given for citation in answer.citations]
    for citation in cited:
        values = {name: value for name, (value,) in parse_qs(quote_link(citation)[1:]).items()}
        shown = followed(checked_link(values), archive.articles)
        assert (shown.article, shown.turn.citations[0].quote) == (citation.article, citation.quote)


@pytest.mark.parametrize(
    ("locale", "question"),
    [
        ("zh-CN", "邵阳有多少家企业复工复产？"),
        ("en-US", "how many enterprises resumed in Shaoyang"),
    ],
)
def test_what_is_shown_is_what_the_file_holds(url, visit, ask, locale, question):
    page = visit(url, locale=locale)
    turn = ask(page, question)
    assert turn.locator(".answer").evaluate("element => element.textContent") == "1330家"
    quotes = quotes_by_number(turn)
    assert quotes.keys() == {"1", "2"}
    assert slices_named_below_the_articles(page) == set(quotes.values())
    for number, quote in quotes.items():
        marks = page.locator(f'#source mark[data-numbers~="{number}"]')
        assert "".join(marks.evaluate_all("all => all.map(element => element.textContent)")) == quote
    figures = turn.get_by_role("table").locator("b").all_text_contents()
    assert figures == ["1330家", "1049户"]


def quotes_by_number(turn) -> dict[str, str]:
    """What an answer and its table quote, by the number on its button; one number never stands for two quotes."""
    told = """all => all.map(place => [
        place.querySelector("[data-event=show]").dataset.number, place.querySelector(".quote, q").textContent])"""
    pairs = turn.locator("figure, tbody tr").evaluate_all(told)
    found = dict(pairs)
    assert all(found[number] == quote for number, quote in pairs)
    return found


def slices_named_below_the_articles(page) -> set[str]:
    """The slices that the panel's footers name, cut from the files by nothing but those names and numbers."""
    found = set()
    for footer in page.locator("#source footer").all():
        name, places, digest = footer.locator("dd").all_text_contents()
        text = (seeds_folder() / name).read_bytes().decode("utf-8")
        assert re.fullmatch("[0-9a-f]{12}", digest)
        for place in places.split("、"):
            start, end = map(int, place.split("–"))
            found.add(without_layout(text[start:end]))
    return found
