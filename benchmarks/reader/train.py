"""Train the reader on two cores, without the network; started again, it goes on from its last checkpoint.

    python benchmarks/reader/train.py DATA WORK [--first 0] [--passes 1] [--init FILE] [--without KIND] [--steps N]

DATA is a folder with news_10k.jsonl.gz, news_questions.jsonl, cmrc2018_train.json and drcd_dev.json; further questions
about that news, and translations, lie in `questions/`. WORK gets the checkpoint `reader.pt`, written every few minutes,
and `log.jsonl`. What is drawn is decided by the seed alone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from examples import (
    Example,
    Made,
    NewsExamples,
    held_out,
    news_articles,
    read_records,
    read_translations,
    squad_examples,
)
from made import Exchange, glossed
from network import SpanNetwork, padded
from torch.nn import functional

from embeddings.bundled_e5 import bundled_model_folder
from embeddings.bundled_onnx import bundled_tokenizer
from embeddings.pieces import Tokenizer
from qa.answers.reader.inputs import Row, rows
from qa.settings import Settings

SEED = 20
FROZEN_LAYERS = 5
BATCH = 16
RATE = 1.5e-4
WARM_UP = 0.06
DECAY = 0.01
HELD_OUT = 0.15
GLOSSED = 0.15
EXCHANGED = 0.6
# Shares of the sets about Wikipedia that one pass learns from, and of those questions that come in English.
GENERAL = {"cmrc2018_train.json": 0.25, "drcd_dev.json": 0.2}
TRANSLATED = 0.8
QUESTIONS = Path(__file__).with_name("questions")
# Batches whose examples are sorted by length together, so that little is padded.
POOL = 40
CHECKPOINT_EVERY = 50
# How much more than on finding the answer is spent on telling whether it is there.
HOLDS = 1.0


def main() -> None:
    """Draw, train, keep checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--first", type=int, default=0, help="number of the first pass; each draws other windows")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--init", type=Path, help="begin with a checkpoint, or the file that export.py made of one")
    parser.add_argument("--without", type=Made, choices=list(Made), help="leave out one kind of examples")
    parser.add_argument("--steps", type=int, help="learn from the first so many batches only")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    cache = Settings.from_env().cache
    tokenizer = bundled_tokenizer(cache)
    torch.manual_seed(SEED)
    network = trainable(SpanNetwork.from_encoder(bundled_model_folder(cache)))
    if arguments.init:
        begun_with(network, arguments.init)
    passes = range(arguments.first, arguments.first + arguments.passes)
    examples = [example for example in drawn(arguments.data, passes) if example.made != arguments.without]
    train(network, tokenizer, examples[: arguments.steps and arguments.steps * BATCH], arguments.work)


def trainable(network: SpanNetwork) -> SpanNetwork:
    """The network with its embeddings and lower layers frozen."""
    frozen = [network.encoder.embeddings, *network.encoder.encoder.layer[:FROZEN_LAYERS]]
    for parameter in (p for module in frozen for p in module.parameters()):
        parameter.requires_grad = False
    return network


def begun_with(network: SpanNetwork, path: Path) -> SpanNetwork:
    """The network with the weights of a checkpoint, or of a file that export.py made."""
    if path.suffix == ".pt":
        network.load_state_dict(torch.load(path, weights_only=True)["network"])
    else:
        network.load_trained(path)
    return network


def news_records(data: Path) -> tuple[list[dict[str, Any]], set[str]]:
    """All records about news, and the ids of the articles of which nothing is trained on.

    These are a share of the articles of each file, so that a file must not grow, and all of `news_unseen.jsonl`.
    """
    learnt = [read_records(path) for path in (data / "news_questions.jsonl", QUESTIONS / "news.jsonl")]
    kept = read_records(QUESTIONS / "news_unseen.jsonl")
    unseen = {record["article_id"] for record in kept}.union(*(held_out(records, HELD_OUT) for records in learnt))
    return [record for records in (*learnt, kept) for record in records], unseen


