"""Texts to vectors, vectors to the nearest ids. Knows no article and no question.

Importing this loads neither ONNX Runtime nor torch nor FAISS: they come with the first encoder that encodes, the
first index built.
"""

from embeddings.bundled_e5 import bundled_model_folder
from embeddings.encoder import Encoder, Vectors
from embeddings.errors import EmbeddingError, EncoderError, VectorIndexError
from embeddings.loading import load_encoder
from embeddings.model_source import BUNDLED, ModelSource, find_model
from embeddings.onnx_encoder import OnnxEncoder
from embeddings.sentence_encoder import SentenceEncoder
from embeddings.vector_index import VectorIndex

__all__ = [
    "BUNDLED",
    "EmbeddingError",
    "Encoder",
    "EncoderError",
    "ModelSource",
    "OnnxEncoder",
    "SentenceEncoder",
    "VectorIndex",
    "VectorIndexError",
    "Vectors",
    "bundled_model_folder",
    "find_model",
    "load_encoder",
]
