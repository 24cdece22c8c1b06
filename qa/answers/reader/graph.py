"""The reader's network in ONNX Runtime: the encoder that ships, its upper layers trained, and two heads.

One head gives the ends of the answer by piece, the other whether the text holds it; spans as in Devlin et al. 2019
(BERT, section 4.3): the first piece of a row stands for "not here".
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import numpy as np

from embeddings.e5_bundle import made_of_bundle
from embeddings.e5_conversion import weights_beside_words
from embeddings.e5_file import E5File
from embeddings.e5_graph import IDS, hidden_states
from embeddings.onnx_graph import Graph
from embeddings.sealed_folder import Key
from qa.answers.reader.weights import Changes, read, trained

_NETWORK = "reader.onnx"
# To be raised when the network is written differently, so that those in people's caches are made anew.
_LAYOUT = 1


def reader_network(cache: Path, weights: Path) -> Path:
    """The network with the trained weights of that file, inside `cache`; made by the first call.

    It reads ids of pieces, int64 of shape (rows, pieces), and gives float32 logits: `ends` of shape (rows, pieces, 2)
    and `holds` of shape (rows, 1). Raises ModelError for a file of other weights, and as `made_of_bundle` does.
    """
    checksum = hashlib.sha256(weights.read_bytes()).hexdigest()
    key: Key = {"layout": _LAYOUT, "reader": checksum}
    return made_of_bundle(cache, f"-reader-{checksum[:12]}", key, partial(_write, read(weights))) / _NETWORK


def _write(changes: Changes, file: E5File, folder: Path) -> None:
    weights = trained(changes, dict(weights_beside_words(file)))
    graph = Graph()
    hidden = hidden_states(graph, file, weights)
    first = graph.add("Gather", hidden, graph.weight(np.array(0)), axis=1)
    ends, holds = (
        graph.add("Add", graph.add("MatMul", given, matrix), bias)
        for given, matrix, bias in (
            (hidden, graph.weight(weights["ends.weight"].T), graph.weight(weights["ends.bias"])),
            (first, graph.weight(weights["holds.weight"].T), graph.weight(weights["holds.bias"])),
        )
    )
    graph.save(folder / _NETWORK, ids=IDS, ends=(ends, 3), holds=(holds, 2))
