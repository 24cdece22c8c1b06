"""The options that several commands of `yuanju` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Question = Annotated[str | None, typer.Argument(metavar="QUESTION", help="In Chinese or English.", show_default=False)]
History = Annotated[
    list[str] | None,
    typer.Option("--history", metavar="Q", help="A question asked before; repeat it, oldest first."),
]
Batch = Annotated[
    typer.FileBinaryRead | None,
    typer.Option(
        "--batch",
        metavar="FILE",
        help="Answer the questions of FILE (- is standard input) in their order, one JSON object a line. "
        'A line is a question, or {"question": …, "history": […], "filters": {…}}; blank lines are skipped.',
    ),
]
Depth = Annotated[int | None, typer.Option("-k", metavar="N", min=1, help="How many passages to read.")]
Count = Annotated[int, typer.Option("-k", metavar="N", min=1, help="How many passages to show.")]
Corpus = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="FOLDER", help="Folder of articles; default: the ones that ship."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only articles of that day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Only articles of that day or earlier.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Only articles that print that date: 3月10日.")]
Paper = Annotated[str | None, typer.Option("--paper", metavar="NAME", help="Only articles of that paper.")]
Place = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Only articles that name that place.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Watch = Annotated[bool, typer.Option("--watch", help="Go on until interrupted: index whatever changes in the folder.")]
Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        metavar="N",
        min=1,
        max=65535,
        help="Serve HTTP at 127.0.0.1:N/mcp; default: standard input and output, as a client starts it.",
        show_default=False,
    ),
]
Shard = Annotated[
    str | None,
    typer.Option(
        metavar="N/M",
        help="Only put the Nth of M shares of the articles into Milvus (YUANJU_STORE); each machine another one.",
        show_default=False,
    ),
]
