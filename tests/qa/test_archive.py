"""The shipped articles, asked through the real model: what the project promises first."""

import json
import logging
import shutil
from dataclasses import replace

import pytest

import qa.archive
from embeddings import onnx_encoder
from qa import Reason, Settings, open_archive
from qa.answers.models import load_models
from qa.answers.verification import broken_citations
from qa.articles.corpus import read_files
from qa.errors import ModelError
from qa.retrieval.filters import parse_filters

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


def test_a_follow_up_inherits_the_question(seeds):
    answer = seeds.ask("那衡阳呢？", history=["邵阳有多少家企业复工复产？"])
    assert (answer.understood, answer.answer) == ("衡阳有多少家企业复工复产？", "1049户")


def test_a_place_that_is_nowhere(seeds):
    answer = seeds.ask("株洲有多少家规上工业企业复工了？")
    assert (answer.answered, answer.reason, answer.missing) == (False, Reason.PREMISE_NOT_FOUND, ("株洲",))


def test_every_offset_holds(seeds):
    assert seeds.verify() == []
    assert all(passage.end - passage.start <= 400 for passage in seeds.passages)


def test_a_mark_leaves_out_the_gap_between_two_paragraphs(seeds):
    answer = seeds.ask("邵阳市首家年产值超百亿元的重点企业是哪家？")
    cited = answer.citations[0]
    assert cited.article.file.text[cited.answer_start : cited.answer_end] == "三一专汽"
    assert broken_citations(answer) == []


def test_every_question_that_is_suggested_is_answered_where_it_says(seeds, sampled):
    suggested = seeds.suggestions()
    assert len(suggested) >= 8
    first = seeds.suggestions(4)
    assert len(first) == 4
    assert set(first) <= set(suggested)
    for one in sampled(suggested, 2):
        answer = seeds.ask(one.question)
        cited = answer.citations[0]
        assert (cited.article.id, cited.answer_start, cited.answer_end) == (one.article, one.start, one.end)
        assert broken_citations(answer) == []


@pytest.mark.parametrize("filters", [None, {"place": "邵阳市"}])
def test_the_questions_to_go_on_with_are_answered_too_by_something_new(seeds, filters):
    seeds.suggestions()
    under = parse_filters(filters) if filters else None
    answers = [seeds.ask("邵阳有多少家企业复工复产？", filters=under)]
    following = seeds.next_questions(answers[0])
    assert 0 < len(following) <= 3
    for question in following:
        answers.append(seeds.ask(question, filters=under))
    facts = [(a.citations[0].article.id, a.citations[0].answer_start) for a in answers if a.answered]
    assert len(set(facts)) == len(answers)
    assert not set(seeds.next_questions(answers[-1], answers[:-1])) & {answer.question for answer in answers}


def test_after_a_question_without_an_answer_nothing_follows(seeds):
    assert seeds.next_questions(seeds.ask("岳阳有多少家企业复工？")) == []


def test_the_second_start_embeds_nothing(seeds, model_cache, monkeypatch):
    from embeddings import OnnxEncoder

    monkeypatch.setattr(OnnxEncoder, "encode_passages", lambda *_, **__: pytest.fail("passages embedded again"))
    again = open_archive(settings=Settings(cache=model_cache))
    assert again.ask("邵阳有多少家企业复工复产？").answer == "1330家"


@pytest.fixture
def small(tmp_path, with_models):
    """Settings for a folder of one article, with a cache that is its own but for the model."""
    corpus, cache = tmp_path / "articles", tmp_path / "cache"
    corpus.mkdir()
    cache.mkdir()
    (corpus / "a.txt").write_text("永兴县今年修了12座桥。\n", encoding="utf-8")
    return Settings(corpus=corpus, cache=with_models(cache))


@pytest.fixture(scope="module")
def models(model_cache):
    """The models that ship, loaded once."""
    return load_models("bundled", model_cache, reader="bundled", caution=None)


@pytest.fixture
def loaded(monkeypatch, models):
    """Archives are opened with models that are loaded already: the same, and each time that takes a second less."""
    monkeypatch.setattr(qa.archive, "load_models", lambda *_, **__: models)


def test_a_changed_article_is_indexed_anew(small):
    assert open_archive(settings=small).ask("永兴县修了几座桥？").answer == "12座"
    (small.corpus / "a.txt").write_text("永兴县今年修了31座桥。\n", encoding="utf-8")
    assert open_archive(settings=small).ask("永兴县修了几座桥？").answer == "31座"


