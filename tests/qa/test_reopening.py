"""An archive whose folder changes, and two programs that open it at the same time."""

import pytest

import qa.archive
from qa import Settings, open_archive
from qa.errors import CorpusError, UsageError
from qa.retrieval.filters import Filters

BRIDGES, SCHOOLS = "永兴县今年修了12座桥。\n", "资兴市新建了三所学校。\n"


@pytest.fixture
def settings(tmp_path, light_models):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(BRIDGES, encoding="utf-8")
    return Settings(corpus=tmp_path / "articles", cache=tmp_path / "cache")


def put(settings, name, text):
    (settings.corpus / name).write_text(text, encoding="utf-8")


def names(archive):
    return [article.file.name for article in archive.articles]


def answered(archive, question):
    answer = archive.ask(question)
    return answer.citations[0].quote if answer.answered else answer.reason


def test_nothing_new_is_the_same_archive(settings, light_models):
    archive = open_archive(settings=settings)
    embedded = light_models.passages_encoded
    assert archive.reopened() is archive
    put(settings, "a.txt", BRIDGES)
    assert archive.reopened() is archive
    assert light_models.passages_encoded == embedded


def test_what_is_new_alone_is_embedded_and_the_old_archive_goes_on(settings, light_models):
    archive = open_archive(settings=settings)
    (settings.corpus / "a.txt").rename(settings.corpus / "z.txt")
    put(settings, "b.txt", SCHOOLS)
    embedded = light_models.passages_encoded
    newer = archive.reopened()
    assert light_models.passages_encoded == embedded + 1
    assert (names(archive), names(newer)) == (["a.txt"], ["b.txt", "z.txt"])
    assert answered(newer, "资兴市新建了几所学校？") == SCHOOLS.strip()
    assert answered(archive, "永兴县今年修了几座桥？") == BRIDGES.strip()
    assert newer.reopened() is newer


def test_a_file_that_can_no_longer_be_read_is_news(settings):
    put(settings, "b.txt", SCHOOLS)
    archive = open_archive(settings=settings)
    (settings.corpus / "c.pdf").write_bytes(b"no pdf")
    newer = archive.reopened()
    assert (names(newer), [name for name, _ in newer.skipped]) == (["a.txt", "b.txt"], ["c.pdf"])


def test_a_folder_that_is_empty_now_is_an_error_and_leaves_the_index(settings):
    archive = open_archive(settings=settings)
    (settings.corpus / "a.txt").unlink()
    with pytest.raises(CorpusError, match="holds no articles"):
        archive.reopened()
    assert not archive.overtaken
    put(settings, "a.txt", BRIDGES)
    assert archive.reopened() is archive


def test_an_archive_knows_that_another_program_has_published_a_newer_index(settings):
    reader, writer = (open_archive(settings=settings) for _ in range(2))
    put(settings, "b.txt", SCHOOLS)
    assert not reader.overtaken
    writer.reopened()
    assert reader.overtaken
    newer = reader.reopened()
    assert (names(newer), newer.overtaken) == (["a.txt", "b.txt"], False)


def test_articles_that_were_read_before_a_change_are_not_put_over_the_newer_index(settings, monkeypatch):
    """One program has read the articles when they change and another one publishes their index."""
    real, others = qa.archive.read_corpus, []

    def read(folder, **where):
        corpus = real(folder, **where)
        if not others:
            put(settings, "b.txt", SCHOOLS)
            monkeypatch.setattr(qa.archive, "read_corpus", real)
            others.append(open_archive(settings=settings))
        return corpus

    monkeypatch.setattr(qa.archive, "read_corpus", read)
    archive = open_archive(settings=settings)
    assert names(archive) == ["a.txt", "b.txt"]
    assert not others[0].overtaken


def test_questions_to_go_on_with_after_an_answer_of_an_older_archive(settings):
    """The numbers of the passages that its filters let in are those of another index."""
    for number in range(5):
        put(settings, f"{number}.txt", f"桂阳县第{number}小学今年招生12{number}人。\n")
    older = open_archive(settings=settings)
    answer = older.ask("永兴县今年修了几座桥？", filters=Filters(place="永兴"))
    assert (answer.answered, list(answer.selection.passages)) == (True, [5])
    for number in range(5):
        (settings.corpus / f"{number}.txt").unlink()
    newer = older.reopened()
    assert newer.next_questions(answer) == []
    put(settings, "a.txt", SCHOOLS)
    assert newer.reopened().next_questions(answer) == []


def test_a_cache_among_the_articles_is_none_of_them(settings):
    inside = Settings(corpus=settings.corpus, cache=settings.corpus / "kept" / "cache")
    (inside.cache / "uploads").mkdir(parents=True)
    (inside.cache / "uploads" / "private.txt").write_text(SCHOOLS, encoding="utf-8")
    (settings.corpus / "kept" / "b.txt").write_text(SCHOOLS, encoding="utf-8")
    archive = open_archive(settings=inside)
    assert names(archive) == ["a.txt", "kept/b.txt"]
    assert archive.reopened() is archive


def test_a_cache_that_is_the_folder_of_articles_is_refused(settings):
    with pytest.raises(UsageError, match="is the folder of articles and the cache; name another folder"):
        open_archive(settings=Settings(corpus=settings.corpus, cache=settings.corpus))
    assert [path.name for path in settings.corpus.iterdir()] == ["a.txt"]
