"""A fuzzing campaign: one run per seed, then one report of them all."""

import contextlib
import dataclasses
import functools
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.fuzzing.junit import add_to_junit
from scripts.fuzzing.sequences.outcome import PlayedSequences
from scripts.proving import report, tester
from scripts.proving.people import PersonClient
from scripts.proving.sequences import play_own
from scripts.proving.service import Service, appoint, scratch_database, serving
from scripts.proving.token_desk import Desk, open_desk, settle_anew, wfc_document

# Names that the kept configuration refers to: the fuzzer and its peer.
_NAMES = ("ada", "grace")


@dataclass(frozen=True)
class FuzzPlan:
    """What to run and where to report it."""

    seeds: tuple[int, ...]
    examples: int
    operations: tuple[str, ...]
    reports: Path
    color: bool
    only_sequences: bool = False


@contextlib.contextmanager
def own_service(reports: Path) -> Iterator[str]:
    """Yield the address of a service on a scratch database, which sends mail."""
    settings = {
        "COUNTERSIGN_MAIL": f"file:{tester.mail_folder(reports)}",
        "COUNTERSIGN_DIRECT_MEMBERSHIP": "true",
    }
    with (
        scratch_database() as database_url,
        serving(database_url, reports / "service.log", settings) as service,
    ):
        os.environ.setdefault(tester.ADMINISTRATOR, _administrator(service))
        os.environ.setdefault(tester.DATABASE, database_url)
        yield service.url


def _administrator(service: Service) -> str:
    """Return the address of a new administrator."""
    person = PersonClient.registered(service.url, "administrator")
    appoint(service.database_url, person.email)
    person.close()
    return person.email


def run(plan: FuzzPlan, url: str) -> list[report.FuzzOutcome]:
    """Run every seed, write the report; return what each came to.

    Raises:
        PopulationError: the service refuses ordinary requests.
    """
    outcomes = [_run_one(plan, url, seed) for seed in plan.seeds]
    text = report.markdown(outcomes)
    file = plan.reports / "report.md"
    file.write_text(text)
    print(f"\n{text}\nReport: {file}", flush=True)
    return outcomes


def _run_one(plan: FuzzPlan, url: str, seed: int) -> report.FuzzOutcome:
    played = PlayedSequences()
    if plan.only_sequences or not plan.operations:
        print(f"── seed {seed}: playing sequences", flush=True)
        played = play_own(url, seed, plan.operations)
        print(played.told, flush=True)
    outcome = _fuzzed(plan, url, seed)
    outcome = dataclasses.replace(outcome, sequences=played)
    if played.requests:
        more = outcome.causes[len(outcome.findings) :]
        add_to_junit(more, sorted(played.called), _junit(plan, seed))
    return outcome


def _junit(plan: FuzzPlan, seed: int) -> Path:
    return plan.reports / f"seed-{seed}.junit.xml"


def _fuzzed(plan: FuzzPlan, url: str, seed: int) -> report.FuzzOutcome:
    if plan.only_sequences:
        _junit(plan, seed).unlink(missing_ok=True)
        return report.FuzzOutcome(seed, 0, 0, stop="completed")
    print(f"── seed {seed}: making people, teams, APIs and versions", flush=True)
    # New people for every seed: what one run did to its people is none of the next.
    people = {name: PersonClient.registered(url, name) for name in _NAMES}
    bystander = PersonClient.registered(url, "bystander")
    for person in people.values():
        person.settle(viewer=bystander.email)
    renew = functools.partial(settle_anew, viewer=bystander.email)
    one = tester.Run(
        url, seed, plan.examples, plan.reports, plan.operations, bystander.email
    )
    for file in (one.junit, one.summary, one.tally, one.findings):
        file.unlink(missing_ok=True)
    start = time.monotonic()
    with open_desk(Desk(people, renew)) as desk_url:
        status = tester.fuzz(
            one,
            people["ada"].belongings,
            wfc_document(desk_url, list(_NAMES)),
            color=plan.color,
        )
    for person in (*people.values(), bystander):
        person.close()
    return report.read(one, status, time.monotonic() - start)
