"""Why a file did not go in, or not all of it: the reader of the articles says it in English, the page in its language.

A kind of reason is what the page has a sentence for (`UploadWords.unread`); whatever is not known here keeps its words.
"""

from __future__ import annotations

import re

_KINDS = (
    ("empty", r"is empty"),
    ("not_text", r"is not text: .*"),
    ("encoding", r"is in an encoding that is not known: .*"),
    ("save_as", r"\.\w+ files are not read; save it as (?P<format>.*)"),
    ("old_office", r"it is an (?:old Office|RTF) document.*|it is encrypted or an old DOC file.*"),
    ("misnamed", r"it is an? .*; name it (?P<ending>\.\w+)"),
    ("encrypted", r".*it is encrypted.*"),
    ("no_text", r".*(?:its pages hold no text|its fonts do not say|it holds no text;).*"),
    ("no_main_text", r".*no main text is found on the page.*"),
    ("no_column", r".*no column holds the text.*"),
    ("no_article", r".*it holds no article.*"),
    ("too_much", r".*(?:it unpacks to|MiB of memory|MiB of text|takes more than \d+ seconds).*"),
    ("damaged", r".*(?:it is damaged|it is nested|it brings down|makes no sense|is a ZIP archive|is not what).*"),
    ("not_read", r".*files are not read"),
    ("unsent", r"the browser cannot read it"),
    ("page", r"no text on page (?P<pages>[\d, ]+)(?: and more)?:.*"),
    ("line", r"line (?P<line>\d+) .*"),
    ("more_lines", r"and (?P<count>\d+) more lines"),
    ("above", r"what stands above its text is not read: .*"),
)


def kind_of(name: str, reason: str) -> tuple[str, dict[str, str]]:
    """The kind of a reason that may begin with the file's name, and what the sentence about it names."""
    said = reason.removeprefix(f"{name} ").removeprefix("cannot be read: ")
    for kind, pattern in _KINDS:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return kind, found.groupdict()
    return "other", {"reason": said}
