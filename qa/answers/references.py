"""A cited article as a reference: GB/T 7714, Chicago, BibTeX and RIS, from nothing but what its page prints.

What is not printed stays missing: a date without a year gets none, an article without a byline begins with its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from qa.articles.article import Article
from qa.articles.reading import without_layout
from qa.retrieval.language import MONTHS

# GB/T 7714-2015, 8.1.2: of more than three persons the first three and 等.
_MOST_PERSONS = 3
_ROLE = re.compile(r"\s*(?:摄影?|文/图|文|图)$")
_EDITION = re.compile(r"^第?\s*([A-Za-z]?\d+)\s*版$")
_BIBTEX_SPECIAL = re.compile(r"[\\{}%&#_$~^]")
_BIBTEX_WRITTEN = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


class Style(StrEnum):
    """Ways to write a reference."""

    GBT7714 = "gbt7714"
    CHICAGO = "chicago"
    BIBTEX = "bibtex"
    RIS = "ris"


def reference(article: Article, style: Style) -> str:
    """The article as a reference in that style; of several lines for BibTeX and RIS."""
    return _WRITERS[style](article)


def persons(byline: str) -> list[str]:
    """The persons of a byline, without what they did (摄), each once."""
    named = (_ROLE.sub("", part) for part in re.split(r"[;；、,，\s]+", byline))
    return list(dict.fromkeys(name for name in named if name))


def _gbt7714(article: Article) -> str:
    """GB/T 7714-2015, 4.5: 主要责任者. 题名[N]. 报纸名, 日期(版次). 获取路径."""
    names = persons(article.byline)
    by = ", ".join(names[:_MOST_PERSONS]) + (", 等" if len(names) > _MOST_PERSONS else "")
    kind = "[N/OL]" if article.url else "[N]"
    printed = ", ".join(part for part in (_line(article.source), article.printed_date) if part)
    printed += f"({_edition(article)})" if printed and article.edition else ""
    return _sentences(by, f"{_title(article)}{kind}", printed, article.url or "")


def _chicago(article: Article) -> str:
    """The Chicago Manual of Style, 17th edition, 14.191: Author. “Title.” Newspaper, date."""
    printed = ", ".join(part for part in (_line(article.source), _english_date(article)) if part)
    quoted = f"“{_title(article)}.”" if _title(article) else ""
    return " ".join(
        part for part in (_ended(_and(persons(article.byline))), quoted, _ended(printed), article.url) if part
    )


def _bibtex(article: Article) -> str:
    """An entry as biblatex reads it; `date` only where the page prints a whole one, else the printed one as a note."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in persons(article.byline)),
        "title": _title(article) and f"{{{_escaped(_title(article))}}}",
        "journaltitle": _escaped(_line(article.source)),
        "date": article.published.isoformat() if article.published else "",
        "note": "" if article.published else _escaped(article.date_text),
        "pages": _escaped(_edition(article)),
        "url": article.url or "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{_key(article)},", *lines, "}"])


def _ris(article: Article) -> str:
    """Tags of the RIS format (Reference Manager), TY NEWS for a newspaper article."""
    tags = [
        ("TY", "NEWS"),
        *(("AU", name) for name in persons(article.byline)),
        ("TI", _title(article)),
        ("T2", _line(article.source)),
        ("DA", f"{article.published:%Y/%m/%d}" if article.published else article.date_text),
        ("PY", f"{article.published:%Y}" if article.published else ""),
        ("SP", _edition(article)),
        ("UR", article.url or ""),
    ]
    return "\n".join([*(f"{tag}  - {value}" for tag, value in tags if value), "ER  - "])


_WRITERS: Mapping[Style, Callable[[Article], str]] = {
    Style.GBT7714: _gbt7714,
    Style.CHICAGO: _chicago,
    Style.BIBTEX: _bibtex,
    Style.RIS: _ris,
}


def _title(article: Article) -> str:
    return _line(article.title)


def _line(printed: str) -> str:
    return " ".join(without_layout(printed).split())


def _edition(article: Article) -> str:
    """The page of the newspaper as references write it: 7 for 第7版."""
    return _EDITION.sub(r"\1", _line(article.edition))


def _english_date(article: Article) -> str:
    day: date | None = article.published
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else article.date_text


def _sentences(*parts: str) -> str:
    return " ".join(part if part.startswith("http") else _ended(part) for part in parts if part)


def _ended(part: str) -> str:
    return part if not part or part.endswith(".") else f"{part}."


def _and(names: list[str]) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _escaped(value: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda match: _BIBTEX_WRITTEN.get(match[0], f"\\{match[0]}"), value)


def _key(article: Article) -> str:
    """A key of letters, digits and dots that the file and the number of the article decide."""
    return re.sub(r"[^A-Za-z0-9]+", ".", article.id).strip(".") or "article"
