"""Any text and any question, from the bytes of a file to the screen: every quote is its slice, and nothing breaks.

`--hypothesis-profile nightly` tries 10,000 inputs a test.
"""

import json
import runpy
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from embeddings import load_encoder
from qa.answers.answerer import Answerer
from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.answers.drafting import drafts
from qa.answers.quoting import LONGEST_QUOTE
from qa.answers.reader.loading import load_reader
from qa.answers.reader.reader import PageRead
from qa.answers.references import Style, reference
from qa.answers.verification import broken_citations, broken_passages
from qa.articles.corpus import read_corpus
from qa.chat.conversation import Shown, Turn
from qa.chat.highlights import quote_reading
from qa.chat.markup import as_shown
from qa.chat.rendering import render_turn
from qa.chat.source_view import render_source
from qa.chat.terminal import answer_text, hits_text
from qa.chat.wording import WORDINGS
from qa.errors import CorpusError
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import Retriever
from qa.settings import BUNDLED_MODEL, BUNDLED_READER

BigramEncoder = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))["BigramEncoder"]
LONGEST_HIT = 400
# What newspapers print, what pages put around it, and what trips programs up.
PIECES = [
    "机场扩建",
    "朱健主持召开座谈会时强调 加强银企对接 深化产融合作",
    "高新区税务局: 把优惠政策 精准装入企业“口袋”",
    "■本报记者 陈 润 通讯员 张三",
    "■向吟吟 摄",
    "本报讯 (记者 谢小青)2月21日,邵阳市规上工业企业复工复产1330家,返岗109431人。",
    "白沙机场将建第2条跑道。",
    "截至3月10日,衡阳市1049户企业已复工,135个项目复工率接近90%。",
    "昨日下午,为积极响应",
    "号召,市委书记邓群策来到衡南县福利中心,“请大家放心!”他说。",
    "大桥全长",
    "1260米,总投资３．２億元；永興縣修了十二座橋",
    "志愿者发放口罩3000只 ■陆静 摄",
    "2022-11-21 12:38 来源: 《湖南日报》第7版",
    "标题:复工复产",
    "联系电话:0739-5363823 邮箱 a.b@example.com",
    "首页 | 收藏本站 | 联系我们",
    "版权所有:邵阳市发展和改革委员会 湘ICP备06007413号",
    "# 开学",
    "**小标题**",
    "---\ntitle: 春茶上市\n日期: 2023-05-06\n---",
    "<b>格力电器公司</b>&nbsp;<script>alert(1)</script> $x^2$ [链接](https://example.com/)",
    "Enterprises in Shaoyang resumed work on Monday, said Deng Qunce; 215 of them by March 8.",
    "一千零四十九户、两成、三分之一、百分之五、零下8℃、9时30分",
    "\u3000\u3000“你好。”——他说……",
    "\ufeff\u200b\u202e\u2028\x1f",
    "𠮷野家\U0001f3ed e\u0301",
]
CHARS = [*"中一9(“”《》。,；… \u3000\n\r■#*|-.年家市a\u200b\u0301\x00", "陈润", "a ", "企业,", "1.", "3月", "\r\n"]
LINES = st.sampled_from(PIECES) | st.builds(lambda char, n: char * n, st.sampled_from(CHARS), st.integers(1, 400))
ENDS = ["", " ", "\u3000", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n\n\n", "\r", "\u2028"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030"]


def texts(most):
    """Texts of at most so many lines."""
    lines = st.lists(st.tuples(LINES | st.text(max_size=60), st.sampled_from(ENDS)), max_size=most)
    return lines.map(lambda lines: "".join(line + end for line, end in lines))


def files(most, lines):
    """So many files at most: text, encoding and ending of each."""
    one = st.tuples(texts(lines), st.sampled_from(ENCODINGS), st.sampled_from(["txt", "md"]))
    return st.lists(one, min_size=1, max_size=most)


ASKED = [
    "邵阳有多少家企业复工复产？",
    "白沙机场将建第几条跑道？",
    "谁来到福利中心？",
    "衡阳什么时候复工？",
    "大桥总投资多少钱？",
    "那衡阳呢？",
    "是3月7日还是3月8日",
    "哪家公司?",
    "为什么",
    "全市复工率是多少？",
    "How many enterprises resumed work in Shaoyang?",
    "and in Hengyang?",
    "Who said it?",
    "When did Deng Qunce go to 格力电器公司?",
]
QUESTIONS = (
    st.sampled_from(ASKED) | LINES | st.text(max_size=40) | st.tuples(LINES, st.sampled_from(ASKED)).map("".join)
)


