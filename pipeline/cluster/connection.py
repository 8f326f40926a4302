"""To a Dask cluster and back: one on this machine for the run, or the one at a scheduler's address.

A cluster of one's own listens on this machine only and speaks TLS with keys made for the run, so that nobody else who
works here can join it. A cluster that is already there is trusted, as Dask itself trusts its network.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from pipeline.cluster.orders import Order
from pipeline.cluster.station import dismiss, greet
from pipeline.engine.workers import SETTINGS
from pipeline.errors import ClusterError
from pipeline.messages import phrase

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

CONNECT_SECONDS = 15
FIRST_WORKER_SECONDS = 60
MOST_LOCAL = 4
LOGGERS = ("distributed", "distributed.core", "distributed.client", "distributed.worker", "distributed.nanny",
           "distributed.scheduler", "distributed.comm", "tornado.application")  # fmt: skip


@contextmanager
def connected(scheduler: str = "", workers: int = 0) -> Iterator[Client]:
    """A client of the cluster at ``scheduler``, or of one that lives as long as the block, with ``workers`` processes.

    Raises ClusterError where Dask is not installed, nobody answers, or the cluster has no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(phrase("cluster", "no_dask")) from error
    if not os.environ.get("BELEGT_DEBUG"):
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if not scheduler:
        with (
            tempfile.TemporaryDirectory(prefix="belegt-", ignore_cleanup_errors=True) as folder,
            _local(workers, folder) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as error:
        raise ClusterError(phrase("cluster", "no_scheduler", address=scheduler)) from error
    try:
        _await_worker(client)
        yield client
    finally:
        with suppress(Exception):
            client.run(dismiss)
        client.close()


def _local(workers: int, folder: str) -> LocalCluster:
    """A cluster on this machine: no port that others reach, no dashboard, processes that begin as a run's own do."""
    from distributed import LocalCluster, Security

    return LocalCluster(
        n_workers=workers or min(MOST_LOCAL, os.cpu_count() or 1),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
        local_directory=folder,
        memory_limit=0,  # the processes that analyse have their own limit
        silence_logs=logging.CRITICAL,
        protocol="tls://",
        security=Security.temporary(),
        env=SETTINGS,
    )


def _await_worker(client: Client) -> None:
    try:
        client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
    except TimeoutError as error:
        raise ClusterError(phrase("cluster", "no_workers", seconds=FIRST_WORKER_SECONDS)) from error


def workers_of(client: Client) -> Mapping[str, int]:
    """The cluster's workers by address, each with its number of threads. Raises ClusterError without a scheduler."""
    try:
        found: Mapping[str, int] = client.nthreads()
    except Exception as error:
        raise lost_connection() from error
    if client.status != "running":
        raise lost_connection()
    return found


def lost_connection() -> ClusterError:
    """The error for people when the scheduler is gone."""
    return ClusterError(phrase("cluster", "lost"))


def check_workers(client: Client, order: Order) -> None:
    """Every worker must have the client's code, word lists, model and libraries. Raises ClusterError, naming one."""
    found: Mapping[str, Any] = client.run(greet, order, on_error="return")
    for address, answer in sorted(found.items()):
        if isinstance(answer, ImportError) or (isinstance(answer, Exception) and "ModuleNotFound" in repr(answer)):
            raise ClusterError(phrase("cluster", "no_package", worker=address))
        if isinstance(answer, Exception):
            words = f"{type(answer).__name__}: {' '.join(str(answer).split())[:150]}"
            raise ClusterError(phrase("cluster", "broken_worker", worker=address, reason=words))
        if answer != order.fingerprint:
            raise ClusterError(phrase("cluster", "stranger", worker=address))
