"""A PostgreSQL of a test's own, whose processes can be stopped and woken."""

import contextlib
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from impl.database.embedded import running


class Frozen:
    """A server that can be frozen; `url` is its superuser's."""

    def __init__(self, url: str, data: Path) -> None:
        self.url = url
        self._postmaster = int((data / "postmaster.pid").read_text().split()[0])

    def pids(self) -> list[int]:
        with psycopg.connect(self.url) as link:
            rows = link.execute("SELECT pid FROM pg_stat_activity").fetchall()
        return [self._postmaster, *(pid for (pid,) in rows)]

    @contextlib.contextmanager
    def freezing(self, *pids: int) -> Iterator[None]:
        """Freeze these processes meanwhile, all of the server's if none is named."""
        stopped = []
        try:
            for pid in pids or self.pids():
                # The connection that asked for them may be gone.
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGSTOP)
                    stopped.append(pid)
            yield
        finally:
            for pid in stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def own_server() -> Iterator[Frozen]:
    # pytest's own folders are closed to the account that root hands over to.
    with tempfile.TemporaryDirectory(prefix="cs") as folder:
        state = Path(folder)
        state.chmod(0o755)
        with running(state, durable=False) as url:
            yield Frozen(url, state / "postgres" / "data")
