"""The archive over the articles that ship, with the real model, and what a library's documents have to hold."""

import json

import pytest

from qa import Settings, open_archive

QUESTIONS = ("邵阳有多少家企业复工复产？", "How much loan demand did the 92 companies apply for?")


@pytest.fixture(scope="package")
def archive(model_cache):
    return open_archive(settings=Settings(cache=model_cache))


@pytest.fixture(params=QUESTIONS)
def question(request):
    return request.param


@pytest.fixture
def expected(archive):
    """What the documents of a question have to be, written out from the hits: (id, text, metadata)."""

    def of(question, k):
        found = []
        for rank, hit in enumerate(archive.search(question, k=k), start=1):
            passage, article = hit.passage, hit.passage.article
            metadata = {
                "rank": rank,
                "start": passage.start,
                "end": passage.end,
                "score": hit.score,
                "dense": hit.dense,
                "keyword": hit.keyword,
                "article": article.id,
                "title": article.title,
                "kicker": article.kicker,
                "date": article.published.isoformat() if article.published else None,
                "date_text": article.date_text,
                "source": article.source,
                "byline": article.byline,
                "file": article.file.name,
                "sha256": article.file.sha256,
                "url": article.url,
            }
            assert json.loads(json.dumps(metadata)) == metadata
            found.append((f"{article.id}:{passage.start}-{passage.end}", passage.text, metadata))
        assert len(found) == k
        return found

    return of
