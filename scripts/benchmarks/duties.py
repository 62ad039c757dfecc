"""What a request pays for all that a service does beside what it was asked for.

The service runs as it is, without each of its duties, and without all of them, on one
database; they take turns. Nothing else differs, so a ratio is the price of a duty.
"""

import contextlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from scripts.benchmarks.contest import ContestPlan, LoadTarget, load
from scripts.benchmarks.leaving_out import DUTIES
from scripts.benchmarks.table import Measurement, ratio
from scripts.proving.people import PersonClient
from scripts.proving.service import scratch_database, serving

EVERYTHING, BARE = "with everything", "without all of them"
# All duties together may make a request so many times as dear.
MOST = 1.25
# Who changes one and the same thing waits for the others, which is no duty's price.
_APIS = 64
_ISSUER = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class DutyContest:
    """Who takes part: ports by what is left out, and what they are asked."""

    ports: Mapping[str, int]
    targets: Mapping[str, LoadTarget]


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[DutyContest]:
    """Yield the service in all its shapes, on one database with one API.

    Raises:
        ServiceError: one does not start.
    """
    settings = {
        "COUNTERSIGN_SECRET_KEY": secrets.token_urlsafe(48),
        "COUNTERSIGN_PUBLIC_URL": _ISSUER,
        "COUNTERSIGN_ACCESS_TOKEN_LIFETIME": "86400",
        "COUNTERSIGN_LOG_LEVEL": "info",
    }
    without = {EVERYTHING: (), **{f"without {name}": (name,) for name in DUTIES}}
    shapes: dict[str, tuple[str, ...]] = {**without, BARE: tuple(DUTIES)}
    with contextlib.ExitStack() as stack:
        database_url = stack.enter_context(scratch_database())
        ports: dict[str, int] = {}
        targets: dict[str, LoadTarget] = {}
        for name, duties in shapes.items():
            first = (
                "from scripts.benchmarks.leaving_out import leave_out\n"
                f"leave_out({duties!r})"
            )
            log = folder / f"{len(ports)}.log"
            service = serving(database_url, log, settings, first if duties else "")
            running = stack.enter_context(service)
            ports[name] = running.port
            if len(ports) == 1:
                targets = _targets(running.url)
        yield DutyContest(ports, targets)


def _targets(url: str) -> dict[str, LoadTarget]:
    person = PersonClient.registered(url, "ada")
    team = person.create_team()
    apis = [person.create_api(team) for _ in range(_APIS)]
    paths = tuple(f"/v1/teams/{team}/apis/{api}" for api in apis)
    token = person.log_in()
    person.close()
    return {
        "GET one (get_api)": LoadTarget(paths, token),
        "PATCH one (update_api)": LoadTarget(
            *(paths, token, "PATCH", '{"description": "Change @."}'),
            {"Content-Type": "application/merge-patch+json", "If-Match": "*"},
        ),
        "GET what is public (list_profiles)": LoadTarget(("/v1/profiles",), token),
    }


def measure(
    field: DutyContest, plan: ContestPlan
) -> dict[str, dict[str, list[Measurement]]]:
    """Load every shape at every endpoint in every round, in another order each time.

    So a time in which the machine is slow is of a few rounds of everything, and not of
    all rounds of something.

    Raises:
        ContestError: one failed under load.
    """
    names = list(field.ports)
    seen: dict[str, dict[str, list[Measurement]]] = {
        endpoint: {name: [] for name in names} for endpoint in field.targets
    }
    for target in field.targets.values():
        for name in names:
            load(name, field.ports[name], target, plan)
    for turn in range(plan.rounds):
        shift = turn % len(names)
        for endpoint, target in field.targets.items():
            for name in [*names[shift:], *names[:shift]]:
                seen[endpoint][name].append(load(name, field.ports[name], target, plan))
        print(f"  round {turn + 1} of {plan.rounds}", flush=True)
    return seen


Results = Mapping[str, Mapping[str, Sequence[Measurement]]]


def render(results: Results) -> str:
    """Return a table per endpoint: how much dearer a request is with each duty."""
    return "\n\n".join(
        f"{endpoint}\n{_table(shapes)}" for endpoint, shapes in results.items()
    )


def _table(shapes: Mapping[str, Sequence[Measurement]]) -> str:
    lines = [f"  {'service':<26}{'req/s':>9}{'p50 ms':>9}   price of it"]
    for name, rounds in shapes.items():
        row = (
            f"  {name:<26}{median(one.rate for one in rounds):>9.0f}"
            f"{median(one.p50 for one in rounds):>9.2f}"
        )
        if name != EVERYTHING:
            found = ratio(rounds, shapes[EVERYTHING])
            row += f"   {found.median:.2f}x  ({found.low:.2f} to {found.high:.2f})"
        lines.append(row)
    return "\n".join(lines)


def held(results: Results) -> bool:
    """Is what all duties cost together within what they may?"""
    return all(
        ratio(shapes[BARE], shapes[EVERYTHING]).median <= MOST
        for shapes in results.values()
    )
