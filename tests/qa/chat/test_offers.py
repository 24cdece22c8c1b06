from dataclasses import replace

from qa.articles.article import Kind
from qa.chat.offers import offers


def test_the_question_is_asked_of_the_place_that_the_pointer_names(archive):
    asked = []

    def ask(question):
        asked.append(question)
        return archive.ask(question)

    assert offers(archive.ask("岳阳有多少家企业复工？"), ask) == {1: "邵阳市有多少家企业复工？"}
    assert asked == ["邵阳市有多少家企业复工？"]


def test_nothing_is_offered_whose_answer_stands_elsewhere_or_nowhere(archive):
    unanswered = archive.ask("岳阳有多少家企业复工？")
    for answer in (archive.ask("衡阳"), unanswered):
        assert offers(unanswered, lambda _, answer=answer: answer) == {}


def test_without_one_missing_place_there_is_no_question(archive):
    unanswered = archive.ask("岳阳有多少家企业复工？")
    for missing in ((), ("企业",), ("岳阳", "长沙"), ("长沙",)):
        assert offers(replace(unanswered, missing=missing), archive.ask) == {}
    assert offers(archive.ask("邵阳"), archive.ask) == {}


def test_a_count_of_places_is_no_place(archive, newspaper):
    line = "全市12个省重点项目、135个市重点项目和1049户企业已全部复工"
    article = newspaper.printed("a.txt", (Kind.BODY, line))
    pointer = newspaper.cite(article, 1, line, "1049户")
    unanswered = replace(archive.ask("岳阳有多少家企业复工？"), pointers=(pointer,))
    answered = replace(archive.ask("邵阳"), citations=(pointer,))
    assert offers(unanswered, lambda _: answered) == {}
