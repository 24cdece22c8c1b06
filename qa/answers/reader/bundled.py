"""Where the weights of the reader that ships stand."""

from pathlib import Path

WEIGHTS = Path(__file__).with_name("reader.safetensors")
