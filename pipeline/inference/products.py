"""Matrix products whose rows do not depend on each other: an article's numbers are the same alone and among others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import NumpyOps

if TYPE_CHECKING:
    from spacy.language import Language

# OpenBLAS multiplies matrices of up to some twenty rows by other code, whose sums have other last digits.
FEWEST = 64
SIZES = ((96, 120), (120, 60), (120, 1024), (360, 240), (480, 360), (64, 23), (64, 100))


class SteadyOps(NumpyOps):  # type: ignore[misc]
    """numpy's product, of FEWEST rows or more: half of the time of the one that models use by themselves (BLIS)."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """As in thinc: ``x`` times ``y``, either turned first, into ``out`` if there is one."""
        count = x.shape[1] if trans1 else x.shape[0]
        if not 0 < count < FEWEST:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        rows = x.T if trans1 else x
        padded = np.zeros((FEWEST, rows.shape[1]), dtype=x.dtype)
        padded[:count] = rows
        product = np.dot(padded, y.T if trans2 else y)[:count]
        if out is None:
            return product
        out[...] = product
        return out


@lru_cache(maxsize=1)
def rows_are_independent() -> bool:
    """Whether this machine's libraries multiply each row as if it were alone, tried on sizes as models have them."""
    numbers = np.random.default_rng(0)
    steady = SteadyOps(use_blis=False)
    for inner, outer in SIZES:
        left = numbers.standard_normal((256, inner), dtype=np.float32)
        right = numbers.standard_normal((outer, inner), dtype=np.float32)
        for ops, counts in ((steady, (1, 5, 64, 65, 200)), (NumpyOps(use_blis=True), (1, 2, 3, 7, 30))):
            whole = ops.gemm(left, right, trans2=True)
            for count in counts:
                part = ops.gemm(left[3 : 3 + count].copy(), right, trans2=True)
                if not np.array_equal(part, whole[3 : 3 + count]):
                    return False
    return True


@lru_cache(maxsize=4)
def is_steady(nlp: Language) -> bool:
    """Whether articles may go through the pipeline together: each then comes out as it would alone, to the bit."""
    return all(type(node.ops) is SteadyOps for node in _nodes(nlp)) and rows_are_independent()


def multiply_steadily(nlp: Language) -> None:
    """Let all networks of a pipeline on the processor multiply so."""
    ops = SteadyOps(use_blis=False)
    for node in _nodes(nlp):
        if type(node.ops) is NumpyOps:
            node.ops = ops


def _nodes(nlp: Language) -> Iterator[Any]:
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        yield from model.walk() if hasattr(model, "walk") else ()
