"""What several parts share: the command line, an archive with one answer, files of all formats, HTML read back."""

import functools
import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import qa.archive
from qa.answers.answer import Answer, Citation, Reason
from qa.answers.models import Models
from qa.answers.suggestions import Suggestion
from qa.articles.article import Article, SourceFile
from qa.articles.reading import Reading, Span
from qa.retrieval import english
from qa.retrieval.filters import Selection
from qa.retrieval.hits import Hit, Passage

TEXT = "邵阳复工\n截至昨日,邵阳复工\n企业1330家,返岗109431人。"
QUOTE = Span(TEXT.index("截至"), TEXT.index("。"))
COUNT = Span(TEXT.index("1330"), TEXT.index(",返岗"))
FILE = SourceFile("a.txt", TEXT, "0" * 64, "utf-8")
ARTICLE = Article("a.txt#1", "邵阳复工", "", "陈 润", "《湖南日报》", None, "11月15日", None, FILE, ())
PASSAGE = Passage(ARTICLE, 0, len(TEXT), Reading.of_spans(TEXT, [Span(0, 4), Span(5, 14), Span(15, len(TEXT))]))
CITATION = Citation(1, PASSAGE, *QUOTE, *COUNT, score=0.5)


@dataclass
class FakeArchive:
    """Knows one answer: to questions that name 邵阳; keeps what it was asked."""

    problems: list[str] = field(default_factory=list)
    skipped: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    others: dict[str, int] = field(default_factory=dict)
    asked: list[dict] = field(default_factory=list)
    articles = (ARTICLE,)
    passages = (PASSAGE,)
    index_folder = Path("indexes/1")

    def ask(self, question: str, *, history: Sequence[str] = (), filters=None, **depth):
        self.asked.append({"question": question, "history": list(history), **_given(filters), **depth})
        return self.answer(question)

    def search(self, question: str, *, k: int = 5, history: Sequence[str] = (), filters=None):
        self.asked.append({"question": question, "history": list(history), **_given(filters), "k": k})
        return self.hits(question)

    def selection(self, filters):
        """Two articles under any filters but those for 株洲."""
        unmatched = ("place",) if filters and filters.place == "株洲" else ()
        articles = 0 if unmatched else 2
        return filters and Selection(filters, articles, 3 if filters.since else 0, unmatched, "", np.arange(articles))

    def answer(self, question):
        """What `ask` gives."""
        if "邵阳" in question:
            return Answer(question, question, "zh", True, "1330家", (CITATION,), None)
        reason, missing, pointers = Reason.PREMISE_NOT_FOUND, ("Changsha",), (CITATION,)
        return Answer(question, question, "en", False, None, (), reason, missing, pointers)

    def hits(self, question):
        """What `search` gives."""
        return [Hit(PASSAGE, 0.5, 0.9, None)] if "邵阳" in question else []

    def suggestions(self, first=None):
        """One question to suggest."""
        return [Suggestion("邵阳有多少家?", ARTICLE.id, *COUNT)]

    def verify(self):
        return self.problems


def _given(filters):
    return {"filters": filters.given} if filters else {}


@pytest.fixture(scope="session", autouse=True)
def dictionary_read_once():
    """A second of every index that is made goes into a dictionary that is always the same."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(english, "_entries", functools.cache(english._entries))
        yield


@pytest.fixture
def light_models(monkeypatch, fake_encoder):
    """Archives are opened with an encoder that needs no model, and no reader; gives the encoder."""
    monkeypatch.setattr(qa.archive, "load_models", lambda *_, **__: Models(fake_encoder, None, None, {}))
    monkeypatch.setattr(english, "_entries", lambda: [])
    return fake_encoder


@pytest.fixture
def archive(monkeypatch):
    """A fake archive that every command opens."""
    import qa.cli

    fake = FakeArchive()
    monkeypatch.setattr(qa.cli, "open_archive", lambda folder, *, settings: fake)
    return fake


@pytest.fixture
def run_cli(monkeypatch, capfdbinary):
    """Runs `main` with arguments and input; gives exit code, standard output and standard error."""
    from qa.__main__ import main

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["yuanju", *map(str, arguments)])
        source = io.BytesIO(stdin)
        source.name = "<stdin>"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capfdbinary.readouterr()
        return caught.value.code or 0, out.decode(), err.decode()

    return run


@pytest.fixture(scope="session")
def make_pdf():
    """Makes a PDF whose pages print these lists of lines."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))

    def make(pages: Sequence[Sequence[str]]) -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file)
        for lines in pages:
            canvas.setFont(font, 12)
            for number, line in enumerate(lines):
                canvas.drawString(60, 780 - 20 * number, line)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def make_docx():
    """Makes a DOCX with these paragraphs; # stands before a title, ## before a heading."""
    from docx import Document

    def make(*paragraphs: str) -> bytes:
        document = Document()
        for text in paragraphs:
            level = len(text) - len(text.lstrip("#"))
            document.add_paragraph(text[level:], style=("Title", "Heading 1")[level - 1] if level else None)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def with_main_part():
    """Exchanges the main part of a DOCX."""

    def exchange(docx: bytes, main: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, main if name == "word/document.xml" else old.read(name))
        return file.getvalue()

    return exchange


_VOID = ("input",)  # elements without an end tag


class _TextOf(HTMLParser):
    """Collects elements as (tag, attributes, textContent), in the order of their start tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(len(self.elements))
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for position in self._open:
            self.elements[position][2].append(data)


@dataclass(frozen=True)
class Parsed:
    """HTML read back by a parser of its own."""

    elements: list[tuple[str, dict[str, str | None], str]]

    def texts(self, tag: str, class_: str | None = None, **attributes: str) -> list[str]:
        """`textContent` of the elements with this tag, class and attributes."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            text
            for name, found, text in self.elements
            if name == tag
            and (class_ is None or class_ in (found.get("class") or "").split())
            and wanted.items() <= found.items()
        ]


@pytest.fixture(scope="session")
def parse():
    """Read HTML back into elements with their attributes and their textContent."""

    def read(html: str) -> Parsed:
        parser = _TextOf()
        parser.feed(html)
        parser.close()
        return Parsed([(tag, attributes, "".join(text)) for tag, attributes, text in parser.elements])

    return read
