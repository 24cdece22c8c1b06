"""What somebody wrote down about an article: front matter at the head of its file, or a sidecar, a file beside it.

Both are a mapping of texts in YAML, of which JSON is a part: `title: …`, `日期: 2022-11-21`. The names are those of
`parts.field_of`; others are left out of account.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

import yaml

from qa.articles.parts import Details, Part, details_of, field_of
from qa.articles.reading import Span

# Ends of sidecars, behind the whole name of the file (a.pdf.yaml) or in place of its end (a.yaml), in this order.
SIDECAR_SUFFIXES = (".yaml", ".yml", ".json")
# Between two lines of dashes at the very beginning; a newspaper page may begin with such a line, too.
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST_SIDECAR = 100_000


def front_matter(text: str) -> tuple[Part, str]:
    """The file's text behind its front matter, with what that declares; and what is wrong with it ("": nothing).

    Without front matter, or with one that declares nothing, it is the whole text.
    """
    whole = Part(Span(0, len(text)))
    found = _FRONT_MATTER.match(text)
    if not found:
        return whole, ""
    try:
        details = details_of(_fields(found[1]))
    except ValueError as error:
        names = (line.partition(":")[0] for line in found[1].splitlines())
        return whole, f"what stands above its text is not read: {error}" if any(map(field_of, names)) else ""
    if details == Details():
        return whole, ""
    return Part(Span(found.end(), len(text)), declared=details, is_article=details.names_one_article), ""


def sidecar(text: str) -> Details:
    """What a sidecar declares. Raises ValueError, saying why, if it is no mapping of texts in YAML or JSON."""
    if len(text) > _LONGEST_SIDECAR:
        raise ValueError(f"it is longer than {_LONGEST_SIDECAR:,} characters")
    return details_of(_fields(text))


def with_sidecar(part: Part, known: Details, *, alone: bool) -> Part:
    """The part with what a sidecar declares of its file; `alone` tells that nothing else stands there.

    It holds over what the file says of itself. Of several rows of a table each declares more exactly what it is, and
    what can only mean one article is left out.
    """
    if alone:
        is_article = part.is_article or known.names_one_article
        return replace(part, declared=known.over(part.declared), is_article=is_article)
    return replace(part, declared=part.declared.over(replace(known, title="", byline="", url=None)))


def _fields(text: str) -> Mapping[str, str]:
    """The texts by field; every scalar stays as it is written, a list of them is one text."""
    data = _read(text.removeprefix("\ufeff"))
    if not isinstance(data, dict):
        raise ValueError("it is not a list of names and values, such as title: …")
    found: dict[str, str] = {}
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        field = field_of(name) if isinstance(name, str) else None
        if field and all(isinstance(one, str) for one in values):
            found.setdefault(field, "; ".join(values))
    return found


def _read(text: str) -> object:
    """What the text says, all scalars as texts."""
    try:
        if text.lstrip().startswith("{"):  # YAML takes most JSON, but not where tabs indent it
            return json.loads(text, parse_int=str, parse_float=str)
        return yaml.load(text, Loader=yaml.BaseLoader)  # it makes nothing but texts, lists and mappings
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON (line {error.lineno}: {error.msg})") from error
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise ValueError(f"it is not YAML ({line}{error.problem})") from error
    except yaml.YAMLError as error:
        raise ValueError("it is not YAML (it holds a control character)") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
