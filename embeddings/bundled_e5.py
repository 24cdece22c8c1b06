"""The bundled model as an ordinary sentence-transformers folder, for libraries that know such folders.

Yuanju itself encodes with the same weights in ONNX Runtime (`bundled_onnx`).
"""

from __future__ import annotations

import json
from pathlib import Path

from embeddings.e5_bundle import NAME, PASSAGE_PROMPT, QUERY_PROMPT, made_of_bundle
from embeddings.e5_conversion import bert_model, transformers_tokenizer
from embeddings.e5_file import E5File
from embeddings.model_source import require_sentence_transformers

# To be raised when the folder is written differently, so that those in people's caches are made anew.
_LAYOUT = 2

# sentence-transformers looks for "document" before "passage", and makes up an empty one where it is missing.
_PROMPTS = {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT, "document": PASSAGE_PROMPT}
_MODULES = [
    ("", "sentence_transformers.models.Transformer"),
    ("1_Pooling", "sentence_transformers.models.Pooling"),
    ("2_Normalize", "sentence_transformers.models.Normalize"),
]


def bundled_model_folder(cache: Path) -> Path:
    """The sentence-transformers folder of the bundled model inside `cache`; made by the first call.

    That takes some ten seconds, 500 MB of disk and about 1 GB of memory. Raises EncoderError as `made_of_bundle` does,
    and where sentence-transformers is not installed.
    """
    require_sentence_transformers(NAME)
    return made_of_bundle(cache, "", {"layout": _LAYOUT}, _convert)


def _convert(file: E5File, folder: Path) -> None:
    _write_network(file, folder)
    transformers_tokenizer(file).save_pretrained(folder)
    _write_settings(file, folder)


def _write_network(file: E5File, folder: Path) -> None:
    from safetensors.torch import save_file

    model, weights = bert_model(file), folder / "model.safetensors"
    model.config.save_pretrained(folder)
    save_file(model.state_dict(), weights, metadata={"format": "pt"})
    # safetensors lets only the owner read it; a cache may be filled by one user and read by another.
    weights.chmod((folder / "config.json").stat().st_mode)


def _write_settings(file: E5File, folder: Path) -> None:
    """What sentence-transformers reads beside the model: its modules, their settings, the prompts."""
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": kind} for number, (path, kind) in enumerate(_MODULES)
    ]
    settings = {
        "modules.json": modules,
        "config_sentence_transformers.json": {"prompts": _PROMPTS, "similarity_fn_name": "cosine"},
        "sentence_bert_config.json": {
            "max_seq_length": file.shape.positions,
            "do_lower_case": False,
            "model_kwargs": {"add_pooling_layer": False},  # else one of random numbers is made, and warned of
        },
        "1_Pooling/config.json": {"embedding_dimension": file.shape.width, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
    }
    for name, content in settings.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
