"""What the pages take where a team has much: time, first bytes, statements, size.

Pages are asked for as a browser does that is logged in, over HTTP, one after the other;
what has to be there before is written into the database, or published.
"""

from __future__ import annotations

import copy
import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2
import psycopg

from scripts.benchmarks.agreement_stage import AgreementError, AgreementStage
from scripts.benchmarks.comparing import LARGE, ROOT, edited
from scripts.codegen.load.source import load_source
from scripts.proving.people import PASSWORD
from scripts.proving.requests import PopulationError
from scripts.proving.service import (
    Service,
    ServiceError,
    scratch_database,
    serving,
)

_LATE: Final = 0.150
_FIRST_BYTES: Final = 1.0
_LARGEST: Final = 300 * 1024
_HUGE: Final = 13 * 2**20
_TIMES: Final = 40
_WARM: Final = 3
_PATIENCE: Final = 300.0
_HTML: Final = {"Accept": "text/html"}
_SETTINGS: Final = {
    "COUNTERSIGN_MAX_BODY_BYTES": str(16 * 2**20),
    "COUNTERSIGN_LOG_LEVEL": "warning",
}


@dataclass(frozen=True)
class PageCost:
    """What a page took.

    Attributes:
        what: the page.
        size: bytes of it, compressed.
        seconds: to the last byte, of each time it was asked for.
        first: seconds to the first byte, the longest.
        is_huge: whether it shows so much that only its first bytes count.
    """

    what: str
    size: int
    seconds: tuple[float, ...]
    first: float
    is_huge: bool = False

    @property
    def late(self) -> float:
        """What nineteen of twenty took at most."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]

    @property
    def is_held(self) -> bool:
        """Whether it takes no more than it may."""
        if self.is_huge:
            return self.first <= _FIRST_BYTES
        return self.late <= _LATE and self.size <= _LARGEST


@dataclass(frozen=True)
class EstatePlan:
    """How much a team has: APIs, versions of all of them together."""

    apis: int
    versions: int


def run(plan: EstatePlan) -> int:
    """Measure, and print it; return the exit status."""
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            scratch_database() as database,
            serving(database, Path(folder, "service.log"), _SETTINGS) as service,
        ):
            costs = list(measure(service, plan))
    except (AgreementError, PopulationError, ServiceError) as error:
        print(f"scripts/bench: {error}", file=sys.stderr)
        return 1
    print(render(costs))
    return 0 if all(cost.is_held for cost in costs) else 1


def measure(service: Service, plan: EstatePlan) -> Iterator[PageCost]:
    """Yield what each page takes.

    Raises:
        AgreementError: a page is not there.
    """
    contract = LARGE if LARGE.is_file() else ROOT / "openapi.yaml"
    content = load_source(contract).content
    with psycopg.connect(service.database_url, autocommit=True) as link:
        stage = AgreementStage(service, link)
        _fill(stage, plan)
        team, api = stage.get("")["name"], stage.get(f"/apis/{stage.api}")["name"]
        pages = _large(stage, content, f"/a/{team}/{api}")
        stage.run("VACUUM ANALYZE")
    browser = _browser(service, stage.person.email)
    pages |= {
        "home": "/",
        "APIs": "/apis",
        "APIs of the team": f"/t/{team}/apis",
        "an API of many": f"/a/{team}/api-7",
        "matrix": f"/t/{team}/matrix",
        "graph": f"/t/{team}/graph",
        "activity": f"/t/{team}/activity",
        "policies": f"/t/{team}/policies",
        "quotas": f"/t/{team}/quotas",
        "search": "/search?q=api",
    }
    for what, path in pages.items():
        yield _cost(browser, what, path)
    huge = _published(stage, "3.0.0", multiplied(content, _HUGE))
    for what, rest in (("version", ""), ("source", "/source")):
        path = f"/a/{team}/{api}/v/3.0.0{rest}"
        yield _cost(browser, f"{what} of {huge / 2**20:.0f} MB", path, is_huge=True)


def _fill(stage: AgreementStage, plan: EstatePlan) -> None:
    stage.run(
        "INSERT INTO apis (team_id, name, title) SELECT %(team)s, 'api-' || n,"
        " 'The API ' || n FROM generate_series(1, %(count)s) n",
        count=plan.apis - 1,
    )
    stage.run(
        "INSERT INTO versions (api_id, version, digest, media_type, size, openapi,"
        " title, operations, document) SELECT apis.id, n || '.0.0', 'sha256:' ||"
        " encode(sha256((apis.name || n)::bytea), 'hex'), 'application/json', 2,"
        " '3.1.0', title, 1, '{}' FROM apis, generate_series(1, %(count)s) n"
        " WHERE team_id = %(team)s AND apis.id <> %(api)s",
        count=plan.versions // plan.apis,
    )


def _large(stage: AgreementStage, content: Any, here: str) -> dict[str, str]:
    """Publish a large contract and a change of it; return the pages about them."""
    _published(stage, "1.0.0", content)
    _published(stage, "2.0.0", edited(content, 10))
    compared = _compared(stage)
    proposal = _proposed(stage, here, edited(content, 20))
    return {
        "API of a large contract": here,
        "large version": f"{here}/v/2.0.0",
        "source of a large version": f"{here}/v/2.0.0/source",
        "form to compare them": f"{here}/compare?base=1.0.0&revision=2.0.0",
        "comparison of two large versions": f"{here}/comparisons/{compared}",
        "proposal of a large contract": proposal,
        "steps of a large proposal": f"{proposal}/since?from=1&to=1",
    }


def _proposed(stage: AgreementStage, here: str, content: Any) -> str:
    """Propose a large change; return its page, once it says what breaks."""
    path = f"/v1/teams/{stage.team}/apis/{stage.api}/proposals"
    number = stage.client.post(path, json={"title": "A change"}).json()["number"]
    sent = stage.client.post(
        f"{path}/{number}/revisions",
        content=json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
    )
    if sent.status_code != 201:
        raise AgreementError(f"nothing is proposed: {sent.text[:300]}")
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        told = stage.client.get(f"{path}/{number}/revisions/1").json()
        if (told.get("comparison") or {}).get("state") == "finished":
            break
        time.sleep(0.1)
    return f"{here}/proposals/{number}"


def _compared(stage: AgreementStage) -> str:
    path = f"/v1/teams/{stage.team}/apis/{stage.api}/comparisons"
    asked = {"base": "1.0.0", "revision": "2.0.0"}
    until = time.monotonic() + _PATIENCE
    while (sent := stage.client.post(path, json=asked)).status_code == 202:
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    # 201 where it took no longer than the answer may.
    if sent.status_code in {200, 201}:
        return str(sent.json()["id"])
    raise AgreementError(f"nothing is compared: {sent.text[:300]}")


def _published(stage: AgreementStage, version: str, content: Any) -> int:
    body = json.dumps(content).encode()
    sent = stage.client.post(
        f"/v1/teams/{stage.team}/apis/{stage.api}/versions",
        params={"version": version},
        content=body,
        headers={"Content-Type": "application/json"},
    )
    if sent.status_code != 201:
        raise AgreementError(f"{version} is not published: {sent.text[:300]}")
    return len(body)


def multiplied(content: Any, size: int) -> Any:
    """Return a contract that has all its paths so often that it is as large."""
    length = len(json.dumps(content["paths"]))
    times = (size - len(json.dumps(content))) // length + 2
    paths: dict[str, Any] = {}
    for number in range(times):
        for path, item in content["paths"].items():
            copied = paths[f"/copy-{number}{path}"] = copy.deepcopy(item)
            for operation in copied.values():
                if isinstance(operation, dict) and "operationId" in operation:
                    operation["operationId"] += f"-{number}"
    return {**content, "paths": paths}


def _browser(service: Service, email: str) -> httpx2.Client:
    browser = httpx2.Client(base_url=service.url, headers=_HTML, timeout=_PATIENCE)
    page = browser.get("/sign-in").text
    found = re.search(r'name="csrf" value="(\w+)"', page)
    form: Mapping[str, str] = {
        "csrf": found[1] if found else "",
        "email": email,
        "password": PASSWORD,
        "next": "/",
        "action": "sign_in",
    }
    answer = browser.post("/sign-in", data=form)
    if answer.status_code != 303:
        raise AgreementError(f"nobody can sign in: {answer.status_code}")
    return browser


def _cost(
    browser: httpx2.Client, what: str, path: str, *, is_huge: bool = False
) -> PageCost:
    seconds, first, body = [], 0.0, b""
    for turn in range(_WARM + (_WARM if is_huge else _TIMES)):
        start = time.perf_counter()
        with browser.stream("GET", path) as answer:
            if answer.status_code != 200:
                raise AgreementError(f"{path} answers {answer.status_code}")
            parts = answer.iter_bytes()
            begun = next(parts)
            arrived = time.perf_counter() - start
            body = begun + b"".join(parts)
        if turn >= _WARM or is_huge:
            first = max(first, arrived)
            seconds.append(time.perf_counter() - start)
    return PageCost(what, len(gzip.compress(body, 6)), (*seconds,), first, is_huge)


def render(costs: list[PageCost]) -> str:
    """Return a table: what nineteen of twenty took at most, first bytes, size."""
    lines = [f"{'ms of 95 %':>11}{'first':>9}{'KB':>8}"]
    for cost in costs:
        numbers = f"{1000 * cost.late:>11,.1f}{1000 * cost.first:>9,.1f}"
        told = "" if cost.is_held else "MISSED: "
        lines.append(f"{numbers}{cost.size / 1024:>8,.1f}  {told}{cost.what}")
    return "\n".join(lines)
