"""How well a checkpoint reads examples that nothing was trained on, each kind by itself.

    python benchmarks/reader/probe.py DATA CHECKPOINT [CHECKPOINT ...] [--examples 1500]

DATA is that of train.py; a checkpoint is its `reader.pt` or a file that export.py made. Prints for each: the share of
answered examples whose best run is the answer, and, for each kind without an answer, the area under the curve of
telling it from the answered ones.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from examples import Example, Made, NewsExamples, news_articles
from made import Exchange
from network import SpanNetwork, padded
from sklearn.metrics import roc_auc_score
from train import SEED, begun_with, news_records

from embeddings.bundled_e5 import bundled_model_folder
from embeddings.bundled_onnx import bundled_tokenizer
from embeddings.pieces import Tokenizer
from qa.answers.evaluation import folded
from qa.answers.reader.inputs import rows
from qa.answers.reader.span_reader import page_read
from qa.retrieval.language import language_of
from qa.settings import Settings

BATCH = 16
UNANSWERED = (Made.UNANSWERED, Made.NEAR, Made.EMPTIED, Made.EXCHANGED)


def main() -> None:
    """Read and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--examples", type=int, default=1500)
    arguments = parser.parse_args()
    cache = Settings.from_env().cache
    folder, tokenizer = bundled_model_folder(cache), bundled_tokenizer(cache)
    examples = unseen_examples(arguments.data, arguments.examples)
    for path in arguments.checkpoints:
        network = begun_with(SpanNetwork.from_encoder(folder), path).eval()
        print(f"{path}: {report(examples, *read(network, tokenizer, examples))}", flush=True)


def unseen_examples(data: Path, count: int) -> list[Example]:
    """A seeded sample of the examples that the articles kept from training give."""
    records, unseen = news_records(data)
    kept = [record for record in records if record["article_id"] in unseen]
    rng = random.Random(f"{SEED} probe")
    drawn = list(NewsExamples(kept, news_articles(data / "news_10k.jsonl.gz", kept)).draw(rng))
    exchange = Exchange(record["question_zh"] for record in records)
    drawn += [made for example in drawn for made in exchange.draw(example, rng)]
    return rng.sample(drawn, min(count, len(drawn)))


def read(network: SpanNetwork, tokenizer: Tokenizer, examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """For each example the log-odds that its page holds the answer, and whether the best run is the answer."""
    made = rows(tokenizer, [e.question for e in examples], [e.page for e in examples])
    order = sorted(range(len(examples)), key=lambda n: len(made[n].ids))
    holds, exact = np.zeros(len(examples)), np.zeros(len(examples), bool)
    for at in range(0, len(order), BATCH):
        numbers = order[at : at + BATCH]
        ids, readable = (torch.from_numpy(array) for array in padded([made[n] for n in numbers]))
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            starts, ends, logits = network(ids, readable)
        first, last = (torch.log_softmax(ends_of, dim=1).numpy() for ends_of in (starts, ends))
        for row, n in enumerate(numbers):
            holds[n] = float(logits[row])
            exact[n] = _is_exact(examples[n], page_read(made[n], first[row], last[row], holds=holds[n]))
    return holds, exact


def _is_exact(example: Example, page: object) -> bool:
    text = example.page.text
    run = page.best(0, len(text))
    return run is not None and folded(text[run.start : run.end]) == folded(text[example.start : example.end])


def report(examples: Sequence[Example], holds: np.ndarray, exact: np.ndarray) -> str:
    """The figures on one line."""
    answered = np.array([e.answerable for e in examples])
    english = np.array([language_of(e.question) == "en" for e in examples])
    parts = [f"exact {name} {exact[answered & own].mean():.3f}" for name, own in (("zh", ~english), ("en", english))]
    for kind in UNANSWERED:
        other = np.array([e.made is kind and not e.answerable for e in examples])
        both = answered | other
        parts.append(f"{kind} {roc_auc_score(answered[both], holds[both]):.3f}")
    return ", ".join(parts)


if __name__ == "__main__":
    main()
