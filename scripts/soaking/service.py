"""scripts/serve with its own PostgreSQL, and all the ways to hurt it."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import make_url

from impl.database.embedded import running
from scripts.proving import processes
from scripts.proving.service import GENEROUS, ROOT, ServiceError

STATE = ROOT / ".countersign" / "soak"
_START, _STOP = 90.0, 60.0
_POLL = 0.2
# A worker that dies younger counts as one that can't start, and ends the service.
_ADULT = 8.0
_FREEZE = (3.0, 8.0)
# How long PostgreSQL may take to be started again by whoever started it.
_PATIENCE = 10.0
_OTHERS = "datname = current_database() AND pid <> pg_backend_pid()"


class Subject:
    """The service under load; it can be stopped and started on the same port."""

    def __init__(self, workers: int, log: Path) -> None:
        self._workers = workers
        self._log = log
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._database_url = ""
        self._process: subprocess.Popen[bytes] | None = None
        self.restarted_postgres = 0

    def prepare(self) -> None:
        """Make an empty database."""
        with running(STATE) as url:
            self._database_url = url
            name = sql.Identifier(make_url(url).database or "")
            other = make_url(url).set(database="postgres")
            plain = other.render_as_string(hide_password=False)
            with psycopg.connect(plain, autocommit=True) as link:
                drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name)
                link.execute(drop)

    def start(self) -> None:
        """Start it, and wait until it is ready.

        Raises:
            ServiceError: it ended, or was not ready in time.
        """
        environment = {key: v for key, v in os.environ.items() if key != "DATABASE_URL"}
        environment |= {
            **GENEROUS,
            "COUNTERSIGN_STATE_FOLDER": str(STATE),
            "COUNTERSIGN_DRAIN_GRACE": "1",
            "COUNTERSIGN_COMPARISON_PATIENCE": "5",
        }
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, str(ROOT / "scripts" / "serve")),
                    *("--port", str(self._port), "--workers", str(self._workers)),
                ],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.await_ready()

    def await_ready(self) -> None:
        """Wait until it serves.

        Raises:
            ServiceError: it ended, or was not ready in time.
        """
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline and self.alive:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"{self.url}/readyz", timeout=5),  # noqa: S310 - our own address
            ):
                return
            time.sleep(_POLL)
        tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-10:])
        msg = f"The service is not ready. It said:\n{tail}"
        raise ServiceError(msg)

    @property
    def alive(self) -> bool:
        """Whether its first process runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> float | None:
        """Send SIGTERM; return after how many seconds everything was gone, or None."""
        if self._process is None:
            return 0.0
        everything = processes.tree(self._process.pid)
        self._process.send_signal(signal.SIGTERM)
        ended = processes.await_end(everything, _STOP)
        if ended is None:
            for process in everything:
                with contextlib.suppress(processes.Gone):
                    process.kill()
        self._process.wait()
        return ended

    def workers(self) -> list[psutil.Process]:
        """Return the processes that serve."""
        if self._process is None:
            return []
        found = []
        for process in processes.tree(self._process.pid)[1:]:
            with contextlib.suppress(processes.Gone, psutil.ZombieProcess):
                if process.ppid() == self._process.pid and "--fd" in process.cmdline():
                    found.append(process)
        return found

    def connections(self) -> int | None:
        """Return how many connections to its database there are, None if it is gone."""
        with contextlib.suppress(psycopg.Error), self._database() as link:
            query = f"SELECT count(*) FROM pg_stat_activity WHERE {_OTHERS}"  # noqa: S608 - a constant
            row = link.execute(query.encode()).fetchone()
            return int(row[0]) if row else None
        return None

    def hurt(self, kind: str, chance: random.Random) -> None:
        """Let a fault of `schedule.KINDS` happen; return when its cause is over."""
        with contextlib.suppress(processes.Gone, psycopg.Error):
            getattr(self, f"_hurt_{kind}")(chance)

    def _hurt_worker(self, chance: random.Random) -> None:
        adults = [
            worker
            for worker in self.workers()
            if time.time() - worker.create_time() > _ADULT
        ]
        if adults:
            chance.choice(adults).kill()

    def _hurt_backend(self, chance: random.Random) -> None:
        with self._database() as link:
            query = f"SELECT pid FROM pg_stat_activity WHERE {_OTHERS}"  # noqa: S608 - a constant
            found = [row[0] for row in link.execute(query.encode())]
        if found:
            os.kill(chance.choice(found), signal.SIGKILL)

    def _hurt_terminate(self, _: random.Random) -> None:
        with self._database() as link:
            query = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {_OTHERS}"  # noqa: S608, E501 - a constant
            link.execute(query.encode())

    def _hurt_postgres(self, _: random.Random) -> None:
        for process in self._postgres():
            process.kill()
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if self.connections() is not None:
                return
            time.sleep(_POLL)
        # Nobody started it again. The service holds it, so leaving does not stop it.
        with running(STATE):
            self.restarted_postgres += 1

    def _hurt_freeze(self, chance: random.Random) -> None:
        frozen = self._postgres()
        for process in frozen:
            with contextlib.suppress(processes.Gone):
                process.suspend()
        time.sleep(chance.uniform(*_FREEZE))
        for process in frozen:
            with contextlib.suppress(processes.Gone):
                process.resume()

    def _hurt_restart(self, _: random.Random) -> None:
        if self.stop() is None:
            msg = "Some process stayed after SIGTERM."
            raise ServiceError(msg)
        self.start()

    def _postgres(self) -> list[psutil.Process]:
        with self._database() as link:
            row = link.execute("SHOW data_directory").fetchone()
        file = Path(row[0] if row else "") / "postmaster.pid"
        return processes.tree(int(file.read_text().split()[0]))

    def _database(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self._database_url, autocommit=True, connect_timeout=5)
