"""Pack a checkpoint of train.py into the file that ships: `python benchmarks/reader/export.py WORK/reader.pt`."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from network import SpanNetwork

from embeddings.bundled_e5 import bundled_model_folder
from qa.answers.reader.loading import WEIGHTS
from qa.answers.reader.weights import save
from qa.settings import Settings


def main() -> None:
    """Read, pack, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    folder = bundled_model_folder(Settings.from_env().cache)
    network = SpanNetwork.from_encoder(folder)
    before = {name: weights.copy() for name, weights in network.encoder_weights().items()}
    kept = torch.load(arguments.checkpoint, weights_only=True)
    network.load_state_dict(kept["network"])
    notes = {"steps": str(kept["step"]), "seconds": str(round(kept["seconds"]))}
    save(network.weights(), before, arguments.to, notes)
    print(f"{arguments.to}: {arguments.to.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
