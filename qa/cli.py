"""The commands of `yuanju`.

Data goes to standard output in UTF-8, progress and errors to standard error. Exit codes: 0 answered or found,
1 not, 2 wrong usage, 3 trouble with the articles or the index, 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from qa.answers.contract import answer_to_dict, hits_to_dict
from qa.answers.question_files import BatchQuestion, read_batch
from qa.archive import Archive, open_archive
from qa.chat.terminal import answer_text, hits_text, unmatched_text
from qa.errors import UsageError
from qa.examples import examples_for
from qa.options import (
    AsJson,
    Batch,
    Corpus,
    Count,
    Depth,
    History,
    On,
    Paper,
    Place,
    Port,
    Question,
    Shard,
    Since,
    Until,
    Watch,
)
from qa.output import count_words, counts, in_colour, json_line, print_each, print_index
from qa.retrieval.filters import Filters, parse_filters
from qa.retrieval.language import language_of
from qa.scoring import print_scores
from qa.settings import Settings
from qa.sharding import index_shard

NO_ANSWER, TROUBLE = 1, 3

app = typer.Typer(
    help="Ask newspaper articles a question, get the sentence that answers it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def ask(
    question: Question = None,
    history: History = None,
    k: Depth = None,
    batch: Batch = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    paper: Paper = None,
    place: Place = None,
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with the sentence that says it.

    Exit code 1 if the articles do not say; a batch leaves with 0 once it is done.
    """
    filters = parse_filters({"since": since, "until": until, "on": on, "paper": paper, "place": place})
    questions = _questions(question, history, batch, filters)
    depth = {} if k is None else {"k": k}
    archive = _open(corpus)
    answers = (archive.ask(q.question, history=q.history, filters=q.filters, **depth) for q in questions)
    if batch:
        print_each(answer_to_dict(answer) for answer in answers)
        return
    answer = next(answers)
    typer.echo(json_line(answer_to_dict(answer)) if as_json else answer_text(answer, bold=in_colour()))
    if not answer.answered:
        raise typer.Exit(NO_ANSWER)


@app.command()
def search(
    question: Question = None,
    history: History = None,
    k: Count = 5,
    batch: Batch = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    paper: Paper = None,
    place: Place = None,
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Show the passages that bear on a question.

    Best first; exit code 1 if there is none. A batch leaves with 0 once it is done.
    """
    filters = parse_filters({"since": since, "until": until, "on": on, "paper": paper, "place": place})
    questions = _questions(question, history, batch, filters)
    archive = _open(corpus)
    found = (
        (asked, archive.search(asked.question, k=k, history=asked.history, filters=asked.filters))
        for asked in questions
    )
    if batch:
        print_each(hits_to_dict(asked.question, hits, archive.selection(asked.filters)) for asked, hits in found)
        return
    asked, hits = next(found)
    selection = archive.selection(asked.filters)
    if as_json:
        typer.echo(json_line(hits_to_dict(asked.question, hits, selection)))
    elif hits:
        typer.echo(hits_text(hits))
    elif selection and selection.unmatched:
        typer.echo(unmatched_text(selection, language_of(asked.question)), err=True)
    if not hits:
        raise typer.Exit(NO_ANSWER)


@app.command()
def index(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="The same as --corpus.", show_default=False)
    ] = None,
    watch: Watch = False,
    corpus: Corpus = None,
    shard: Shard = None,
    as_json: AsJson = False,
) -> None:
    """Build the index of a folder of articles.

    An index that is up to date is left as it is. Prints what is in it, in which formats and encodings, and what was
    skipped and why; with --watch also every change, a line each.
    """
    if folder and corpus:
        raise UsageError(f"the folder is given twice: {folder} and --corpus {corpus}; leave one out")
    if shard:
        filled = index_shard(folder or corpus, shard, Settings.from_env())
        typer.echo(json_line(filled._asdict()) if as_json else f"shard {shard}: {filled}")
        return
    archive = _open(folder or corpus)
    print_index(archive, as_json=as_json)
    if watch:
        from qa.watching import print_changes

        print_changes(archive, Settings.from_env().cache, as_json=as_json)


@app.command()
def verify(corpus: Corpus = None, as_json: AsJson = False) -> None:
    """Check that every quote is where it says.

    Compares every file with its hash, every passage and every shipped answer with its place; prints what is
    wrong, exit code 3 if anything is.
    """
    archive = _open(corpus)
    problems = archive.verify()
    if as_json:
        typer.echo(json_line({**counts(archive), "problems": problems}))
    else:
        typer.echo("\n".join([*problems, f"{count_words(archive)}; problems: {len(problems)}"]))
    if problems:
        raise typer.Exit(TROUBLE)


@app.command(name="eval")
def evaluate(
    file: Annotated[
        Path,
        typer.Argument(help="Questions with proofs, or readers' verdicts, a line each.", show_default=False),
    ],
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Score the answers to a question set.

    Prints the figures for all questions, each language and each kind of question, and how far the confidence of
    the answers can be trusted. In the file of verdicts that the chat keeps (YUANJU_FEEDBACK), what a reader called
    right is the truth; of what was called wrong it says how much is still answered like that.
    """
    print_scores(file, lambda: _open(corpus), as_json=as_json)


@app.command()
def chat(corpus: Corpus = None) -> None:
    """Serve the web chat until interrupted."""
    from qa.chat.keeping_up import keep_up
    from qa.chat.page import build_chat

    given = Settings.from_env()
    examples = None if corpus else examples_for(given)
    demo = build_chat(lambda: _open(corpus), examples=examples, feedback=given.feedback, uploads=given.uploads)
    keep_up(demo.loading)
    demo.launch()


@app.command(name="mcp")
def tools(corpus: Corpus = None, port: Port = None) -> None:
    """Serve ask and search as tools for agents (MCP)."""
    from qa.chat.mcp_server import serve

    serve(lambda: _open(corpus), port=port)


def _open(corpus: Path | None) -> Archive:
    return open_archive(corpus, settings=Settings.from_env())


def _questions(
    question: str | None,
    history: Sequence[str] | None,
    batch: typer.FileBinaryRead | None,
    filters: Filters | None,
) -> Iterator[BatchQuestion]:
    if batch and (question is not None or history or filters):
        raise UsageError("--batch takes questions, their history and filters from the file alone; leave the others out")
    if batch:
        return read_batch(batch, batch.name)
    if question is None:
        raise UsageError("no question; give one, or --batch FILE")
    return iter([BatchQuestion(question, tuple(history or ()), filters)])
