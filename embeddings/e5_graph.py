"""The network of an `E5File` as an ONNX graph.

It is BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) without a mask: texts of different lengths are not
read together. The operators that take several steps at once are those that ONNX Runtime fuses BERT into.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings.e5_file import E5File
from embeddings.onnx_graph import Graph

IDS = "ids"
PLACES = 512  # the most pieces of a text that the network has a place for; it is in the file as well

Weights = Mapping[str, NDArray[np.float32]]


def write_encoder(file: E5File, weights: Weights, path: Path) -> None:
    """The network that makes of `ids`, int64 of shape (texts, pieces), unit `rows` of shape (texts, width)."""
    graph = Graph()
    mean = graph.add("ReduceMean", hidden_states(graph, file, weights), graph.weight(np.array([1])), keepdims=0)
    graph.save(path, ids=IDS, rows=(graph.add("LpNormalization", mean, axis=1, p=2), 2))


def hidden_states(graph: Graph, file: E5File, weights: Weights) -> str:
    """What the last layer makes of `IDS`, of shape (texts, pieces, width); weights by the names of `BertModel`."""
    hidden = _embedded(graph, file, weights)
    for number in range(file.shape.layers):
        hidden = _layer(graph, file, weights, f"encoder.layer.{number}", hidden)
    return hidden


def _embedded(graph: Graph, file: E5File, weights: Weights) -> str:
    words = graph.rows(file.four_bit_rows("emb.word", file.shape.words, file.shape.width), IDS)
    # Every text is one sentence, of the first type.
    types = weights["embeddings.token_type_embeddings.weight"][0]
    places = graph.weight(weights["embeddings.position_embeddings.weight"] + types)
    zero, length = graph.weight(np.array([0])), graph.add("Shape", IDS, start=1)
    placed = graph.add("Add", words, graph.add("Slice", places, zero, length, zero))
    norm = (graph.weight(weights[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", placed, *norm, epsilon=file.epsilon)


def _layer(graph: Graph, file: E5File, weights: Weights, layer: str, hidden: str) -> str:
    def bias(part: str) -> str:
        return graph.weight(weights[f"{layer}.{part}.bias"])

    def times(given: str, part: str) -> str:
        return graph.add("MatMul", given, graph.weight(weights[f"{layer}.{part}.weight"].T))

    def added(given: str, part: str, before: str) -> str:
        norm = (graph.weight(weights[f"{layer}.{part}.LayerNorm.{name}"]) for name in ("weight", "bias"))
        return graph.add_fused(
            "SkipLayerNormalization", given, before, *norm, bias(f"{part}.dense"), epsilon=file.epsilon
        )

    parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
    asking = graph.weight(np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1))
    asking_bias = graph.weight(np.concatenate([weights[f"{part}.bias"] for part in parts]))
    heeded = graph.add_fused("Attention", hidden, asking, asking_bias, num_heads=file.shape.heads)
    attended = added(times(heeded, "attention.output.dense"), "attention.output", hidden)
    wide = graph.add_fused("BiasGelu", times(attended, "intermediate.dense"), bias("intermediate.dense"))
    return added(times(wide, "output.dense"), "output", attended)
