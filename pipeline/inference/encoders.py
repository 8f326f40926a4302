"""A window encoder worked out in one pass: the layers of spaCy's MaxoutWindowEncoder, without a copy after each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model

from pipeline.grouping import grouped
from pipeline.inference.products import SteadyOps

if TYPE_CHECKING:
    from spacy.language import Language

ROWS = 600  # words at once: what belongs to them stays in the processor's cache
LAYER = ["expand_window", "maxout", "layernorm"]
TINY = 1e-8  # as in thinc's layernorm, against a division by zero


@dataclass(frozen=True)
class _Layer:
    """One layer's numbers: ``weights`` (three words in, the pieces of one word out), ``bias``, and the norm's two."""

    weights: Any
    bias: Any
    scale: Any
    shift: Any


def fuse_encoders(nlp: Language) -> None:
    """Let every window encoder of the pipeline that is built as spaCy builds it work in one pass; others stay.

    What comes out is the same but for the last digits of sums; a row depends on its paragraph alone.
    """
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        for node in list(model.walk()) if hasattr(model, "walk") else ():
            node.layers[:] = [_fused(layer) if _is_window_encoder(layer) else layer for layer in node.layers]


def _is_window_encoder(node: Model[Any, Any]) -> bool:
    if not node.name.startswith("with_array(") or not node.attrs.get("pad") or type(node.ops) is not SteadyOps:
        return False
    layers = list(_residuals(node))
    return node.attrs["pad"] == len(layers) and all(map(_is_usual, layers))


def _residuals(node: Model[Any, Any]) -> Iterator[Model[Any, Any]]:
    for layer in node.layers:
        if layer.name.startswith("residual(") and len(layer.layers) == 1:  # a chain of them begins with it, too
            yield layer
        else:
            yield from _residuals(layer)


def _is_usual(residual: Model[Any, Any]) -> bool:
    parts = {part.name: part for part in residual.walk() if not part.layers and part.name != "dropout"}
    return (
        list(parts) == LAYER and parts["expand_window"].attrs["window_size"] == 1 and parts["maxout"].get_dim("nP") > 1
    )


def _fused(encoder: Model[Any, Any]) -> Model[Any, Any]:
    layers = [_numbers_of(residual) for residual in _residuals(encoder)]
    attrs = {"numbers": layers, "pad": encoder.attrs["pad"]}
    return Model("fused_window_encoder", _forward, layers=[encoder], attrs=attrs, ops=encoder.ops)


def _numbers_of(residual: Model[Any, Any]) -> _Layer:
    """Thinc keeps the pieces of a number side by side; here each piece's numbers are."""
    parts = {part.name: part for part in residual.walk()}
    weights, bias = np.asarray(parts["maxout"].get_param("W")), np.asarray(parts["maxout"].get_param("b"))
    turned = weights.transpose(2, 1, 0).reshape(weights.shape[2], -1)
    norm = parts["layernorm"]
    return _Layer(np.ascontiguousarray(turned), bias.T.ravel(), norm.get_param("G"), norm.get_param("b"))


def _forward(model: Model[Any, Any], paragraphs: list[Any], is_train: bool) -> tuple[Any, Any]:
    if is_train or not isinstance(paragraphs, list):
        return model.layers[0](paragraphs, is_train)
    return [found for group in grouped(paragraphs, ROWS) for found in _encoded(model, group)], None


def _encoded(model: Model[Any, Any], paragraphs: Sequence[Any]) -> Iterator[Any]:
    """Every paragraph's rows, with as many empty ones between as a word's numbers can look over."""
    pad: int = model.attrs["pad"]
    width = paragraphs[0].shape[1]
    rows = np.zeros((pad + sum(len(paragraph) + pad for paragraph in paragraphs), width), dtype=np.float32)
    starts = []
    start = pad
    for paragraph in paragraphs:
        starts.append(start)
        rows[start : start + len(paragraph)] = paragraph
        start += len(paragraph) + pad
    rows = _through(model.attrs["numbers"], rows, model.ops)
    return (rows[begin : begin + len(paragraph)] for begin, paragraph in zip(starts, paragraphs, strict=True))


def _through(layers: Sequence[_Layer], rows: Any, ops: Any) -> Any:
    """All layers: each word with its neighbours, the largest of its pieces, normalised, added to what it was."""
    count, width = rows.shape
    windows = np.zeros((count, 3 * width), dtype=np.float32)
    for layer in layers:
        windows[1:, :width] = rows[:-1]
        windows[:, width:-width] = rows
        windows[:-1, -width:] = rows[1:]
        pieces = ops.gemm(windows, layer.weights)
        pieces += layer.bias
        found = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for start in range(2 * width, pieces.shape[1], width):
            np.maximum(found, pieces[:, start : start + width], out=found)
        normalise(found)
        found *= layer.scale
        found += layer.shift
        found += rows
        rows = found
    return rows


def normalise(rows: Any) -> None:
    """Each row less its mean and by its deviation, in place; other rows do not matter, nor how many there are."""
    width = rows.shape[1]
    rows -= (np.einsum("ij->i", rows) / np.float32(width))[:, None]
    spread = np.einsum("ij,ij->i", rows, rows) / np.float32(width)
    rows *= (1 / np.sqrt(spread + np.float32(TINY)))[:, None]
