"""The shipped articles, asked through the real model: what the project promises first."""

import pytest

from qa import Reason, Settings, open_archive
from qa.answers.verification import broken_citations

SENTENCE = "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人"


@pytest.fixture(scope="module")
def seeds(model_cache):
    return open_archive(settings=Settings(cache=model_cache))


@pytest.mark.parametrize(
    "question", ["邵阳有多少家企业复工复产？", "邵陽有多少家企業復工復產？", "how many enterprises resumed in Shaoyang"]
)
def test_the_sentence_that_answers(seeds, question):
    answer = seeds.ask(question)
    assert answer.answer == "1330家"
    assert answer.citations[0].quote.startswith(SENTENCE)
    assert broken_citations(answer) == []


@pytest.mark.xfail(reason="the follow-up is understood, but abstention refuses its answer")
def test_a_follow_up_inherits_the_question(seeds):
    answer = seeds.ask("那衡阳呢？", history=["邵阳有多少家企业复工复产？"])
    assert (answer.understood, answer.answer) == ("衡阳有多少家企业复工复产？", "1049户")


def test_a_place_that_is_nowhere(seeds):
    answer = seeds.ask("株洲有多少家规上工业企业复工了？")
    assert (answer.answered, answer.reason, answer.missing) == (False, Reason.PREMISE_NOT_FOUND, ("株洲",))


def test_every_offset_holds(seeds):
    assert seeds.verify() == []
    assert all(passage.end - passage.start <= 400 for passage in seeds.passages)


def test_the_second_start_embeds_nothing(seeds, model_cache, monkeypatch):
    from embeddings import SentenceEncoder

    monkeypatch.setattr(SentenceEncoder, "encode_passages", lambda *_, **__: pytest.fail("passages embedded again"))
    again = open_archive(settings=Settings(cache=model_cache))
    assert again.ask("邵阳有多少家企业复工复产？").answer == "1330家"
