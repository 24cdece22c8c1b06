"""Questions made of an article's own sentences: each asks for one fact that a clause of it states.

A question takes nothing over from another clause but the time that its sentence begins with: what two clauses have in
common is not known for sure, and a subject put to the wrong verb is a false report. Rather none than a clumsy one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.answers.drafting_clauses import named
from qa.answers.drafting_facts import beginnings, days, firsts, holders, hosts, sites
from qa.answers.drafting_figures import amounts
from qa.articles.article import Article, Kind
from qa.articles.dateline import body_start
from qa.articles.reading import Reading
from qa.retrieval.sentences import sentence_ranges

_SHORTEST, _LONGEST = 8, 40  # characters of a question that is quick to read and says what it is about
_LONGEST_SENTENCE = 400  # characters; what is longer is a list or no prose at all
# Words that point to something outside the sentence or away from what is sure, and signs that it is not plain.
_POINTS = re.compile(
    r"[他她它其该此这那本我你您彼咱某]|记者|上述|以[上下]|[前后][者次期]|双方|两[人者地]|[同环]比|约合|[上下]午|昨|[今去明]年|日前"
    r"|部分|左右|大关|其中|[^\u4e00-\u9fffA-Za-z，、？·]"
)
# Names that print marks off; of a longer run the marks are those of speech.
_MARKED = re.compile(r"《[^《》]{2,16}》|“[^“”]{2,10}”")
_FRAMED = re.compile(r"^(?:截至|[前上下一二三四]|\d)[^，]*，")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question, and where in the article's file stands what answers it: `[start, end)`."""

    question: str
    article: Article
    start: int
    end: int


def drafts(article: Article) -> Iterator[Draft]:
    """Questions to the sentences of an article in reading order; whether they are answered is not known yet."""
    for paragraph in article.paragraphs:
        if paragraph.kind is not Kind.BODY:
            continue
        begin = body_start(paragraph)
        for start, end in sentence_ranges(paragraph.text[begin:]):
            if end - start > _LONGEST_SENTENCE:
                continue
            yield from _of_sentence(article, paragraph.reading.slice(begin + start, begin + end))


def _of_sentence(article: Article, sentence: Reading) -> Iterator[Draft]:
    text = sentence.text
    for made in (amounts, days, beginnings, holders, hosts, sites, firsts):
        for question, form in made(text):
            if _reads_well(question):
                yield Draft(question, article, *sentence.span(form.start, form.end))


def _reads_well(question: str) -> bool:
    """Whether a question stands on its own: it names what it is about, in plain words, and points to nothing."""
    bare = _FRAMED.sub("", question)
    plain = not _POINTS.search(_MARKED.sub("", bare)) and not bare.startswith("“")
    return _SHORTEST <= len(bare) <= _LONGEST and plain and (named(bare) or bare.startswith("谁"))
