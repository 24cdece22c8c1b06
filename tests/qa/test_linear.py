"""Twice the text is about twice the work, whatever the text: calls and characters are counted, no time is taken.

`benchmarks/linear.py` takes the time, for more kinds of text and larger ones.
"""

import random
import re
import runpy
import sys
import threading
from pathlib import Path

import pytest

from qa.answers.answerer import Answerer
from qa.articles.article import SourceFile
from qa.articles.parsing import parse_file
from qa.retrieval import folding, names, tokens
from qa.retrieval.passages import split_article
from qa.retrieval.retriever import Retriever

BigramEncoder = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))["BigramEncoder"]
SIZE = 4000  # characters; from here on a quadratic part shows beside all others
MOST = 2.3  # times the work for twice the text: a quadratic part makes it 2.8 and more
QUESTIONS = ("邵阳市全市有多少家企业复工？", "How many people in Shaoyang?")
COMMON = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道"


def numbered(unit):
    """The unit over and over, 0 in it counted up, so that no cache helps."""
    return lambda size: "".join(unit.replace("0", str(number)) for number in range(size // len(unit)))


def repeated(unit):
    return lambda size: unit * (size // len(unit))


def unlike(size):
    return "".join(random.Random(7).choices(COMMON, k=size))


TEXTS = {
    "unbroken": unlike,
    "one line": numbered("昨日,我市第0批企业复工,返岗0人。"),
    "lines of one character": lambda size: "\n".join(unlike(size // 4)),
    "wrapped lines": numbered("今天天气很好,我市共有0人参加。今天天气很\n"),
    "brackets": repeated("（"),
    "quotation marks": repeated("“中”"),
    "digits": repeated("1234567890"),
    "one word": repeated("企业"),
    "accents": lambda size: "我市" + "\u0301\u0323" * (size // 2),
    "articles": numbered("第0次会议召开\n\n■本报记者 张三\n\n本报讯 我市会议共有0人参加。\n\n"),
}


class Work:
    """Calls, and characters that regular expressions looked through; the longest text at once given to a library."""

    def __init__(self):
        self.calls = self.characters = self.longest = 0

    def counted(self, call):
        """What a call gives, and the calls and characters that it took."""
        self.calls = self.characters = 0
        threading.setprofile(self._note)  # of threads that begin in the call
        sys.setprofile(self._note)
        try:
            result = call()
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        return result, self.calls, self.characters

    def _note(self, frame, event, arg):
        self.calls += event in ("call", "c_call")

    def at_once(self, function):
        """The function, the length of what it is given noted."""

        def noted(*given):
            self.longest = max(self.longest, *(len(one) for one in given if isinstance(one, str)))
            return function(*given)

        return noted


class Pattern:
    """A regular expression that counts the characters it looks through: of a match those that it takes."""

    def __init__(self, pattern, work):
        self._pattern = pattern
        self._work = work

    def match(self, text, *within):
        return self._taken(self._pattern.match(text, *within))

    def fullmatch(self, text, *within):
        return self._taken(self._pattern.fullmatch(text, *within))

    def _taken(self, match):
        self._work.characters += match.end() - match.start() if match else 1
        return match

    def sub(self, replacement, text):
        return self._searched("sub", replacement, text, text=text)

    def split(self, text):
        return self._searched("split", text, text=text)

    def search(self, text, *within):
        return self._searched("search", text, *within, text=text[slice(*within)] if within[1:] else text)

    def findall(self, text):
        return self._searched("findall", text, text=text)

    def finditer(self, text):
        return self._searched("finditer", text, text=text)

    def _searched(self, method, *given, text):
        self._work.characters += len(text)
        return getattr(self._pattern, method)(*given)


@pytest.fixture(scope="module")
def work():
    """Every regular expression that a module of ours holds counts, and so do the libraries that are not linear."""
    work = Work()
    read_and_asked("邵阳市企业复工。", lambda call: (call(),))  # loads what is loaded once
    with pytest.MonkeyPatch.context() as patched:
        for module in [module for name, module in sys.modules.items() if name.startswith("qa.")]:
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    patched.setattr(module, name, Pattern(value, work))
        for holder, name in [(tokens.segmenter(), "cut"), (names._tagger(), "cut"), (folding.unicodedata, "normalize")]:
            patched.setattr(holder, name, work.at_once(getattr(holder, name)))
        yield work


def read_and_asked(text, counted):
    """The calls and characters that reading, indexing and asking take, as `counted` has them."""
    names.tagged_words.cache_clear()
    folding._folded_in_place.cache_clear()
    read, *reading = counted(lambda: parse_file(SourceFile("a.txt", text, "", "utf-8")))
    retriever, *indexing = counted(lambda: Retriever.build(list(passages(read)), BigramEncoder()))
    answerer = Answerer(retriever)
    _, *asking = counted(lambda: [answerer.ask(question) for question in QUESTIONS])
    return {"reading": reading, "indexing": indexing, "asking": asking}


def passages(read):
    return (passage for article in read.articles for passage in split_article(article))


@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_is_twice_the_work(work, kind):
    once, twice = (read_and_asked(TEXTS[kind](size), work.counted) for size in (SIZE, 2 * SIZE))
    grown = {stage: [b / max(1, a) for a, b in zip(once[stage], twice[stage], strict=True)] for stage in once}
    assert max(max(times) for times in grown.values()) <= MOST, grown
    assert max(max(counts) for counts in twice.values()) > SIZE  # something was counted
    assert 0 < work.longest <= max(tokens.LONGEST_RUN, folding._NORMALISED)
