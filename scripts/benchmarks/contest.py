"""Starts the services, checks that they say the same, and loads them by turns."""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import httpx2
import psycopg

from impl.security import access_tokens
from impl.security.keys import derive
from scripts.benchmarks import identity
from scripts.benchmarks.table import SUBJECT, Measurement
from scripts.proving.people import PersonClient
from scripts.proving.service import ROOT, scratch_database, serving

PEERS = {
    "ordinary FastAPI + SQLModel": "scripts.benchmarks.ordinary:app",
    "ordinary, token remembered": "scripts.benchmarks.remembering:app",
    "bare Starlette + psycopg": "scripts.benchmarks.bare:app",
}
_ITEMS = 50
_POOL = 10
_ISSUER = "http://127.0.0.1:8000"
_START = 30.0
_PATIENCE = 10.0


class ContestError(Exception):
    """A service did not start, or answers differently from the others."""


@dataclass(frozen=True)
class ContestPlan:
    """How long to measure; `seconds` is the length of one slice."""

    rounds: int
    seconds: float
    connections: int


@dataclass(frozen=True)
class LoadTarget:
    """What is asked again and again, of one path after the other.

    Each `@` of the body becomes another number.
    """

    paths: tuple[str, ...]
    token: str
    method: str = "GET"
    body: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contestants:
    """Everything that takes part: ports by name, paths by endpoint, one token."""

    ports: Mapping[str, int]
    paths: Mapping[str, str]
    token: str


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[Contestants]:
    """Yield all services on one database, with one team of fifty APIs.

    Raises:
        ContestError: a peer does not start.
    """
    secret = secrets.token_urlsafe(48)
    settings = {
        "COUNTERSIGN_SECRET_KEY": secret,
        "COUNTERSIGN_PUBLIC_URL": _ISSUER,
        "COUNTERSIGN_DATABASE_POOL_SIZE": str(_POOL),
        "COUNTERSIGN_ACCESS_TOKEN_LIFETIME": "86400",
    }
    with contextlib.ExitStack() as stack:
        database_url = stack.enter_context(scratch_database())
        log = folder / "countersign.log"
        service = stack.enter_context(serving(database_url, log, settings))
        person = PersonClient.registered(service.url, "ada")
        team = person.create_team()
        apis = [person.create_api(team) for _ in range(_ITEMS)]
        token = person.log_in()
        person.close()
        ports = {SUBJECT: service.port}
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "PYTHONPATH": str(ROOT),
            identity.KEY_VARIABLE: _public_key(database_url, secret, token),
            identity.ISSUER_VARIABLE: _ISSUER,
            identity.POOL_VARIABLE: str(_POOL),
        }
        for name, app in PEERS.items():
            ports[name] = stack.enter_context(_peer(app, environment, folder))
        paths = {
            "GET one (get_api)": f"/v1/teams/{team}/apis/{apis[0]}",
            f"GET list (list_apis, {_ITEMS} items)": (
                f"/v1/teams/{team}/apis?limit={_ITEMS}"
            ),
        }
        yield Contestants(ports, paths, token)


def _public_key(database_url: str, secret: str, token: str) -> str:
    wanted = access_tokens.key_id(token)
    with psycopg.connect(database_url) as connection:
        query = "SELECT sealed FROM signing_keys WHERE id = %s"
        row = connection.execute(query, [wanted]).fetchone()
    if row is None:
        msg = "The service signs with a key that it did not store."
        raise ContestError(msg)
    key = access_tokens.unseal_key(row[0], derive(secret, "signing keys"))
    return json.dumps(key.as_dict(private=False))


@contextlib.contextmanager
def _peer(app: str, environment: dict[str, str], folder: Path) -> Iterator[int]:
    log = folder / f"{app.rsplit('.', maxsplit=1)[-1].removesuffix(':app')}.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        port: int = listener.getsockname()[1]
        command = [
            *(sys.executable, "-m", "scripts.benchmarks.host"),
            *(str(listener.fileno()), app),
        ]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(process, port, log)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx2.TransportError):
            httpx2.get(f"http://127.0.0.1:{port}/", timeout=5)
            return
        time.sleep(0.1)
    msg = f"A peer did not start: {log.read_text(errors='replace')[-2000:]}"
    raise ContestError(msg)


def check_equality(contest: Contestants) -> None:
    """Make sure that everybody does the same job.

    Raises:
        ContestError: somebody answers differently, or lets strangers in.
    """
    good = {"Authorization": f"Bearer {contest.token}"}
    bad = {"Authorization": f"Bearer {contest.token[:-4]}AAAA"}
    for endpoint, path in contest.paths.items():
        expected: object = None
        for name, port in contest.ports.items():
            url = f"http://127.0.0.1:{port}{path}"
            answer = httpx2.get(url, headers=good, timeout=30)
            expected = expected or answer.json()
            if answer.status_code != 200 or answer.json() != expected:
                msg = f"{endpoint}: {name} answers {answer.status_code} {answer.text}"
                raise ContestError(msg)
            refused = httpx2.get(url, headers=bad, timeout=30).status_code
            if refused != 401:
                msg = f"{endpoint}: {name} answers a forged token with {refused}"
                raise ContestError(msg)


def measure(
    contest: Contestants, plan: ContestPlan
) -> dict[str, dict[str, list[Measurement]]]:
    """Load every service in every round, in another order each time.

    Raises:
        ContestError: a service failed under load.
    """
    names = list(contest.ports)
    results: dict[str, dict[str, list[Measurement]]] = {}
    for endpoint, path in contest.paths.items():
        seen: defaultdict[str, list[Measurement]] = defaultdict(list)
        target = LoadTarget((path,), contest.token)
        warm = replace(plan, seconds=min(1.0, plan.seconds))
        for name in names:
            load(name, contest.ports[name], target, warm)
        for turn in range(plan.rounds):
            shift = turn % len(names)
            for name in [*names[shift:], *names[:shift]]:
                seen[name].append(load(name, contest.ports[name], target, plan))
            print(f"  {endpoint}: round {turn + 1} of {plan.rounds}", flush=True)
        results[endpoint] = {name: seen[name] for name in names}
    return results


def load(name: str, port: int, target: LoadTarget, plan: ContestPlan) -> Measurement:
    """Load one service for one slice.

    Raises:
        ContestError: it failed.
    """
    asked = json.dumps({"port": port, **asdict(target)})
    command = [
        *(sys.executable, "-m", "scripts.benchmarks.load", asked),
        *(str(plan.seconds), str(plan.connections)),
    ]
    try:
        result = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=plan.seconds + _PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        msg = f"{name} left requests unanswered on {target.paths[0]}"
        raise ContestError(msg) from error
    if result.returncode:
        msg = f"{name}: {result.stderr.strip().splitlines()[-1]}"
        raise ContestError(msg)
    seen = json.loads(result.stdout)
    return Measurement(seen["requests"] / seen["seconds"], seen["p50"], seen["p99"])
