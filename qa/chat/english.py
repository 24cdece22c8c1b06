"""The page in English."""

from __future__ import annotations

from qa.answers.answer import Certainty, Reason
from qa.chat.phrases import FilterWords, Notice, Wording

EN = Wording(
    language="en",
    language_name="English",
    language_switch="Language of the page",
    tagline="Ask the newspaper, get the sentence",
    loading="Opening the articles and loading the model… The first start takes longer",
    searching="Looking for the sentence…",
    ready="Articles to ask: {articles}, from files: {files}",
    skipped="Files that could not be read: {names}",
    not_opened="The articles could not be opened",
    broken=Notice("Something went wrong", "Please ask again; if that does not help, see the server's log."),
    welcome=Notice(
        "Ask for a fact, get the original sentence",
        "Who, when, where, how many: the answer is quoted word for word and marked in its article. "
        "What the articles do not say, this page does not say either.",
    ),
    examples="Try asking",
    question="Your question",
    placeholder="Who, when, how many…",
    ask="Ask",
    clear="New conversation",
    conversation="Questions and answers",
    understood_as="Understood as",
    certainty={
        Certainty.HIGH: "Fairly certain",
        Certainty.FAIR: "Likely: check the sentence",
        Certainty.LOW: "Uncertain: read the sentence closely",
    },
    further="See also",
    aids="Reader's aids, not a translation",
    copy="Copy the quote with its reference",
    copy_as="Copy the quote with its reference: {style}",
    copied="Copied",
    link="Link",
    link_to_quote="Copy a link to this quote",
    link_to_question="Copy a link to this question",
    tools="This question",
    broken_links={
        "malformed": Notice("The link is not complete", "It may have been cut off; please copy the whole link."),
        "unknown": Notice("The article of this link is not here", "It may have left these articles; you can ask."),
        "changed": Notice(
            "The passage of this link has changed",
            "The article no longer holds the words that were quoted, so none are shown; please ask again.",
        ),
    },
    show_citation="Show citation {number} in its article: {title}",
    show_pointer="Show in its article: {title}",
    reasons={
        Reason.QUESTION_TOO_SHORT: Notice(
            "The question is too short to tell what it asks",
            "Name a person, a place or an event, and what you want to know about it.",
        ),
        Reason.QUESTION_TOO_LONG: Notice(
            "The question is too long",
            "Please shorten it to a sentence or two and ask for one thing at a time.",
        ),
        Reason.NO_SUCH_SUBJECT: Notice(
            "These articles say nothing about this",
            "Try other words, or ask about people, places and organisations that the articles write about.",
        ),
        Reason.FACT_NOT_STATED: Notice(
            "The articles write about this, but do not state this point",
            "Try asking for something else; what they do say on the subject is for reference only.",
        ),
        Reason.PREMISE_NOT_FOUND: Notice(
            "The question names something that is nowhere in the articles",
            "Please check the name of the person, place or organisation.",
        ),
        Reason.FILTER_MATCHES_NOTHING: Notice(
            "No article fits the filters",
            "The question went no further. Ask again without one of them, or change it.",
        ),
    },
    missing="Not in the articles",
    pointers="What the articles do say",
    offer="You can ask:",
    filters=FilterWords(
        label="Filters",
        edit="Filter the articles",
        names={"since": "From", "until": "To", "on": "Date as printed", "paper": "Paper", "place": "Place"},
        said={
            "since": "Dates: from {since}",
            "until": "Dates: until {until}",
            "between": "Dates: {since} to {until}",
            "on": "Date as printed: {on}",
            "paper": "Paper: {paper}",
            "place": "Place: {place}",
        },
        any="Any",
        apply="Apply",
        change="Change the filter {filter}",
        remove="Remove the filter {filter}",
        asked_under="Only",
        without="Ask again without “{filter}”",
        undated="Articles without a full printed date, which no range of dates lets in: {count}",
        wrong="The filters do not hold: check the dates and their order",
        place_read_as="Place “{written}” read as {place}",
        ask_about="Ask about",
    ),
    source="Source",
    source_empty="The article that holds the answer appears here, with the quote marked in place.",
    citations="Citations",
    citation="Citation {number}",
    cited_articles="Cited articles",
    to_citation="Back to citation {number} in the answer",
    untitled="(untitled)",
    furniture="Other text on the page",
    web_page="Web page",
    file="File",
    characters="Characters",
    back="Back to the answer",
)
