"""A reader's own articles → HTML: the button that leads to them, the panel where they are added, what is asked now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qa.articles.article import SourceFile
from qa.chat.markup import NOTHING, Html, element, joined, text, void_element
from qa.chat.uploads.adding import ENDINGS
from qa.chat.uploads.reasons import kind_of
from qa.chat.uploads.sent import LARGEST_FILE, LARGEST_TOGETHER, MOST_ARTICLES, MOST_FILES, RefusedError, in_mb
from qa.chat.uploads.shelf import Holding, Progress
from qa.chat.uploads.shelves import GRACE, LONGEST_UNUSED
from qa.chat.wording import Wording

if TYPE_CHECKING:
    from qa.archive import Archive

_FORMATS = {"text": "TXT", "markdown": "Markdown"}


def render_upload_button(holding: Holding | None, wording: Wording) -> Html:
    """Opens the panel; nothing where the word on what is asked now does."""
    if holding and holding.archive:
        return NOTHING
    words = wording.uploads
    return element(
        "button", text(words.add), type="button", data_event="uploads", aria_haspopup="dialog", lang=wording.language
    )


def render_in_use(holding: Holding | None, wording: Wording, *, lost: bool = False) -> Html:
    """That only the reader's own articles are asked, with the way to them and the way back.

    Where there are none, nothing, or that they were `lost` with the page before.
    """
    words = wording.uploads
    if holding is None:
        return _said(words.lost, [_button(words.understood, "understood")], wording) if lost else NOTHING
    archive = holding.archive
    articles, files = (len(archive.articles), len(_files(archive))) if archive else (0, 0)
    said = words.in_use.format(articles=articles, files=files) if archive else words.removed.headline
    return _said(said, [_button(words.look, "uploads"), _button(words.remove, "remove")], wording, held=True)


def render_uploads(
    holding: Holding | None,
    wording: Wording,
    number: int,
    session: str,
    *,
    progress: Progress | None = None,
    problem: str = "",
) -> Html:
    """The panel: what is there, what did not go in and why, and how to add more, or how far that has got.

    `problem` is the sentence on why nothing was added. A panel is told by its `number` from the one before. What is
    added is kept for as long as the page of the `session` is open.
    """
    words = wording.uploads
    heading = element("h2", text(words.heading), class_="label")
    close = element("button", text(words.close), type="button", class_="close", data_event="uploads-close")
    said = _progress_text(progress, wording) if progress else ""
    inside = [_being_added(wording)] if progress else [_choosing(wording), *_held(holding, wording)]
    return element(
        "section",
        element("header", heading, close),
        element("p", text(problem), role="alert", class_="problem") if problem else NOTHING,
        element("p", text(said), role="status", class_="said"),
        *inside,
        aria_label=words.heading,
        lang=wording.language,
        tabindex=-1,
        data_number=number,
        data_session=session,
        data_sending=words.sending,
        data_most_files=MOST_FILES,
        data_largest_file=LARGEST_FILE,
        data_largest_together=LARGEST_TOGETHER,
    )


def render_progress(progress: Progress, wording: Wording, number: int) -> Html:
    """How far it has got, for the page's script to put into the panel."""
    share = (progress.done, progress.total) if progress.total else (0, 1)
    return element(
        "output", text(_progress_text(progress, wording)), data_number=number, data_done=share[0], data_total=share[1]
    )


def refusal(error: RefusedError, wording: Wording) -> str:
    """Why files are not taken, in a sentence."""
    return wording.uploads.refused[error.problem].format(**error.values)


def _choosing(wording: Wording) -> Html:
    words = wording.uploads
    limits = words.limits.format(
        files=MOST_FILES, size=in_mb(LARGEST_FILE), together=in_mb(LARGEST_TOGETHER), articles=MOST_ARTICLES
    )
    promise = words.promise.format(minutes=GRACE // 60, hours=LONGEST_UNUSED // 3600)
    choose = element("button", text(words.choose), type="button", class_="choose", data_event="uploads-choose")
    files = void_element(
        "input", type="file", multiple=True, accept=",".join(ENDINGS), hidden=True, aria_label=words.choose
    )
    return joined(
        [
            element("div", choose, files, element("p", text(words.drop)), class_="drop"),
            element("p", text(limits), class_="limits"),
            element("p", text(promise), class_="limits"),
        ]
    )


def _progress_text(progress: Progress, wording: Wording) -> str:
    words = wording.uploads
    if progress == Progress():
        return words.sending
    stages = {"waiting": words.waiting, "reading": words.reading, "indexing": words.indexing}
    return stages[progress.stage].format(done=progress.done, total=progress.total)


def _being_added(wording: Wording) -> Html:
    bar = element("progress", max=1, value=0, aria_label=wording.uploads.progress)
    return element("div", bar, _button(wording.uploads.stop, "halt"), class_="adding")


def _held(holding: Holding | None, wording: Wording) -> list[Html]:
    """What is there, with a way to remove it, and what did not go in."""
    if holding is None:
        return []
    words = wording.uploads
    parts: list[Html] = []
    if holding.archive:
        rows = _added(holding.archive, wording)
        parts += [_list(words.added, rows, "added"), _button(words.remove, "remove", class_="remove")]
    if holding.left_out:
        unread = [_row(name, [_reason(name, reason, wording)]) for name, reason in holding.left_out]
        parts.insert(0, _list(words.left_out, unread, "left-out"))
    return parts


def _added(archive: Archive, wording: Wording) -> Iterable[Html]:
    counts = Counter(article.file.name for article in archive.articles)
    for file in _files(archive):
        form = " ".join(filter(None, [_FORMATS.get(file.format, file.format.upper()), file.encoding.upper()]))
        remarks = [_reason(name, remark, wording) for name, remark in archive.remarks if name == file.name]
        yield _row(file.name, [wording.uploads.articles.format(count=counts[file.name]), form, *remarks])


def _files(archive: Archive) -> Sequence[SourceFile]:
    return list({article.file.name: article.file for article in archive.articles}.values())


def _reason(name: str, reason: str, wording: Wording) -> str:
    kind, values = kind_of(name, reason)
    return wording.uploads.unread[kind].format(**values)


def _list(label: str, rows: Iterable[Html], class_: str) -> Html:
    return joined([element("h3", text(label), class_="label"), element("ul", *rows, class_=class_, aria_label=label)])


def _row(name: str, about: Sequence[str]) -> Html:
    return element("li", element("bdi", text(name)), element("span", text(" · ".join(about))))


def _said(said: str, buttons: Sequence[Html], wording: Wording, *, held: bool = False) -> Html:
    words = element("span", text(said), role="status")
    return element(
        "section",
        words,
        *buttons,
        class_="own",
        aria_label=wording.uploads.heading,
        lang=wording.language,
        data_held=held,
    )


def _button(name: str, event: str, class_: str | None = None) -> Html:
    return element("button", text(name), type="button", data_event=event, class_=class_)
