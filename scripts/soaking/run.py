"""One soak: start, load, hurt, stop, audit, restart, audit again."""

import asyncio
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from scripts.proving import processes
from scripts.proving.people import PASSWORD
from scripts.proving.service import ROOT
from scripts.soaking.audit import AuditReader, audit
from scripts.soaking.judging import SoakOutcome, SoakSample
from scripts.soaking.ledger import Ledger
from scripts.soaking.schedule import schedule
from scripts.soaking.service import Subject

_CLIENTS = 3
_SAMPLE = 1.0
_END = 120.0
_AUDITORS = 8


@dataclass(frozen=True)
class SoakPlan:
    """How long, with how many people at once, and which faults."""

    seed: int
    seconds: float
    connections: int
    workers: int = 2


class SoakError(Exception):
    """A client of the soak failed."""


def soak(plan: SoakPlan) -> SoakOutcome:
    """Run once.

    Raises:
        ServiceError: the service ended, or was not ready after a fault.
        SoakError: a client failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        subject = Subject(plan.workers, Path(folder) / "service.log")
        subject.prepare()
        try:
            subject.start()
            outcome, known = _load(plan, subject, Path(folder))
            subject.await_ready()
            for moment in ("after the load", "after a restart"):
                say(f"auditing {moment}")
                lost = asyncio.run(_audit(subject.url, known))
                outcome.lost += [f"{moment}: {fault}" for fault in lost]
                if moment == "after the load":
                    subject.hurt("restart", random.Random(plan.seed))  # noqa: S311 - no secret
        finally:
            subject.stop()
    if subject.restarted_postgres:
        say(f"PostgreSQL was started again by the soak, {subject.restarted_postgres}x")
    return outcome


def say(text: str) -> None:
    """Tell who waits what is going on."""
    print(f"  {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _load(
    plan: SoakPlan, subject: Subject, folder: Path
) -> tuple[SoakOutcome, dict[str, Ledger]]:
    files = [folder / f"client-{number}.json" for number in range(_CLIENTS)]
    outcome = SoakOutcome(plan.seconds, time.time())
    shares = [
        plan.connections // _CLIENTS + (number < plan.connections % _CLIENTS)
        for number in range(_CLIENTS)
    ]
    clients = [
        _client(subject.url, f"{plan.seed}-{number}", share, file)
        for number, (share, file) in enumerate(zip(shares, files, strict=True))
    ]
    over = threading.Event()
    sampler = threading.Thread(target=_sample, args=(subject, outcome, over))
    sampler.start()
    try:
        _hurt(plan, subject, outcome)
    finally:
        over.set()
        sampler.join()
        for client in clients:
            client.terminate()
    return outcome, _collected(clients, files, outcome)


def _client(url: str, seed: str, people: int, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "scripts.soaking.client"),
            *(url, seed, str(people), str(file)),
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def _hurt(plan: SoakPlan, subject: Subject, outcome: SoakOutcome) -> None:
    chance = random.Random(plan.seed)  # noqa: S311 - has to be the same again
    begin = time.monotonic()
    for fault in schedule(plan.seed, plan.seconds):
        time.sleep(max(0.0, begin + fault.at - time.monotonic()))
        say(f"fault: {fault.kind}")
        outcome.happened.append((time.monotonic() - begin, fault.kind))
        subject.hurt(fault.kind, chance)
        say(f"over: {fault.kind}")
    time.sleep(max(0.0, begin + plan.seconds - time.monotonic()))


def _sample(subject: Subject, outcome: SoakOutcome, over: threading.Event) -> None:
    while not over.wait(_SAMPLE):
        with contextlib.suppress(processes.Gone):
            held = [processes.holding([worker]) for worker in subject.workers()]
            begin = time.monotonic()
            with contextlib.suppress(OSError), _get(f"{subject.url}/livez"):
                pass
            lag = (time.monotonic() - begin) * 1000
            if held:
                outcome.samples.append(
                    SoakSample(
                        time.time() - outcome.begin,
                        max(one.rss for one in held) / 2**20,
                        max(one.descriptors for one in held),
                        subject.connections(),
                        lag,
                    )
                )


def _get(url: str) -> Any:
    return urllib.request.urlopen(url, timeout=10)  # noqa: S310 - our own address


def _collected(
    clients: list[subprocess.Popen[str]], files: list[Path], outcome: SoakOutcome
) -> dict[str, Ledger]:
    known: dict[str, Ledger] = {}
    for client, file in zip(clients, files, strict=True):
        _, errors = client.communicate(timeout=_END)
        if client.returncode:
            last = errors.strip().splitlines()[-1:]
            raise SoakError(f"A client ended with {client.returncode}: {last}")
        read = json.loads(file.read_text())
        known |= {email: Ledger(**one) for email, one in read["known"].items()}
        outcome.rows += [tuple(row) for row in read["tally"]["rows"]]
        outcome.faults += read["tally"]["faults"]
    outcome.acknowledged = sum(one.acknowledged for one in known.values())
    return known


async def _audit(url: str, known: dict[str, Ledger]) -> list[str]:
    faults: list[str] = []
    turn = asyncio.Semaphore(_AUDITORS)

    async def one(email: str, ledger: Ledger) -> None:
        async with turn:
            body = {"email": email, "password": PASSWORD}
            answer = await client.post("/v1/sessions", json=body)
            if answer.status_code != 201:
                faults.append(f"{email} can't log in: {answer.status_code}")
                return
            reader = AuditReader(client, answer.json()["access_token"])
            faults.extend(await audit(ledger, reader.read, reader.list_all))

    async with (
        httpx2.AsyncClient(base_url=url, timeout=60) as client,
        asyncio.TaskGroup() as group,
    ):
        for email, ledger in known.items():
            group.create_task(one(email, ledger))
    return faults
