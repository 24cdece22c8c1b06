"""Networks in ONNX Runtime, and how many threads they compute with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.errors import EncoderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_RUNTIME_ERRORS = 3  # warnings are of no use to whoever asks a question


def load_session(path: Path, *, intra_op_threads: int | None = None) -> InferenceSession:
    """The network at `path`, on the processor; raises EncoderError where it cannot be loaded.

    What it is asked at once shares so many threads, as many as there are unless told.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = intra_op_threads or threads()
    options.log_severity_level = _RUNTIME_ERRORS
    # A thread that waits for work by spinning takes it from everybody else who has some.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Texts have many lengths: what is laid out for one is of no use for the next.
    options.enable_mem_pattern = False
    # The graph is written as it is best computed: to look for something better takes time and finds nothing.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime's own kinds have no base of their own
        raise EncoderError(f"The model {path} cannot be loaded ({error}). Delete its folder.") from error


def threads() -> int:
    """As many as the cores that this process may use, or as OMP_NUM_THREADS says, which torch and FAISS heed too."""
    if (said := os.environ.get("OMP_NUM_THREADS", "")).isdecimal() and int(said):
        return int(said)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
