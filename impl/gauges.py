"""What metrics read of the parts of a service, whenever somebody asks."""

import json

from generated.contract import CONTRACT
from impl.database.unit_of_work import Database
from impl.jobs.comparison_queue import ComparisonQueue
from impl.jobs.lanes import Lanes
from impl.jobs.mock_hosts import MockHosts
from impl.jobs.processes import ProcessPool
from impl.telemetry import metrics


def show(
    database: Database,
    processes: ProcessPool,
    lanes: Lanes,
    queue: ComparisonQueue,
    hosts: MockHosts,
) -> None:
    """Have metrics read what goes on in the pools, processes, lanes and queues."""
    version = json.loads(CONTRACT.document_json)["info"]["version"]
    metrics.build(version, CONTRACT.digest)
    for pool, load in database.loads().items():
        for state, read in load.items():
            metrics.gauge(
                "database_connections",
                "Connections to the database, and who waits for one.",
                read,
                pool=pool,
                state=state,
            )
    metrics.gauge(
        "child_processes",
        "Processes that work on documents and comparisons.",
        lambda: processes.busy,
    )
    metrics.gauge("mocks", "Contracts that are mocked.", lambda: hosts.count)
    for lane, load in lanes.loads().items():
        for state, read in load.items():
            metrics.gauge(
                "documents",
                "Documents that are examined, and those that wait for it.",
                read,
                lane=lane,
                state=state,
            )
    for lane, load in queue.loads().items():
        metrics.gauge(
            "comparisons_at_work",
            "Comparisons that this worker is at.",
            load["at_work"],
            lane=lane,
        )
        metrics.gauge(
            "comparisons_waiting",
            "Comparisons that wait in the database, the same number for all workers.",
            load["waiting"],
            lane=lane,
        )
