"""How many connections and requests a process takes, with the descriptors it may have.

A process that runs out of descriptors can neither accept connections nor reach its
database. So connections get what the rest leaves over.
"""

import contextlib
import resource
from dataclasses import dataclass
from typing import Final

from impl.settings import Settings

# Listeners, the log, metrics, files that are read and uploaded, the event loop.
_OTHERS: Final = 64
_PER_CHILD: Final = 4
# A connection is closed a moment after it was told to.
_CLOSING: Final = 16
# Room for health checks and for refusals, when all requests are at work.
_BESIDES: Final = 16
_LEAST: Final = 32


@dataclass(frozen=True, slots=True)
class Capacity:
    """The most open connections, and the most requests at work."""

    connections: int
    requests: int


def capacity(settings: Settings) -> Capacity:
    """Return what this process can take; its soft limit is raised as far as needed."""
    reserved = (
        2 * settings.database_pool_size
        + 2 * _PER_CHILD * settings.comparison_processes
        + _PER_CHILD * settings.mock_processes
        + _OTHERS
        + _CLOSING
    )
    allowed = _descriptors(settings.max_connections + reserved)
    connections = max(_LEAST, min(settings.max_connections, allowed - reserved))
    requests = min(settings.max_concurrency, connections - _BESIDES)
    return Capacity(connections, requests)


def _descriptors(wanted: int) -> int:
    """Return how many descriptors there may be, having asked for so many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return wanted
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    return soft
