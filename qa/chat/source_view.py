"""The source panel: cited articles as they read in print, every quote marked where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa.answers.answer import Citation
from qa.articles.article import Article, Kind, Paragraph
from qa.chat.conversation import Shown
from qa.chat.highlights import Stretch, stretches
from qa.chat.markup import NOTHING, Html, element, joined, text
from qa.chat.rendering import article_title, printed_date
from qa.chat.wording import Wording

_TAGS = {Kind.HEADLINE: "h3", Kind.SUBHEADING: "h4"}
_HASH_SHOWN = 12  # hex digits: enough to compare by eye


def render_source(shown: Shown | None, wording: Wording) -> Html:
    """The articles that the shown turn cites, whole, in the order of its citations.

    The section carries `data-turn`, and in `data-focus` the number of the citation to bring into view; each
    mark carries in `data-numbers` the citations it belongs to. A citation's marks together are its quote.
    """
    heading = element("h2", text(wording.source), class_="label")
    if shown is None:
        inside = [element("header", heading), element("p", text(wording.source_empty), class_="empty")]
        return element("section", *inside, aria_label=wording.source, lang=wording.language)
    articles = {citation.article.id: citation.article for citation in shown.turn.citations}
    return element(
        "section",
        element("header", heading, _jumps(shown, wording), _back(shown, wording)),
        *(_article(article, shown, wording) for article in articles.values()),
        aria_label=wording.source,
        lang=wording.language,
        tabindex=0,
        data_turn=shown.turn.number,
        data_focus=shown.number,
        data_state=shown.turn.state,
    )


def _article(article: Article, shown: Shown, wording: Wording) -> Html:
    citations = [citation for citation in shown.turn.citations if citation.article.id == article.id]
    return element(
        "article",
        _running_head(article, wording),
        *_paragraphs(article, citations, shown, wording),
        _provenance(article, citations, wording),
        class_="paper",
        lang="zh",
    )


def _running_head(article: Article, wording: Wording) -> Html:
    """Headline, paper and date on one line that stays in view above the article."""
    printed = [part for part in (article.source, printed_date(article)) if part]
    parts = [article_title(article, wording), *printed]
    return element("p", joined((element("span", text(part)) for part in parts), " "), class_="running")


def _paragraphs(article: Article, citations: Sequence[Citation], shown: Shown, wording: Wording) -> list[Html]:
    """All paragraphs in reading order, each run of page furniture in a box of its own."""
    parts: list[Html] = []
    for furniture, group in groupby(article.paragraphs, key=lambda p: p.kind is Kind.FURNITURE):
        printed = [_paragraph(paragraph, citations, shown) for paragraph in group]
        aside = element("aside", *printed, aria_label=wording.furniture, class_="around")
        parts += [aside] if furniture else printed
    return parts


def _paragraph(paragraph: Paragraph, citations: Sequence[Citation], shown: Shown) -> Html:
    inside = [
        _mark(numbers, list(group), shown) if numbers else joined(text(stretch.text) for stretch in group)
        for numbers, group in groupby(stretches(paragraph.reading, citations), key=lambda s: s.numbers)
    ]
    return element(_TAGS.get(paragraph.kind, "p"), *inside, class_=paragraph.kind.value)


def _mark(numbers: tuple[int, ...], inside: Sequence[Stretch], shown: Shown) -> Html:
    answered = shown.turn.state == "answered"
    parts = (element("strong", text(s.text)) if s.answer and answered else text(s.text) for s in inside)
    return element("mark", *parts, data_numbers=" ".join(map(str, numbers)), tabindex=-1)


def _jumps(shown: Shown, wording: Wording) -> Html:
    """A button for each citation, where there is more than one."""
    citations = shown.turn.citations
    buttons = [
        element(
            "button",
            text(str(citation.number)),
            type="button",
            class_="number",
            aria_label=wording.citation.format(number=citation.number),
            data_event="show",
            data_turn=shown.turn.number,
            data_number=citation.number,
        )
        for citation in citations
    ]
    return element("nav", *buttons, aria_label=wording.citations) if len(citations) > 1 else NOTHING


def _back(shown: Shown, wording: Wording) -> Html:
    return element(
        "button",
        text(wording.back),
        type="button",
        class_="back",
        data_event="back",
        data_turn=shown.turn.number,
    )


def _provenance(article: Article, citations: Sequence[Citation], wording: Wording) -> Html:
    """File, place of the quotes in it and its hash: what anyone needs to check the quote."""
    places = "、".join(f"{citation.start}–{citation.end}" for citation in citations)
    facts = [(wording.file, article.file.name), (wording.characters, places)]
    facts.append(("SHA-256", article.file.sha256[:_HASH_SHOWN]))
    rows = (element("div", element("dt", text(name)), element("dd", text(value))) for name, value in facts)
    return element("footer", element("dl", *rows), _web_page(article, wording), lang=wording.language)


def _web_page(article: Article, wording: Wording) -> Html:
    """A link to the page that the article came from, if its address is one that a browser may follow."""
    if not (article.url or "").lower().startswith(("https://", "http://")):
        return NOTHING
    return element("a", text(wording.web_page), href=article.url, target="_blank", rel="noopener noreferrer nofollow")