def drawn(data: Path, passes: Iterable[int]) -> Iterator[Example]:
    """All examples in the order in which they are learnt: each pass shuffled, the windows drawn anew."""
    records, unseen = news_records(data)
    records = [record for record in records if record["article_id"] not in unseen]
    news = NewsExamples(records, news_articles(data / "news_10k.jsonl.gz", records))
    exchange = Exchange(record["question_zh"] for record in records)
    english = read_translations(QUESTIONS / "cmrc_english.tsv")
    for number in passes:
        rng = random.Random(f"{SEED} {number}")
        examples = list(news.draw(rng))
        examples += [made for example in examples for made in exchange.draw(example, rng) if rng.random() < EXCHANGED]
        for name, share in GENERAL.items():
            drawn_from = squad_examples(data / name, rng, english)
            general = [e for e in drawn_from if rng.random() < (TRANSLATED if e.made is Made.TRANSLATED else share)]
            examples += [_maybe_glossed(example, rng) for example in general]
        rng.shuffle(examples)
        yield from examples


def _maybe_glossed(example: Example, rng: random.Random) -> Example:
    if example.made is Made.TRANSLATED or rng.random() >= GLOSSED:
        return example
    return replace(example, question=glossed(example.question, rng), made=Made.GLOSSED)


def batches(tokenizer: Tokenizer, examples: Sequence[Example]) -> Iterator[list[tuple[Example, Row]]]:
    """Batches of examples of about one length, in an order that the examples alone decide."""
    for start in range(0, len(examples), BATCH * POOL):
        pool = examples[start : start + BATCH * POOL]
        made = rows(tokenizer, [e.question for e in pool], [e.page for e in pool])
        ordered = sorted(zip(pool, made, strict=True), key=lambda pair: len(pair[1].ids))
        groups = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
        random.Random(start).shuffle(groups)
        yield from groups


def loss_of(network: SpanNetwork, batch: Sequence[tuple[Example, Row]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Losses of finding the answer and of telling whether it is there."""
    ids, readable = (torch.from_numpy(array) for array in padded([row for _, row in batch]))
    with torch.autocast("cpu", torch.bfloat16):
        starts, ends, holds = network(ids, readable)
    targets = torch.tensor([row.pieces(e.start, e.end) or (0, 0) if e.answerable else (0, 0) for e, row in batch])
    spans = functional.cross_entropy(starts, targets[:, 0]) + functional.cross_entropy(ends, targets[:, 1])
    answerable = torch.tensor([float(e.answerable) for e, _ in batch])
    return spans / 2, functional.binary_cross_entropy_with_logits(holds, answerable)


def train(network: SpanNetwork, tokenizer: Tokenizer, examples: list[Example], work: Path) -> None:
    """One step a batch, AdamW with warm-up and a linear fall to nothing."""
    planned = list(batches(tokenizer, examples))
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=DECAY)
    warm = max(1, round(WARM_UP * len(planned)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (len(planned) - step) / (len(planned) - warm))
    )
    done, seconds = _resume(work, network, optimiser, schedule)
    _log(work, {"examples": len(examples), "steps": len(planned), "from": done})
    network.train()
    began, recent = time.monotonic() - seconds, []
    for step in range(done, len(planned)):
        torch.manual_seed(SEED + step)
        spans, holds = loss_of(network, planned[step])
        (spans + HOLDS * holds).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        recent.append((spans.item(), holds.item()))
        if (step + 1) % CHECKPOINT_EVERY == 0 or step + 1 == len(planned):
            seconds = time.monotonic() - began
            _save(work, network, optimiser, schedule, step + 1, seconds)
            means = np.mean(recent, axis=0).round(4).tolist()
            _log(work, {"step": step + 1, "seconds": round(seconds), "spans": means[0], "holds": means[1]})
            recent = []


def _resume(work: Path, network: SpanNetwork, optimiser: torch.optim.Optimizer, schedule: object) -> tuple[int, float]:
    path = work / "reader.pt"
    if not path.exists():
        return 0, 0.0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    optimiser.load_state_dict(kept["optimiser"])
    schedule.load_state_dict(kept["schedule"])
    return kept["step"], kept["seconds"]


def _save(
    work: Path, network: SpanNetwork, optimiser: torch.optim.Optimizer, schedule: object, step: int, seconds: float
) -> None:
    kept = {
        "network": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
        "seconds": seconds,
    }
    torch.save(kept, work / "reader.pt.new")
    os.replace(work / "reader.pt.new", work / "reader.pt")


def _log(work: Path, line: dict[str, object]) -> None:
    print(line, flush=True)
    with (work / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
