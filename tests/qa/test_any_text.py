"""Any text and any question, from the bytes of a file to the screen: every quote is its slice, and nothing breaks.

`--hypothesis-profile nightly` tries 10,000 inputs a test.
"""

import json
import runpy
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers.answerer import Answerer
from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.answers.drafting import drafts
from qa.answers.quoting import LONGEST_QUOTE
from qa.answers.reader.reader import PageRead
from qa.answers.references import Style, reference
from qa.answers.verification import broken_citations, broken_passages
from qa.articles.corpus import read_corpus
from qa.chat.conversation import Shown, Turn
from qa.chat.rendering import render_turn
from qa.chat.source_view import render_source
from qa.chat.terminal import answer_text, hits_text
from qa.chat.wording import WORDINGS
from qa.errors import CorpusError
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import Retriever

pytestmark = pytest.mark.usefixtures("dictionary_read_once")
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
CHARS = [*"中一9(“”《》。,；… \u3000\n\r■#*|-.年家市a\u200b\u0301\x00", "陈润", "a ", "企业,", "1.", "3月", "\r\n", "张三 摄\n\n"]
LINES = st.sampled_from(PIECES) | st.builds(lambda char, n: char * n, st.sampled_from(CHARS), st.integers(1, 400))
ENDS = ["", " ", "\u3000", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n\n\n", "\r", "\u2028"]
TEXTS = st.lists(st.tuples(LINES | st.text(max_size=60), st.sampled_from(ENDS)), max_size=12).map(
    lambda lines: "".join(line + end for line, end in lines)
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030"]
FILES = st.lists(st.tuples(TEXTS, st.sampled_from(ENCODINGS), st.sampled_from(["txt", "md"])), min_size=1, max_size=3)
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
QUESTIONS = st.sampled_from(ASKED) | LINES | st.text(max_size=40) | st.tuples(LINES, st.sampled_from(ASKED)).map("".join)


class WildReader:
    """Reads pages without a thought: pieces of any width, on white space too, with scores of their own text's checksum."""

    def read(self, question, pages):
        return [self._page(question, page) for page in pages]

    def _page(self, question, page):
        chance = np.random.default_rng(zlib.crc32(f"{question}\n{page.heading}\n{page.text}".encode()))
        ends = np.cumsum(chance.integers(1, 5, len(page.text)))
        ends = [*ends[ends < len(page.text)].tolist(), len(page.text)]
        pieces = list(zip([0, *ends[:-1]], ends, strict=True))
        starts, stops = (chance.normal(-8, 4, len(pieces)).astype(np.float32) for _ in range(2))
        return PageRead(float(chance.normal()), pieces, starts, stops)


READERS = {"none": None, "wild": WildReader()}


def corpus_of(files):
    """The corpus of some texts in these encodings; None where nothing of it can be read."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (text, encoding, suffix) in enumerate(files):
            (Path(folder) / f"{number}.{suffix}").write_bytes(text.encode(encoding))
        try:
            return read_corpus(Path(folder))
        except CorpusError:
            return None


def bare(text):
    return "".join(text.split())


def assert_holds(citation, decoded):
    text = decoded[citation.article.file.name]
    quoted, answered = text[citation.start : citation.end], text[citation.answer_start : citation.answer_end]
    assert (bare(quoted), bare(answered)) == (bare(citation.quote), bare(citation.answer))
    assert 0 < len(bare(answered)) <= len(bare(quoted)) <= LONGEST_QUOTE
    assert len(quoted) <= LONGEST_HIT
    assert quoted == quoted.strip()
    assert citation.answer in citation.quote


def assert_sound(answer, decoded):
    """What holds of every answer."""
    assert broken_citations(answer) == []
    assert answer.answered == bool(answer.citations) == (answer.reason is None) == (answer.answer is not None)
    assert not (answer.answered and answer.pointers)
    assert 0 <= answer.confidence <= 1
    for citation in (*answer.cited, *answer.pointers):
        assert_holds(citation, decoded)
    assert [citation.number for citation in answer.cited] == list(range(1, len(answer.cited) + 1))


def assert_told(question, answer, hits):
    """Nothing that is said of an answer raises, and the HTML holds every quote as it is."""
    json.dumps([answer_to_dict(answer), hits_to_dict(question, hits)])
    turn = Turn(1, question, answer)
    assert render_turn(turn)
    assert answer_text(answer, bold=True)
    assert bool(hits_text(hits)) == bool(hits)
    for citation in turn.citations:
        assert render_source(Shown(turn, citation.number), WORDINGS[answer.language])


@given(FILES, QUESTIONS, st.lists(QUESTIONS, max_size=2), st.sampled_from([None, 0.0, 1.0]), st.sampled_from([*READERS]))
def test_any_question_to_any_text(files, question, history, caution, reader):
    corpus = corpus_of(files)
    if corpus is None:
        return
    decoded = {file.name: file.text for file in corpus.files}
    passages = [passage for article in corpus.articles for passage in split_article(article)]
    assert broken_passages(passages) == []
    answerer = Answerer(Retriever.build(passages, BigramEncoder()), READERS[reader], caution=caution)
    answer, hits = answerer.ask(question, history=history), answerer.search(question, history=history)
    assert answer.question == question
    assert answer == answerer.ask(question, history=history)
    assert_sound(answer, decoded)
    for hit in hits:
        start, end = hit.passage.start, hit.passage.end
        assert 0 < end - start <= LONGEST_HIT >= len(hit.passage.text)
    assert_told(question, answer, hits)
