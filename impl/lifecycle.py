"""What the server tells the application about its own life."""

import signal
import threading
from types import FrameType


class Drain:
    """Whether this process has been asked to stop; `/readyz` says no from then on."""

    def __init__(self) -> None:
        self._started = threading.Event()

    @property
    def started(self) -> bool:
        """Whether the process is about to stop."""
        return self._started.is_set()

    def start(self) -> None:
        """Announce the stop; there is no way back."""
        self._started.set()


# One per process: the server that sets it and the application that reads it are
# built independently of each other.
drain = Drain()


def heed_hangups() -> None:
    """Take SIGHUP, by which a terminal goes, for SIGTERM.

    nohup has it ignored, and it stays so.
    """
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _terminate)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGTERM)
