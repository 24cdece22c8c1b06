"""The commands of `yuanju`.

Data goes to standard output in UTF-8, progress and errors to standard error. Exit codes: 0 answered or found,
1 not, 2 wrong usage, 3 trouble with the articles or the index, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from tqdm import tqdm

from qa.answers.contract import SCHEMA_VERSION, answer_to_dict, hits_to_dict
from qa.answers.evaluation import judge_all, summarise_groups
from qa.answers.judged import judged, reviewed
from qa.answers.opinions import read_opinions
from qa.answers.question_files import BatchQuestion, read_batch, read_question_set
from qa.answers.reliability import reliability
from qa.archive import Archive, open_archive
from qa.chat.contents import contents_lines, contents_to_dict
from qa.chat.terminal import answer_text, figures_table, hits_text, reliability_lines, review_text, unmatched_text
from qa.errors import UsageError
from qa.examples import examples_for
from qa.options import AsJson, Batch, Corpus, Count, Depth, History, On, Paper, Place, Port, Question, Since, Until
from qa.retrieval.filters import Filters, parse_filters
from qa.retrieval.language import language_of
from qa.settings import Settings
from qa.sharding import Share, index_shard

NO_ANSWER, TROUBLE = 1, 3

# JSON may hold these bare, but some readers end a line at them and some terminals obey them.
JSON_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}

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
        for answer in answers:
            typer.echo(_json(answer_to_dict(answer)))
        return
    answer = next(answers)
    typer.echo(_json(answer_to_dict(answer)) if as_json else answer_text(answer, bold=_in_colour()))
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
        for asked, hits in found:
            typer.echo(_json(hits_to_dict(asked.question, hits, archive.selection(asked.filters))))
        return
    asked, hits = next(found)
    selection = archive.selection(asked.filters)
    if as_json:
        typer.echo(_json(hits_to_dict(asked.question, hits, selection)))
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
    corpus: Corpus = None,
    shard: Share = None,
    as_json: AsJson = False,
) -> None:
    """Build the index of a folder of articles.

    An index that is up to date is left as it is. Prints what is in it, in which formats and encodings, and what was
    skipped and why.
    """
    if folder and corpus:
        raise UsageError(f"the folder is given twice: {folder} and --corpus {corpus}; leave one out")
    if shard:
        filled = index_shard(folder or corpus, shard, Settings.from_env())
        typer.echo(_json(filled._asdict()) if as_json else f"shard {shard}: {filled}")
        return
    archive = _open(folder or corpus)
    counts = {**_counts(archive), "suggestions": len(archive.suggestions())}
    if as_json:
        typer.echo(_json({**counts, "index_folder": str(archive.index_folder), **contents_to_dict(archive)}))
        return
    typer.echo(f"{_count_words(archive)}, {counts['suggestions']} suggestions, indexed in {archive.index_folder}")
    for line in contents_lines(archive):
        typer.echo(line)


@app.command()
def verify(corpus: Corpus = None, as_json: AsJson = False) -> None:
    """Check that every quote is where it says.

    Compares every file with its hash, every passage and every shipped answer with its place; prints what is
    wrong, exit code 3 if anything is.
    """
    archive = _open(corpus)
    problems = archive.verify()
    if as_json:
        typer.echo(_json({**_counts(archive), "problems": problems}))
    else:
        typer.echo("\n".join([*problems, f"{_count_words(archive)}; problems: {len(problems)}"]))
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
    opinions = read_opinions(file)
    questions = [] if opinions else read_question_set(file)
    archive = _open(corpus)
    counted = partial(tqdm, unit="question", file=sys.stderr)
    verdicts = judged(opinions, archive.articles) if opinions else None
    outcomes = judge_all(archive, counted(verdicts.questions if verdicts else questions))
    review = reviewed(verdicts, archive, counted(verdicts.wrong)) if verdicts else None
    figures, bins = summarise_groups(outcomes), reliability(outcomes)
    if as_json:
        report = {"schema_version": SCHEMA_VERSION, "figures": figures, "reliability": list(map(asdict, bins))}
        typer.echo(_json(report | ({"verdicts": asdict(review)} if review else {})))
        return
    lines = [figures_table(figures), reliability_lines(bins), review_text(review) if review else ""]
    typer.echo("\n".join(line for line in lines if line))


@app.command()
def chat(corpus: Corpus = None) -> None:
    """Serve the web chat until interrupted."""
    from qa.chat.page import build_chat

    given = Settings.from_env()
    examples = None if corpus else examples_for(given)
    build_chat(lambda: _open(corpus), examples=examples, feedback=given.feedback, uploads=given.uploads).launch()


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


def _counts(archive: Archive) -> dict[str, Any]:
    files = {article.file.name for article in archive.articles}
    return {
        "schema_version": SCHEMA_VERSION,
        "files": len(files),
        "articles": len(archive.articles),
        "passages": len(archive.passages),
    }


def _count_words(archive: Archive) -> str:
    return "{files} files, {articles} articles, {passages} passages".format(**_counts(archive))


def _in_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)
