"""An archive of short articles, with the real model, and what a library's documents have to hold."""

import json
from functools import cache

import pytest

from qa import Settings, open_archive

QUESTIONS = ("邵阳有多少家企业复工复产？", "How much loan demand did the 92 companies apply for?")


ARTICLES = {
    "work.md": "---\n标题: 企业复工\n报纸: 邵阳日报\n日期: 2022-11-21\n网址: https://example.com/1\n---\n"
    "截至11月15日,邵阳市规上工业复工复产企业1330家。\n",
    "loans.txt": "朱健主持召开座谈会时强调\n加强银企对接 深化产融合作\n■本报记者 陈 润\n\n"
    "本报讯 2月21日,92家企业提出贷款需求17.8亿元。\n",
    "heng.txt": "衡阳企业开工\n\n衡阳市有1049户企业开工。\n",
    "bridge.txt": "大桥通车\n\n永兴县今年修了12座桥。\n",
    "school.txt": "学校开学\n\n资兴市新建了三所学校。\n",
    "tea.txt": "春茶上市\n\n云雾茶园卖出春茶12吨。\n",
}
DESCRIBED = ("title", "kicker", "published", "date_text", "source", "byline", "url")


@pytest.fixture(scope="package")
def corpus(tmp_path_factory):
    """Six articles of a sentence each; whatever can be known of one is known of some."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="package")
def archive(model_cache, corpus):
    opened = open_archive(corpus, settings=Settings(cache=model_cache))
    assert [field for field in DESCRIBED if not any(getattr(one, field) for one in opened.articles)] == []
    return opened


@pytest.fixture(params=QUESTIONS)
def question(request):
    return request.param


@pytest.fixture(scope="package")
def expected(archive):
    """What the documents of a question have to be, written out from the hits: (id, text, metadata)."""

    @cache
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
