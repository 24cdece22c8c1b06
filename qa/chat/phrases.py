"""What every wording of the page has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qa.answers.answer import Certainty, Language, Reason


class Notice(NamedTuple):
    """What is wrong, and what the reader can do."""

    headline: str
    advice: str


class Table(NamedTuple):
    """What a table of figures says: over it, at the head of its columns, and where the page prints nothing."""

    caption: str
    differ: str
    date: str
    place: str
    figure: str
    quote: str
    source: str
    unstated: str
    copy_all: str


@dataclass(frozen=True, slots=True)
class FilterWords:
    """What is said of filters and places. Braces mark what is filled in with `str.format`."""

    label: str
    edit: str
    names: Mapping[str, str]  # of the fields since, until, on, paper, place
    said: Mapping[str, str]  # of the same, and of both ends of the days as between; each with its values
    any: str
    apply: str
    change: str  # {filter}
    remove: str  # {filter}
    asked_under: str
    without: str  # {filter}
    undated: str  # {count}
    wrong: str
    place_read_as: str  # {written}, {place}
    ask_about: str


@dataclass(frozen=True, slots=True)
class UploadWords:
    """What is said of the articles that a reader adds. Braces mark what is filled in with `str.format`."""

    add: str
    heading: str
    close: str
    promise: str  # {minutes}, {hours}
    choose: str
    drop: str
    limits: str  # {files}, {size}, {together}, {articles}
    progress: str
    sending: str
    waiting: str  # {done}
    reading: str  # {done}, {total}
    indexing: str  # {done}, {total}
    stop: str
    stopped: str
    added: str
    articles: str  # {count}
    left_out: str
    remove: str
    in_use: str  # {articles}, {files}
    look: str
    lost: str
    understood: str
    asked_of_own: str
    removed: Notice
    broken: str
    refused: Mapping[str, str]  # by uploads.sent.Problem, each with its values
    unread: Mapping[str, str]  # by kind (uploads.reasons), each with its values


@dataclass(frozen=True, slots=True)
class Wording:
    """The page in one language. Braces mark what is filled in with `str.format`.

    Raises ValueError where a reason has no notice.
    """

    language: Language
    language_name: str
    language_switch: str
    tagline: str

    loading: str
    searching: str
    in_line: str  # {number}
    busy: Notice
    ready: str  # {articles}, {files}
    skipped: str  # {names}
    not_opened: str
    broken: Notice

    welcome: Notice
    examples: str
    question: str
    placeholder: str
    ask: str
    stop: str
    clear: str
    rewording: str
    keep_question: str
    held: str

    conversation: str
    understood_as: str
    certainty: Mapping[Certainty, str]
    comparison: Table
    further: str
    aids: str
    copy: str
    copy_as: str  # {style}
    copied: str
    link: str
    link_to_quote: str
    link_to_question: str
    tools: str
    retry: str
    retry_question: str
    edit: str
    edit_question: str
    delete: str
    delete_question: str
    stopped: Notice
    broken_links: Mapping[str, Notice]
    show_citation: str  # {number}, {title}
    show_pointer: str  # {title}
    reasons: Mapping[Reason, Notice]
    missing: str
    pointers: str
    offer: str
    reprints: str  # {count}
    reprints_more: str
    next_questions: str
    in_other_language: str
    filters: FilterWords

    opinion: str
    right: str
    wrong: str
    right_answer: str
    wrong_answer: str
    right_silence: str
    wrong_silence: str
    remark: str
    remark_hint: str
    send_remark: str
    thanks: str
    thanks_for_remark: str
    taken_back: str
    not_noted: str

    source: str
    source_empty: str
    citations: str
    citation: str  # {number}
    cited_articles: str
    to_citation: str  # {number}
    untitled: str
    furniture: str
    web_page: str
    file: str
    characters: str
    page: str
    back: str

    uploads: UploadWords

    clippings: str
    clip: str
    clip_quote: str
    clipped: str
    unclipped: str
    clippings_full: str  # {most}
    clippings_kept: str
    clippings_empty: str
    clippings_file: str  # {day}
    clippings_close: str
    clippings_list: str
    open_article: str  # {title}
    move_up: str
    move_down: str
    remove: str
    move_up_quote: str  # {quote}
    move_down_quote: str  # {quote}
    remove_quote: str  # {quote}
    moved: str  # {place}, {count}
    removed: str
    remove_all: str
    really_remove_all: str
    keep_all: str
    take_away: str
    download: str
    export_as: str  # {format}
    exported: str
    copy_all: str
    copy_all_as: str
    lost_clippings: Mapping[str, str]
    clipping_fields: Mapping[str, str]

    def __post_init__(self) -> None:
        lacking = set(Reason) - set(self.reasons)
        if lacking:
            raise ValueError(f"the {self.language} wording has no notice for {sorted(lacking)}: add it here")
