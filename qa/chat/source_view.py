"""The source panel: cited articles as they read in print, every quote marked where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa.answers.answer import Citation
from qa.articles.article import Article, Kind, Paragraph
from qa.chat.citation_view import article_title
from qa.chat.conversation import Shown
from qa.chat.highlights import Stretch, stretches
from qa.chat.markup import NOTHING, Html, element, joined, text
from qa.chat.permalinks import LinkProblem, text_fragment
from qa.chat.wording import Wording

_TAGS = {Kind.HEADLINE: "h3", Kind.SUBHEADING: "h4"}
_HASH_SHOWN = 12  # hex digits: enough to compare by eye


def render_source(shown: Shown | LinkProblem | None, wording: Wording) -> Html:
    """The articles that the shown turn cites, whole, one at a time: several are tabs, in the order of their citations.

    The section carries `data-turn`, and in `data-focus` the number of the citation to bring into view; each
    mark carries in `data-numbers` the citations it belongs to. A citation's marks together are its quote.
    """
    if isinstance(shown, LinkProblem):
        return _broken_link(shown, wording)
    heading = element("h2", text(wording.source), class_="label")
    if shown is None:
        inside = [element("header", heading), element("p", text(wording.source_empty), class_="empty")]
        return element("section", *inside, aria_label=wording.source, lang=wording.language)
    articles = list({citation.article.id: citation.article for citation in shown.turn.citations}.values())
    return element(
        "section",
        element("header", heading, _jumps(shown, wording), _back(wording), _tabs(articles, shown, wording)),
        *(_panel(place, articles, shown, wording) for place in range(len(articles))),
        aria_label=wording.source,
        lang=wording.language,
        tabindex=0,
        data_turn=shown.turn.number,
        data_focus=shown.number,
        data_state=shown.turn.state,
    )


def _broken_link(problem: LinkProblem, wording: Wording) -> Html:
    """What is wrong with a link that leads to no passage, and no other passage in its place."""
    headline, advice = wording.broken_links[problem]
    notice = element("div", element("h3", text(headline)), element("p", text(advice)), class_="notice", role="alert")
    header = element("header", element("h2", text(wording.source), class_="label"), _back(wording))
    return element("section", header, notice, aria_label=wording.source, lang=wording.language, data_turn=0)


def _tabs(articles: Sequence[Article], shown: Shown, wording: Wording) -> Html:
    """A tab for each article, where there is more than one (ARIA Authoring Practices, tabs pattern)."""
    if len(articles) == 1:
        return NOTHING
    tabs = [
        element(
            "button",
            text(article_title(article, wording)),
            type="button",
            role="tab",
            id=f"source-tab-{place}",
            aria_controls=f"source-panel-{place}",
            aria_selected="true" if article.id == shown.article.id else "false",
            tabindex=0 if article.id == shown.article.id else -1,
            lang="zh",
            title=article_title(article, wording),
            data_event="tab",
        )
        for place, article in enumerate(articles)
    ]
    return element("div", *tabs, role="tablist", aria_label=wording.cited_articles)


def _panel(place: int, articles: Sequence[Article], shown: Shown, wording: Wording) -> Html:
    """An article behind its tab; one that stands alone needs none."""
    article = _article(articles[place], shown, wording)
    if len(articles) == 1:
        return article
    return element(
        "div",
        article,
        role="tabpanel",
        id=f"source-panel-{place}",
        aria_labelledby=f"source-tab-{place}",
        hidden=articles[place].id != shown.article.id,
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
    printed = [part for part in (article.source, article.printed_date) if part]
    parts = [article_title(article, wording), *printed]
    return element("p", joined((element("span", text(part)) for part in parts), " "), class_="running")


def _paragraphs(article: Article, citations: Sequence[Citation], shown: Shown, wording: Wording) -> list[Html]:
    """All paragraphs in reading order, each run of page furniture in a box of its own."""
    parts: list[Html] = []
    for furniture, group in groupby(article.paragraphs, key=lambda p: p.kind is Kind.FURNITURE):
        printed = [_paragraph(paragraph, citations, shown, wording) for paragraph in group]
        aside = element("aside", *printed, aria_label=wording.furniture, class_="around")
        parts += [aside] if furniture else printed
    return parts


def _paragraph(paragraph: Paragraph, citations: Sequence[Citation], shown: Shown, wording: Wording) -> Html:
    inside = [
        _mark(numbers, list(group), shown, wording) if numbers else joined(text(stretch.text) for stretch in group)
        for numbers, group in groupby(stretches(paragraph.reading, citations), key=lambda s: s.numbers)
    ]
    return element(_TAGS.get(paragraph.kind, "p"), *inside, class_=paragraph.kind.value)


def _mark(numbers: tuple[int, ...], inside: Sequence[Stretch], shown: Shown, wording: Wording) -> Html:
    """A highlight, its citations' numbers before it: each leads back to its citation in the answer.

    The numbers are painted by the style sheet, so that the text of the highlight is that of the source alone.
    """
    answered = shown.turn.state == "answered"
    parts = (element("strong", text(s.text)) if s.answer and answered else text(s.text) for s in inside)
    linked = shown.turn.number == 0  # a passage that a link leads to has no answer to go back to
    ways_back = () if linked else (_way_back(number, shown, wording) for number in numbers)
    return element(
        "mark", *ways_back, *parts, data_numbers=" ".join(map(str, numbers)), tabindex=-1 if linked else None
    )


def _way_back(number: int, shown: Shown, wording: Wording) -> Html:
    return element(
        "button",
        type="button",
        class_="number",
        aria_label=wording.to_citation.format(number=number),
        data_event="cite",
        data_turn=shown.turn.number,
        data_number=number,
        lang=wording.language,
    )


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


def _back(wording: Wording) -> Html:
    """Closes the sheet that the panel is on a narrow screen."""
    return element("button", text(wording.back), type="button", class_="back", data_event="back")


def _provenance(article: Article, citations: Sequence[Citation], wording: Wording) -> Html:
    """File, place of the quotes in it and its hash: what anyone needs to check the quote."""
    places = "、".join(f"{citation.start}–{citation.end}" for citation in citations)
    pages = "、".join(dict.fromkeys(str(article.file.page(citation.start) or "") for citation in citations))
    facts = [(wording.file, article.file.name), *([(wording.page, pages)] if pages else [])]
    facts.append((wording.characters, places))
    facts.append(("SHA-256", article.file.sha256[:_HASH_SHOWN]))
    rows = (element("div", element("dt", text(name)), element("dd", text(value))) for name, value in facts)
    return element("footer", element("dl", *rows), _web_page(citations[0], wording), lang=wording.language)


def _web_page(citation: Citation, wording: Wording) -> Html:
    """A link to the page that the article came from, at its first quote, if a browser may follow the address."""
    url = citation.article.url or ""
    if not url.lower().startswith(("https://", "http://")):
        return NOTHING
    fragment = text_fragment(citation)
    href = url + fragment if "#" in url or not fragment else f"{url}#{fragment}"
    return element("a", text(wording.web_page), href=href, target="_blank", rel="noopener noreferrer nofollow")