class WildReader:
    """Reads pages without a thought: pieces of any width, on white space too, scored by chance, alike every time."""

    def read(self, question, pages):
        return [self._page(question, page) for page in pages]

    def _page(self, question, page):
        chance = np.random.default_rng(zlib.crc32(f"{question}\n{page.heading}\n{page.text}".encode()))
        ends = np.cumsum(chance.integers(1, 5, len(page.text)))
        ends = [*ends[ends < len(page.text)].tolist(), len(page.text)]
        pieces = list(zip([0, *ends[:-1]], ends, strict=True))
        starts, stops = (chance.normal(-8, 4, len(pieces)).astype(np.float32) for _ in range(2))
        return PageRead(float(chance.normal()), pieces, starts, stops)


@pytest.fixture(scope="module")
def models(model_cache):
    """The encoder and the reader that ship."""
    return load_encoder(BUNDLED_MODEL, model_cache), load_reader(BUNDLED_READER, model_cache)


@contextmanager
def folder_of(given_files):
    """A folder with these files."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (text, encoding, suffix) in enumerate(given_files):
            (Path(folder) / f"{number}.{suffix}").write_bytes(text.encode(encoding))
        yield Path(folder)


def bare(text):
    return "".join(text.split())


def assert_holds(citation, folder):
    """A quote is its slice of the file, within its limit, and the answer lies in it."""
    file = citation.article.file
    text = (folder / file.name).read_bytes().decode(file.encoding)
    quoted, answered = text[citation.start : citation.end], text[citation.answer_start : citation.answer_end]
    assert (bare(quoted), bare(answered)) == (bare(citation.quote), bare(citation.answer))
    assert 0 < len(bare(answered)) <= len(bare(quoted)) <= LONGEST_QUOTE
    assert len(quoted) <= LONGEST_HIT
    assert quoted == quoted.strip()
    assert citation.answer in citation.quote == quote_reading(citation).text


def assert_sound(answer, folder):
    """What holds of every answer."""
    assert broken_citations(answer) == []
    assert answer.answered == bool(answer.citations) == (answer.reason is None) == (answer.answer is not None)
    assert not (answer.answered and answer.pointers)
    assert 0 <= answer.confidence <= 1
    for citation in (*answer.cited, *answer.pointers):
        assert_holds(citation, folder)
    assert [citation.number for citation in answer.cited] == list(range(1, len(answer.cited) + 1))


def assert_told(question, answer, hits, parse):
    """It can be told as JSON, in a terminal and on the screen, where every quote reads as it stands."""
    json.dumps([answer_to_dict(answer), hits_to_dict(question, hits)])
    assert answer_text(answer, bold=True)
    assert bool(hits_text(hits)) == bool(hits)
    turn = Turn(1, question, answer)
    shown = parse(render_turn(turn)).texts("blockquote", "quote")
    first = answer.citations[:1] or answer.pointers
    assert shown[: len(first)] == [as_shown(citation.quote) for citation in first]
    for citation in turn.citations:
        assert render_source(Shown(turn, citation.number), WORDINGS[answer.language])
        assert [reference(citation.article, style) for style in Style]


def assert_all_holds(given_files, asked, encoder, reader, parse):
    """Whatever is asked of whatever stands in the files."""
    question, history, caution = asked
    with folder_of(given_files) as folder:
        try:
            corpus = read_corpus(folder)
        except CorpusError:
            return
        passages = [passage for article in corpus.articles for passage in split_article(article)]
        assert broken_passages(passages) == []
        answerer = Answerer(Retriever.build(passages, encoder), reader, caution=caution)
        answer, hits = answerer.ask(question, history=history), answerer.search(question, history=history)
        assert answer.question == question
        assert answer == answerer.ask(question, history=history)
        assert_sound(answer, folder)
    assert all(0 < h.passage.end - h.passage.start <= LONGEST_HIT >= len(h.passage.text) for h in hits)
    assert_told(question, answer, hits, parse)
    assert all(0 <= d.start < d.end <= len(d.article.file.text) for a in corpus.articles for d in drafts(a))


ANY = st.tuples(QUESTIONS, st.lists(QUESTIONS, max_size=2), st.sampled_from([None, 0.0, 1.0]))


@given(files(3, 12), ANY, st.sampled_from([None, WildReader()]))
def test_any_question_to_any_text(parse, given_files, asked, reader):
    assert_all_holds(given_files, asked, BigramEncoder(), reader, parse)


@example([("机场扩建\n\n白沙机场将建第2条跑道。", "utf-8", "txt")], ("邵阳有多少家企业复工复产？", [], None))
@given(files(2, 4), ANY)
@settings(max_examples=settings().max_examples // 40)
def test_any_question_to_any_text_with_the_models_that_ship(parse, models, given_files, asked):
    assert_all_holds(given_files, asked, *models, parse)
