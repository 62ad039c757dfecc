"""What agreeing takes where there is much of it, beside what it may take.

What is measured goes through the service, over HTTP; what has to be there before is
written into its database.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import psycopg

from impl.security import ids
from scripts.benchmarks.agreement_stage import (
    AgreementError,
    AgreementStage,
    add_consumers,
    add_usages,
    fill_feed,
    fill_place,
)
from scripts.benchmarks.comparing import LARGE, ROOT, edited
from scripts.codegen.load.source import load_source
from scripts.proving.requests import PopulationError
from scripts.proving.service import (
    Service,
    ServiceError,
    scratch_database,
    serving,
)

_FEED_PAGE: Final = 0.020
_DEPLOYABILITY: Final = 0.200
_VERDICT: Final = 5.0
_VERDICTS: Final = 15.0
_TIMES: Final = 40
_TIMEOUT: Final = 300.0


@dataclass(frozen=True)
class AgreementPlan:
    """How much there is.

    Attributes:
        events: of one team.
        versions: of one API, of which each consumer knows another one.
        consumers: in one environment.
        contract: that `affected` consumers use some of, and that is edited.
    """

    events: int
    versions: int
    consumers: int
    contract: Path
    affected: int
    edits: int = 10


@dataclass(frozen=True)
class AgreementCost:
    """What something took, in seconds, and what it may take."""

    what: str
    most: float
    seconds: tuple[float, ...]

    @property
    def is_held(self) -> bool:
        """Whether half of them took no longer."""
        return median(self.seconds) <= self.most


def run(options: argparse.Namespace) -> int:
    """Measure what the options want, and print it; return the exit status."""
    plan = AgreementPlan(
        events=options.events,
        versions=options.versions,
        consumers=options.consumers,
        contract=LARGE if LARGE.is_file() else ROOT / "openapi.yaml",
        affected=options.affected,
    )
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            scratch_database() as database,
            serving(database, Path(folder, "service.log")) as service,
        ):
            costs = list(measure(service, plan, _told))
    except (AgreementError, PopulationError, ServiceError) as error:
        print(f"scripts/bench: {error}", file=sys.stderr)
        return 1
    print(render(costs))
    return 0 if all(cost.is_held for cost in costs) else 1


def _told(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


def measure(
    service: Service, plan: AgreementPlan, tell: Callable[[str], None]
) -> Iterator[AgreementCost]:
    """Yield what each takes; `tell` is told what is being made.

    Raises:
        AgreementError: the service answers something else than is measured.
    """
    with psycopg.connect(service.database_url, autocommit=True) as link:
        tell(f"{plan.events:,} events")
        stage = AgreementStage(service, link)
        fill_feed(stage, plan.events)
        yield from _feed(stage, plan.events)
        tell(f"{plan.versions:,} versions and {plan.consumers:,} consumers")
        stage = AgreementStage(service, link)
        fill_place(stage, plan.versions, plan.consumers)
        yield _deployability(stage, plan)
        for affected in (0, plan.affected):
            tell(f"{affected:,} consumers of {plan.contract.name}")
            yield _verdict(AgreementStage(service, link), plan, affected)


def _feed(stage: AgreementStage, count: int) -> Iterator[AgreementCost]:
    back = ""
    for _ in range(20):
        page = stage.get(f"/events?limit=100{back}")
        if "next_cursor" in page:
            back = f"&cursor={page['next_cursor']}"
    for what, query in (
        ("the latest", ""),
        ("further back", back),
        ("of a type", "&type=version.published"),
        ("of an API", f"&api_id={stage.api}"),
        ("of a type that is rare", "&type=team.created"),
    ):
        yield AgreementCost(
            f"feed of {count:,} events: {what}",
            _FEED_PAGE,
            _timed(stage, f"/events?limit=100{query}"),
        )


def _deployability(stage: AgreementStage, plan: AgreementPlan) -> AgreementCost:
    path = f"/environments/{stage.environment}/apis/{stage.api}/can-i-deploy"
    asked = f"{path}?version={plan.versions}.0.0&limit=100"
    answer = stage.get(asked)
    if answer["counts"] != {"yes": plan.consumers, "no": 0, "unknown": 0}:
        raise AgreementError(f"can-i-deploy counts {answer['counts']}")
    what = f"can-i-deploy: {plan.versions:,} versions, {plan.consumers:,} consumers"
    return AgreementCost(what, _DEPLOYABILITY, _timed(stage, asked))


def _verdict(
    stage: AgreementStage, plan: AgreementPlan, affected: int
) -> AgreementCost:
    content = load_source(plan.contract).content
    person, api = stage.person, f"/v1/teams/{stage.team}/apis/{stage.api}"
    stage.client.headers["Content-Type"] = "application/json"
    text = json.dumps(content).encode()
    published = stage.client.post(f"{api}/versions?version=1.0.0", content=text)
    if published.status_code != 201:
        raise AgreementError(f"nothing is published: {published.text}")
    version = ids.decode(ids.VERSION, published.json()["id"])
    add_consumers(stage, affected)
    add_usages(stage, version, content)
    proposal = f"{api}/proposals/{person.propose(stage.team, stage.api)}"
    revision = json.dumps(edited(content, plan.edits)).encode()
    start = time.perf_counter()
    sent = stage.client.post(f"{proposal}/revisions", content=revision)
    if sent.status_code != 201:
        raise AgreementError(f"the revision is refused: {sent.text}")
    while time.perf_counter() - start < _TIMEOUT:
        revised = stage.client.get(proposal).json()["revision"]["comparison"]
        items = stage.client.get(f"{proposal}/consumers").json()["items"]
        is_judged = all("verdict" in each for each in (revised, *items))
        if is_judged and len(items) == affected:
            break
        time.sleep(0.05)
    took = time.perf_counter() - start
    what = f"{plan.edits} edits of {plan.contract.name}, {affected} consumers"
    return AgreementCost(what, _VERDICTS if affected else _VERDICT, (took,))


def _timed(stage: AgreementStage, path: str) -> tuple[float, ...]:
    times = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        stage.get(path)
        times.append(time.perf_counter() - start)
    return tuple(times)


def render(costs: list[AgreementCost]) -> str:
    """Return a table: medians, and what nineteen of twenty took at most."""
    lines = [f"{'ms':>10}{'of 95 %':>11}{'at most':>11}"]
    for cost in costs:
        ordered = sorted(cost.seconds)
        late = ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)]
        numbers = (median(ordered), late, cost.most)
        told = "".join(f"{1000 * n:>11,.1f}" for n in numbers)[1:]
        lines.append(f"{told}  {'' if cost.is_held else 'MISSED: '}{cost.what}")
    return "\n".join(lines)
