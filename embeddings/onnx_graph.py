"""Builds a neural network as an ONNX graph, operator by operator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnx

# Operators as ONNX had them then; those of ONNX Runtime itself, which take several steps at once, know one version.
_OPERATORS, _FUSED_OPERATORS = 21, 1
_FILE_FORMAT = 10
_FUSED = "com.microsoft"


class FourBitRows(NamedTuple):
    """A matrix of four-bit weights with a scale for each block along a row.

    `nibbles`, uint8, hold two weights a byte, the first in the low half, each a number from -8 to 7; `scales`, float32
    of shape (rows, width / block).
    """

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float32]
    width: int


class Graph:
    """A network in the making: what is added gives the name under which the next step finds its result."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def add(self, operator: str, *inputs: str, **attributes: float | str) -> str:
        """One of ONNX's own operators."""
        return self._add("", operator, inputs, attributes)

    def add_fused(self, operator: str, *inputs: str, **attributes: float | str) -> str:
        """One of ONNX Runtime's operators."""
        return self._add(_FUSED, operator, inputs, attributes)

    def weight(self, values: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """A tensor that is always the same."""
        from onnx import numpy_helper

        name = f"weight{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def rows(self, table: FourBitRows, numbers: str) -> str:
        """The rows of these numbers, as float32."""
        from onnx import TensorProto, helper

        rows, blocks = table.scales.shape
        name, shape = f"weight{len(self._weights)}", (rows, table.width)
        self._weights.append(helper.make_tensor(name, TensorProto.INT4, shape, table.nibbles.tobytes(), raw=True))
        block = {"block_size": table.width // blocks, "gather_axis": 0, "quantize_axis": 1}
        return self.add_fused("GatherBlockQuantized", name, numbers, self.weight(table.scales), **block)

    def save(self, path: Path, *, ids: str, **outputs: tuple[str, int]) -> None:
        """Write the network to `path`: it reads `ids`, int64 of shape (texts, pieces).

        Of each output the keyword is the name that it gets, the value what was added for it, and its dimensions.
        """
        import onnx
        from onnx import TensorProto, helper

        given = helper.make_tensor_value_info(ids, TensorProto.INT64, ["texts", "pieces"])
        named = [helper.make_node("Identity", [result], [name]) for name, (result, _) in outputs.items()]
        shaped = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * dimensions)
            for name, (_, dimensions) in outputs.items()
        ]
        graph = helper.make_graph([*self._nodes, *named], path.stem, [given], shaped, self._weights)
        versions = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_FUSED, _FUSED_OPERATORS)]
        onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=_FILE_FORMAT), path)

    def _add(self, domain: str, operator: str, inputs: tuple[str, ...], attributes: dict[str, float | str]) -> str:
        from onnx import helper

        name = f"{operator}{len(self._nodes)}"
        node: onnx.NodeProto = helper.make_node(operator, inputs, [name], domain=domain, **attributes)  # type: ignore[arg-type]
        self._nodes.append(node)
        return name
