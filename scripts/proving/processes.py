"""What a process and its descendants hold, as the operating system counts it."""

import contextlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

_POLL = 0.1
Gone = psutil.NoSuchProcess


@dataclass(frozen=True)
class Holding:
    """What some processes hold together at a moment.

    Attributes:
        rss: resident bytes.
        descriptors: open files and sockets.
        processes: how many there are.
    """

    rss: int
    descriptors: int
    processes: int


def tree(pid: int) -> list[psutil.Process]:
    """Return a process and its descendants; nothing if it is gone."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def holding(processes: Iterable[psutil.Process]) -> Holding:
    """Add up what processes hold; those that are gone hold nothing."""
    rss = descriptors = count = 0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            # A zombie is a process, and its reaping is somebody's duty.
            count += 1
            rss += process.memory_info().rss
            descriptors += process.num_fds()
    return Holding(rss, descriptors, count)


def await_end(processes: Iterable[psutil.Process], patience: float) -> float | None:
    """Return after how many seconds all are gone, None if some stay."""
    left = list(processes)
    begin = time.monotonic()
    while time.monotonic() - begin < patience:
        left = [one for one in left if _lives(one)]
        if not left:
            return time.monotonic() - begin
        time.sleep(_POLL)
    return None


def _lives(process: psutil.Process) -> bool:
    # Our own child stays a zombie until it is waited for: it has ended.
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
