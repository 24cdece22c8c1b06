"""The vocabulary of an `E5File` as SentencePiece has it: character map, unigram pieces, one file for both.

What of the file's form is written here stands in `_FORM`, by the names and numbers that it has in SentencePiece's
`sentencepiece_model.proto` (https://github.com/google/sentencepiece); the classes that come with SentencePiece need
the very newest protobuf.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from embeddings.e5_file import E5File

_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_CONTROL_PIECES = {"<s>", "</s>", "<pad>", "<mask>"}
_WARNING = 1  # SentencePiece tells on stderr of each map that it compiles
_FORM = """
    name: "yuanju/sentencepiece_model.proto" package: "yuanju" syntax: "proto2"
    message_type { name: "Piece"
        field { name: "piece" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
        field { name: "score" number: 2 type: TYPE_FLOAT label: LABEL_OPTIONAL }
        field { name: "type" number: 3 type: TYPE_INT32 label: LABEL_OPTIONAL } }
    message_type { name: "NormalizerSpec"
        field { name: "precompiled_charsmap" number: 2 type: TYPE_BYTES label: LABEL_OPTIONAL } }
    message_type { name: "ModelProto"
        field { name: "pieces" number: 1 type: TYPE_MESSAGE type_name: ".yuanju.Piece" label: LABEL_REPEATED }
        field { name: "normalizer_spec" number: 3 type: TYPE_MESSAGE type_name: ".yuanju.NormalizerSpec"
                label: LABEL_OPTIONAL } }
"""


def sentencepiece_model(file: E5File) -> bytes:
    """Vocabulary and character map of `file`, to be loaded by SentencePiece; the rest is as SentencePiece has it."""
    model = _message("ModelProto")
    for number, (piece, score) in enumerate(file.pieces):
        kind = _UNKNOWN if number == file.special.unk else _CONTROL if piece in _CONTROL_PIECES else _NORMAL
        model.pieces.add(piece=piece, score=score, type=kind)
    model.normalizer_spec.precompiled_charsmap = compile_charsmap(file.normalisation)
    written: bytes = model.SerializeToString()
    return written


def compile_charsmap(replacements: Mapping[str, str]) -> bytes:
    """What characters become, in the form that SentencePiece and `tokenizers.normalizers.Precompiled` read."""
    from sentencepiece import SentencePieceNormalizer, set_min_log_level

    set_min_log_level(_WARNING)
    spec = _message("NormalizerSpec")
    spec.ParseFromString(SentencePieceNormalizer(norm_map=list(replacements.items())).serialized_normalizer_spec())
    compiled: bytes = spec.precompiled_charsmap
    return compiled


def _message(name: str) -> Any:  # noqa: ANN401 - the class is made as the program runs
    from google.protobuf.message_factory import GetMessageClass

    return GetMessageClass(_form().message_types_by_name[name])()


@cache
def _form() -> Any:  # noqa: ANN401
    from google.protobuf import descriptor_pb2, descriptor_pool, text_format

    form = text_format.Parse(_FORM, descriptor_pb2.FileDescriptorProto())
    return descriptor_pool.DescriptorPool().AddSerializedFile(form.SerializeToString())
