"""A run's articles through a cluster: connect, check every worker, analyse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cluster.connection import check_workers, connected
from pipeline.cluster.dispatch import ClusterDispatch
from pipeline.cluster.orders import Order

if TYPE_CHECKING:
    from pipeline.engine.desk import Progress
    from pipeline.engine.store import Store


def run_on_cluster(
    paths: Sequence[Path],
    store: Store,
    order: Order,
    scheduler: str = "",
    workers: int = 0,
    columns: Mapping[str, str] | None = None,
    progress: Progress = lambda doc: None,
    out: Path | None = None,
) -> None:
    """Fill the store as ``engine.dispatch.Dispatch`` does. Raises ClusterError, ModelError, OutputError."""
    with connected(scheduler, workers) as client:
        check_workers(client, order)
        ClusterDispatch(store, client, order, columns, progress).run(paths, out)
