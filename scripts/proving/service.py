"""The real service as a process of its own, on a database made for the occasion."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from impl import server
from impl.database.embedded import running
from impl.database.migrate import upgrade
from scripts._bootstrap import test_folder

ROOT = Path(__file__).resolve().parents[2]
STATE = test_folder()
_START = 180.0
# One for all services of this process: two on one database share its signing keys.
_SECRET = secrets.token_urlsafe(48)
_POLL = 0.05
_PROGRAM = (
    "import socket, sys\n"
    "from impl import server\n"
    "from impl.settings import Settings\n"
    "listener = socket.socket(fileno=int(sys.argv[1]))\n"
    "sys.exit(server.run(Settings(), listener))\n"
)

# What is under test is the contract, not patience: nobody is slowed down.
GENEROUS = {
    "COUNTERSIGN_ENVIRONMENT": "test",
    "COUNTERSIGN_LOG_LEVEL": "warning",
    "COUNTERSIGN_LOG_FORMAT": "json",
    "COUNTERSIGN_DRAIN_GRACE": "0",
    "COUNTERSIGN_DECLARED_RATE_FACTOR": "1000000",
    "COUNTERSIGN_FRESH_LOGIN_MINUTES": "525600",
    "COUNTERSIGN_LOGIN_RATE_ACCOUNT": "1000000",
    "COUNTERSIGN_SESSIONS_PERSON": "1000000",
    "COUNTERSIGN_LOGIN_RATE_ADDRESS": "1000000",
    "COUNTERSIGN_REGISTRATION_RATE_ADDRESS": "1000000",
    "COUNTERSIGN_COMPARISON_RATE": "1000000",
    "COUNTERSIGN_COMPARISON_BACKLOG": "1000",
    "COUNTERSIGN_LOGIN_FAILURES_ADDRESS": "1000000",
    "COUNTERSIGN_LOGIN_FAILURES_ACCOUNT": "1000000",
    "COUNTERSIGN_CREDENTIALS_RATE_ADDRESS": "1000000",
    "COUNTERSIGN_CREATION_RATE": "1000000",
    "COUNTERSIGN_OAUTH_RATE_ADDRESS": "1000000",
    "COUNTERSIGN_OAUTH_RATE_CLIENT": "1000000",
    "COUNTERSIGN_OAUTH_USER_CODES": "1000000",
    "COUNTERSIGN_MEMBER_RATE": "1000000",
    "COUNTERSIGN_RESET_RATE_ADDRESS": "1000000",
    "COUNTERSIGN_TOKEN_RATE_ADDRESS": "1000000",
    "COUNTERSIGN_PROOF_RATE": "1000000",
    "COUNTERSIGN_CODE_FAILURES_ACCOUNT": "1000000",
    "COUNTERSIGN_PUBLISH_RATE": "1000000",
    "COUNTERSIGN_PUBLISH_RATE_TEAM": "1000000",
    "COUNTERSIGN_DEPLOYMENT_RATE": "1000000",
    "COUNTERSIGN_PROPOSAL_RATE": "1000000",
    "COUNTERSIGN_MOCK_RATE": "1000000",
    "COUNTERSIGN_MOCK_RATE_TEAM": "1000000",
    "COUNTERSIGN_QUOTA_TEAMS": "1000000",
    "COUNTERSIGN_QUOTA_MEMBERS": "1000000",
    "COUNTERSIGN_QUOTA_API_KEYS": "1000000",
    "COUNTERSIGN_QUOTA_APIS": "1000000",
    "COUNTERSIGN_QUOTA_VERSIONS": "1000000",
    "COUNTERSIGN_QUOTA_INVITATIONS": "1000000",
    "COUNTERSIGN_QUOTA_BYTES": str(2**60),
    "COUNTERSIGN_QUOTA_CONSUMERS": "1000000",
    "COUNTERSIGN_QUOTA_CONSUMER_VERSIONS": "1000000",
    "COUNTERSIGN_QUOTA_ENVIRONMENTS": "1000000",
    "COUNTERSIGN_QUOTA_DEPLOYMENTS": "1000000",
    "COUNTERSIGN_QUOTA_PROPOSALS": "1000000",
    "COUNTERSIGN_QUOTA_REVISIONS": "1000000",
    "COUNTERSIGN_QUOTA_GUEST_PROPOSALS": "1000000",
    "COUNTERSIGN_QUOTA_GUEST_BYTES": str(2**60),
    "COUNTERSIGN_QUOTA_GUEST_COMMENTS": "1000000",
    "COUNTERSIGN_QUOTA_GUEST_CONSUMERS": "1000000",
    "COUNTERSIGN_QUOTA_GUESTS_CONSUMERS": "1000000",
    "COUNTERSIGN_QUOTA_ACCEPTANCES": "1000000",
    "COUNTERSIGN_QUOTA_WEBHOOKS": "1000000",
    "COUNTERSIGN_COMPARISONS_KEPT_API": "1000000",
    "COUNTERSIGN_COMPARISONS_KEPT_TEAM": "1000000",
    "COUNTERSIGN_COMPARISON_PATIENCE": "30",
    # Who sends requests waits for the end of each answer.
    "COUNTERSIGN_STREAM_LIFETIME": "0.1",
}


class ServiceError(Exception):
    """The service did not start; the message ends with what it logged last."""


@dataclass(frozen=True)
class Service:
    """A running service: its address, its database and its process."""

    url: str
    database_url: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        """The port it listens on, on 127.0.0.1."""
        return int(self.url.rsplit(":", 1)[1])

    def terminate(self) -> None:
        """Ask it to drain and stop."""
        self.process.send_signal(signal.SIGTERM)


@contextlib.contextmanager
def scratch_database() -> Iterator[str]:
    """Yield the URL of a new, migrated database; it is dropped afterwards.

    The server is the one of DATABASE_URL, else a private PostgreSQL.
    """
    with contextlib.ExitStack() as stack:
        given = os.environ.get("DATABASE_URL")
        base = given or stack.enter_context(running(STATE, durable=False))
        label = f"countersign_scratch_{uuid.uuid4().hex[:12]}"
        name = sql.Identifier(label)
        url = make_url(base).set(database=label).render_as_string(hide_password=False)
        _execute(base, sql.SQL("CREATE DATABASE {}").format(name))
        try:
            upgrade(url)
            yield url
        finally:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            _execute(base, drop.format(name))


@contextlib.contextmanager
def serving(
    database_url: str,
    log: Path,
    settings: Mapping[str, str] | None = None,
    first: str = "",
    host: str = "127.0.0.1",
) -> Iterator[Service]:
    """Yield the service once it is ready, and stop it afterwards.

    Args:
        database_url: a migrated database.
        log: the file that gets what the process prints.
        settings: environment variables beside those of `GENEROUS`.
        first: a program that the process runs before it makes the service.
        host: what clients are told to reach it by.

    Raises:
        ServiceError: it ended, or was not ready within three minutes.
    """
    environment = {
        **os.environ,
        **GENEROUS,
        "COUNTERSIGN_SECRET_KEY": _SECRET,
        "DATABASE_URL": database_url,
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
        ),
        **(settings or {}),
    }
    with server.listen("127.0.0.1", 0) as listener, log.open("wb") as output:
        port = listener.getsockname()[1]
        environment.setdefault("COUNTERSIGN_PUBLIC_URL", f"http://{host}:{port}")
        descriptor = listener.fileno()
        process = subprocess.Popen(
            [sys.executable, "-c", f"{first}\n{_PROGRAM}", str(descriptor)],
            cwd=ROOT,
            env=environment,
            pass_fds=[descriptor],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # The child holds its own copy; ours would accept connections it never serves.
        listener.close()
        service = Service(f"http://127.0.0.1:{port}", database_url, process, log)
        try:
            _await_ready(service)
            yield service
        finally:
            _stop(process)


def _await_ready(service: Service) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and service.process.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{service.url}/readyz", timeout=5),  # noqa: S310 - our own address
        ):
            return
        time.sleep(_POLL)
    tail = "\n".join(service.log.read_text(errors="replace").splitlines()[-15:])
    msg = f"The service did not become ready. It said:\n{tail}"
    raise ServiceError(msg)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def appoint(database_url: str, email: str) -> None:
    """Make a person an administrator, as `scripts/admin` does."""
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "UPDATE people SET administrator_since = now() WHERE email = %s", [email]
        )


def vouch(database_url: str, email: str) -> None:
    """Let an account of a provider log in to a person's, as who comes from there does.

    The service of a fuzzing run has no provider.
    """
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "INSERT INTO openid_identities (issuer, subject, email, person_id)"
            " SELECT 'https://id.example.com', %s, email, id FROM people"
            " WHERE email = %s",
            [secrets.token_hex(8), email],
        )


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
