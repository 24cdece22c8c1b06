"""A small newspaper whose every offset is known, and an archive that answers from a script."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import pytest

from qa.answers.answer import Answer, Citation, Comparison, PlaceReading, Reason, Row
from qa.answers.suggestions import Suggestion
from qa.articles.article import Article, Kind, Paragraph, SourceFile
from qa.articles.corpus import Corpus
from qa.articles.reading import Reading, Span
from qa.retrieval.catalogue import Catalogue, Choices
from qa.retrieval.filters import Filters, Selection
from qa.retrieval.hits import Hit, Passage
from qa.retrieval.place_table import PlaceTable
from qa.retrieval.tokens import words

# What an article may hold that a page could take for its own: markup, templates, formulas, Markdown, blanks.
HOSTILE = (
    "　　<script>window.hacked = 1</script>开头两个全角空格",
    '</mark></blockquote><img src="x" onerror="window.hacked = 1">',
    "{{value}} {{#each value}}x{{/each}} ${window.hacked = 1} `${1 + 1}`",
    "$x^2$ $$y$$ \\(z\\) **粗** _斜_ `码` ~~删~~ # 题 [链](javascript:alert(1))",
    "&lt;b&gt; &amp; &nbsp; &#x41; 1 < 2 > 0 \"双\" '单'",
    "两个  三个   空格\t制表 零宽\u200b反向\u202e 𠮷😀 ﬁ ① Å",
)


def printed(name: str, *paragraphs: tuple[Kind, str], **about: object) -> Article:
    """An article as a page prints it: each line of a paragraph on its own, blanks around it, a gap behind."""
    text, built = "\r\n", []
    for kind, lines in paragraphs:
        spans = []
        for line in lines.split("\n"):
            text += "  "
            spans.append(Span(len(text), len(text) + len(line)))
            text += line + " \n"
        text += "\n"
        built.append((kind, spans))
    file = SourceFile(name, text, hashlib.sha256(text.encode()).hexdigest(), "utf-8")
    facts = {"kicker": "", "byline": "", "source": "", "published": None, "date_text": "", "url": None} | about
    made = tuple(Paragraph(kind, Reading.of_spans(text, spans)) for kind, spans in built)
    title = next((p.text for p in made if p.kind is Kind.HEADLINE), "")
    return Article(id=f"{name}#1", title=title, file=file, paragraphs=made, **facts)


def cite(article: Article, number: int, quote: str, answer: str) -> Citation:
    """A citation of `quote`, which stands in one paragraph of the article, and of the `answer` in it."""
    reading = next(p.reading for p in article.paragraphs if quote in p.text)
    at = reading.text.index(quote)
    start, end = reading.span(at, at + len(quote))
    at += quote.index(answer)
    answered = reading.span(at, at + len(answer))
    return Citation(number, Passage(article, start, end, reading), start, end, *answered, score=1.0)


def padding(paragraphs: int) -> list[tuple[Kind, str]]:
    """News that nobody asks for, to make an article long enough to scroll."""
    return [(Kind.BODY, f"第{n}段写的是别的事情，与问题无关，只是让版面长一些。" * 3) for n in range(paragraphs)]


RESUMED = printed(
    "shaoyang.txt",
    (Kind.FURNITURE, "您现在的位置：首页"),
    (Kind.KICKER, "统筹疫情防控和经济发展"),
    (Kind.HEADLINE, "全流程贴心服务\n全方位助企纾困"),
    (Kind.BYLINE, "记者 肖洋桂"),
    *padding(12),
    (Kind.SUBHEADING, "企业复工"),
    (Kind.BODY, "截至11月15日,邵阳市规上工业复工\n复产企业1330家,返岗109431人。"),
    (Kind.CAPTION, "11月12日，工人在车间里忙碌。"),
    *padding(12),
    (Kind.BODY, "前三季度16项指标中,邵阳市有12项增速高于全省。"),
    (Kind.FURNITURE, "联系电话 0739-0000000"),
    byline="肖洋桂",
    source="新湖南客户端",
    published=date(2022, 11, 21),
    date_text="2022-11-21",
    url="https://news.example/shaoyang",
)
HENGYANG = printed(
    "hengyang.txt",
    (Kind.HEADLINE, "全市经济社会发展按下「快进键」"),
    *padding(10),
    (Kind.BODY, "目前，全市1049户规模工业企业已全部复工复产。"),
    date_text="3月10日",
)
TRAPS = printed(
    "traps.txt",
    (Kind.HEADLINE, "<b>标题</b> {{title}} ${title}"),
    *((Kind.BODY, text) for text in HOSTILE),
    byline="<i>记者</i>",
    source="《${报}》",
    url="javascript:window.hacked = 1",
)


def _answered(question: str, *citations: Citation, understood: str | None = None) -> Answer:
    language = "zh" if any(char > "\u3000" for char in question) else "en"
    return Answer(question, understood or question, language, True, citations[0].answer, tuple(citations), None)


def _unanswered(question: str, reason: Reason, *pointers: Citation, missing: tuple[str, ...] = ()) -> Answer:
    language = "zh" if any(char > "\u3000" for char in question) else "en"
    return Answer(question, question, language, False, None, (), reason, missing, tuple(pointers))


@dataclass
class ScriptedArchive:
    """An archive with three articles and a few answers; it remembers the histories and filters that it was given."""

    articles: tuple[Article, ...] = (RESUMED, HENGYANG, TRAPS)
    skipped: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    histories: list[list[str]] = field(default_factory=list)
    filters: list[Filters | None] = field(default_factory=list)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The real thing over the paragraphs of the articles."""
        readings = [(article, paragraph.reading) for article in self.articles for paragraph in article.paragraphs]
        passages = [Passage(a, r.offset(0), r.offset(len(r.text) - 1) + 1, r) for a, r in readings]
        return Catalogue(passages, PlaceTable.build(passages, [words(passage.text) for passage in passages], {}))

    @property
    def choices(self) -> Choices:
        """What the articles can be filtered by."""
        return self.catalogue.choices()

    def get_ready(self) -> None:
        """There is nothing to load."""

    def selection(self, filters: Filters | None) -> Selection | None:
        """What filters let in."""
        return self.catalogue.select(filters) if filters else None

    def ask(self, question: str, *, history: Sequence[str] = (), filters: Filters | None = None) -> Answer:
        """The scripted answer, by a word of the question, unless the filters let nothing in."""
        self.histories.append(list(history))
        self.filters.append(filters)
        selection = self.selection(filters)
        if selection and selection.unmatched:
            return replace(_unanswered(question, Reason.FILTER_MATCHES_NOTHING), selection=selection)
        return replace(self._scripted(question), selection=selection)

    def suggestions(self, first: int | None = None) -> list[Suggestion]:
        """Two questions to begin with, one of them as hostile as an article may be."""
        return [Suggestion(one, RESUMED.id, 0, 1) for one in ("邵阳有多少家企业复工？", HOSTILE[2])][:first]

    def next_questions(self, answer: Answer, earlier: Sequence[Answer] = ()) -> list[str]:
        """Two questions to go on with after any answer, none that has been asked."""
        asked = {one.question for one in (*earlier, answer)}
        return [one for one in ("全市有多少家企业复工？", HOSTILE[2]) if answer.answered and one not in asked]

    def open_beside(self, corpus: Corpus, folder: Path, told: Callable[[int, int], None]) -> "ScriptedArchive":
        """An archive of other articles, with the same answers."""
        told(1, 1)
        return ScriptedArchive(articles=corpus.articles, remarks=corpus.remarks)

    def _scripted(self, question: str) -> Answer:
        resumed = cite(RESUMED, 1, "截至11月15日,邵阳市规上工业复工复产企业1330家,返岗109431人", "1330家")
        if "出错" in question:
            raise RuntimeError("a fault of the program")
        if not question.strip():
            return _unanswered(question, Reason.QUESTION_TOO_SHORT)
        if "岳阳" in question or "Yueyang" in question:
            return _unanswered(question, Reason.PREMISE_NOT_FOUND, resumed, missing=("岳阳",))
        if "衡阳" in question:
            quote = "目前，全市1049户规模工业企业已全部复工复产"
            return _answered(question, cite(HENGYANG, 1, quote, "1049户"), understood="衡阳有多少家企业复工？")
        if "全市" in question or "Hengyang" in question:
            quote = "目前，全市1049户规模工业企业已全部复工复产"
            here = "全市" if "全市" in question else "Hengyang"
            others = (("邵阳市", question.replace(here, "邵阳市")), ("<b>县</b>", question.replace(here, "<i>")))
            read_as = PlaceReading(here, "衡阳市", others)
            return replace(_answered(question, cite(HENGYANG, 1, quote, "1049户")), places=(read_as,))
        if "陷阱" in question:
            hostile = [cite(TRAPS, n, text.strip(), text[2:-2]) for n, text in enumerate(HOSTILE, start=1)]
            if "各地" in question:
                rows = tuple(Row(text, text, text, cited) for text, cited in zip(HOSTILE, hostile, strict=True))
                return replace(_answered(question, *hostile[:2]), comparison=Comparison(rows, differ=False))
            return _answered(question, *hostile)
        second = cite(HENGYANG, 2, "全市1049户规模工业企业", "1049户")
        third = cite(RESUMED, 3, "前三季度16项指标中,邵阳市有12项增速高于全省", "12项")
        answer = _answered(question, resumed, second, third)
        if "各地" in question or "each place" in question:
            fourth = cite(HENGYANG, 4, "第2段写的是别的事情，与问题无关", "第2段")
            stated = (("11月15日", "邵阳市", resumed), ("", "全市", second), ("3月10日", "", fourth))
            rows = tuple(Row(day, place, cited.answer, cited) for day, place, cited in stated)
            return replace(answer, comparison=Comparison(rows, differ=True))
        return answer

    def search(
        self, question: str, *, k: int = 5, history: Sequence[str] = (), filters: Filters | None = None
    ) -> list[Hit]:
        """One hit for each article, whatever the filters."""
        self.filters.append(filters)
        readings = [(article, article.paragraphs[-1].reading) for article in self.articles]
        hits = [Hit(Passage(a, r.offset(0), r.offset(len(r.text) - 1) + 1, r), 1.0, 0.5, None) for a, r in readings]
        return hits[:k]


@pytest.fixture
def archive() -> ScriptedArchive:
    """A scripted archive of the test's own."""
    return ScriptedArchive()


@pytest.fixture(scope="session")
def newspaper() -> SimpleNamespace:
    """The builders and the articles of this file, for tests that make citations of their own."""
    return SimpleNamespace(
        printed=printed,
        cite=cite,
        resumed=RESUMED,
        hengyang=HENGYANG,
        traps=TRAPS,
        hostile=HOSTILE,
        archive=ScriptedArchive,
    )