def embedded(monkeypatch):
    """The texts that are embedded from now on."""
    from embeddings import OnnxEncoder

    texts, real = [], OnnxEncoder.encode_passages
    monkeypatch.setattr(OnnxEncoder, "encode_passages", lambda self, block: texts.extend(block) or real(self, block))
    return texts


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("loaded")
def test_only_what_is_new_is_embedded_and_the_index_is_that_of_a_build_from_nothing(small, tmp_path, monkeypatch):
    (small.corpus / "b.txt").write_text("资兴市新建了三所学校。\n", encoding="utf-8")
    open_archive(settings=small)
    (small.corpus / "a.txt").rename(small.corpus / "z.txt")
    (small.corpus / "b.txt").unlink()
    (small.corpus / "c.txt").write_text("桂阳县种了两万亩烤烟。\n", encoding="utf-8")
    texts = embedded(monkeypatch)
    grown = open_archive(settings=small)
    assert texts == ["桂阳县种了两万亩烤烟。"]  # once, though it is a passage and a sentence
    assert [article.file.name for article in grown.articles] == ["c.txt", "z.txt"]
    assert [p.name for p in grown.index_folder.parent.iterdir() if p.name.endswith(".vectors")] == []

    kept = files_of(grown.index_folder)
    shutil.rmtree(grown.index_folder)
    assert files_of(open_archive(settings=small).index_folder) == kept


@pytest.mark.usefixtures("loaded")
def test_a_build_that_was_killed_goes_on_where_it_was(small, monkeypatch):
    from qa.retrieval.keyword_index import KeywordIndex

    with monkeypatch.context() as patched:
        patched.setattr(KeywordIndex, "save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            open_archive(settings=small)
    texts = embedded(monkeypatch)
    assert open_archive(settings=small).ask("永兴县修了几座桥？").answer == "12座"
    assert texts == []


@pytest.mark.usefixtures("loaded")
def test_vectors_of_a_damaged_index_are_not_used_again(small, monkeypatch):
    vectors = open_archive(settings=small).index_folder / "passages.npy"
    whole = vectors.read_bytes()
    vectors.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (small.corpus / "b.txt").write_text("资兴市新建了三所学校。\n", encoding="utf-8")
    texts = embedded(monkeypatch)
    open_archive(settings=small)
    assert sorted(texts) == ["永兴县今年修了12座桥。", "资兴市新建了三所学校。"]


@pytest.mark.usefixtures("loaded")
def test_a_damaged_index_is_noticed_named_and_built_anew(small, caplog):
    first = open_archive(settings=small)
    vectors = first.index_folder / "passages.npy"
    whole = vectors.read_bytes()
    vectors.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with caplog.at_level(logging.WARNING):
        again = open_archive(settings=small)
    [told] = [r.getMessage() for r in caplog.records if (r.name, r.levelname) == ("qa.retrieval.indexing", "WARNING")]
    assert "damaged" in told
    assert "passages.npy" in told
    assert vectors.read_bytes() == whole
    assert again.ask("永兴县修了几座桥？").answer == "12座"


@pytest.mark.usefixtures("loaded")
def test_a_verified_archive_names_the_file_that_changed(small):
    archive = open_archive(settings=small)
    assert archive.verify() == []
    (small.corpus / "a.txt").write_text("永兴县今年修了13座桥。\n", encoding="utf-8")
    assert archive.verify() == ["a.txt: has changed since it was indexed"]


def test_a_model_that_breaks_after_opening_is_one_clear_error(small, tiny_model, tmp_path):
    own = shutil.copytree(tiny_model, tmp_path / "model")
    settings = replace(small, model=str(own))
    open_archive(settings=settings)
    archive = open_archive(settings=settings)
    (own / "config.json").write_text(json.dumps({"model_type": "none"}), encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        archive.ask("永兴县修了几座桥？")


def test_without_settings_those_of_the_environment_hold(small, monkeypatch):
    monkeypatch.setenv("YUANJU_CORPUS", str(small.corpus))
    monkeypatch.setenv("YUANJU_CACHE", str(small.cache))
    archive = open_archive()
    assert [article.file.name for article in archive.articles] == ["a.txt"]
    assert archive.index_folder.is_relative_to(small.cache)


def test_further_articles_are_answered_with_the_models_that_are_loaded(seeds, tmp_path, monkeypatch):
    seeds.search("桥")  # loads the encoder
    monkeypatch.setattr(onnx_encoder, "load_session", lambda *_, **__: pytest.fail("the encoder was loaded twice"))
    (tmp_path / "01.txt").write_text("永兴县今年修了12座桥。\n资兴市新建了3所学校。\n", encoding="utf-8")
    corpus, told = read_files(tmp_path, {"01.txt": "桥.txt"}), []
    further = seeds.open_beside(corpus, tmp_path / "kept", lambda *counts: told.append(counts))
    answer = further.ask("永兴县修了几座桥？")
    assert (answer.answer, answer.citations[0].article.id) == ("12座", "桥.txt#1")
    assert further.index_folder == tmp_path / "kept" / "index"
    assert told[-1] == (3, 3)  # the passage and its two sentences
    assert seeds.ask("永兴县修了几座桥？").answer != "12座"


def test_what_is_told_of_further_articles_ends_their_embedding_and_leaves_no_index(seeds, tmp_path):
    (tmp_path / "01.txt").write_text("永兴县今年修了12座桥。\n", encoding="utf-8")

    def told(done, total):
        raise StopIteration

    with pytest.raises(StopIteration):
        seeds.open_beside(read_files(tmp_path, {"01.txt": "桥.txt"}), tmp_path / "kept", told)
    assert not (tmp_path / "kept" / "index").exists()
