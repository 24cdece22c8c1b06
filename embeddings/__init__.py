"""Texts to vectors, vectors to the nearest ids. Knows no article and no question.

Importing this loads neither torch nor FAISS: they come with the first encoder that encodes, the first index
built.
"""

from embeddings.bundled_e5 import bundled_model_folder
from embeddings.encoder import Encoder, Vectors
from embeddings.errors import EmbeddingError, EncoderError, VectorIndexError
from embeddings.model_source import BUNDLED, ModelSource, find_model
from embeddings.sentence_encoder import SentenceEncoder, load_encoder
from embeddings.vector_index import VectorIndex

__all__ = [
    "BUNDLED",
    "EmbeddingError",
    "Encoder",
    "EncoderError",
    "ModelSource",
    "SentenceEncoder",
    "VectorIndex",
    "VectorIndexError",
    "Vectors",
    "bundled_model_folder",
    "find_model",
    "load_encoder",
]
