"""A campaign against anybody's service: a run for each seed, then raw requests."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.fuzzing.commission import Commission
from scripts.fuzzing.findings import FuzzFinding, grouped
from scripts.fuzzing.given_headers import Secrets
from scripts.fuzzing.outcome import CampaignOutcome
from scripts.fuzzing.raw.probing import Probed, Prober
from scripts.fuzzing.runner import Tell
from scripts.fuzzing.sequences.exchanges import PlayedCaller
from scripts.fuzzing.sequences.outcome import PlayedSequences, unsaid
from scripts.fuzzing.sequences.phase import SequencePlan, play
from scripts.fuzzing.single_run import RunOutcome, run
from scripts.fuzzing.titles import SERVER_ERROR
from scripts.fuzzing.traffic import Traffic
from scripts.fuzzing.valid_requests import ValidRequest


def fuzz(commission: Commission, tell: Tell) -> CampaignOutcome:
    """Run it all; `tell` is told lines of progress."""
    start = time.monotonic()
    secrets = Secrets(commission.given)
    # Before anything is broken: some credentials don't outlive what comes then.
    played = _play(commission, secrets, tell)
    runs = [] if commission.only_sequences else list(_runs(commission, secrets, tell))
    probed = Probed()
    if runs and not any(each.is_gone for each in runs):
        tell("  raw       requests that no client sends\n")
        probed = _probe(commission, runs, secrets)
    findings = [one for each in runs for one in each.findings]
    return CampaignOutcome(
        contract=commission.name,
        url=commission.url,
        seeds=commission.seeds,
        findings=tuple(
            grouped([*findings, *_unsaid(probed, findings), *unsaid(played, findings)])
        ),
        errors=_once([*(e for each in runs for e in each.errors), *probed.stopped]),
        untried=_once(e for each in runs for e in each.untried),
        operations=_operations(commission, played),
        traffic=Traffic.of_all(each.traffic for each in runs),
        probes=probed.sent,
        sequences=played,
        variables=_once(header.variable for header in commission.given),
        started=commission.started,
        seconds=time.monotonic() - start,
    )


def _operations(commission: Commission, played: PlayedSequences) -> tuple[str, ...]:
    if commission.only_sequences:
        return tuple(each for each in commission.chosen if each in played.called)
    return commission.chosen


def _play(commission: Commission, secrets: Secrets, tell: Tell) -> PlayedSequences:
    if commission.operations and not commission.only_sequences:
        return PlayedSequences()
    common = tuple((each.name, each.value) for each in commission.headers)
    callers = tuple(
        PlayedCaller(one.name, (*common, *((h.name, h.value) for h in one.headers)))
        for one in commission.identities
    )
    played = play(
        SequencePlan(
            commission.contract,
            commission.url,
            callers or (PlayedCaller("the caller", common),),
            commission.seeds[0],
            secrets,
            operations=commission.operations,
        )
    )
    if played.requests:
        tell(f"{played.told}\n")
    return played


def _runs(commission: Commission, secrets: Secrets, tell: Tell) -> Iterator[RunOutcome]:
    with (
        tempfile.TemporaryDirectory() as temporary,
        (commission.reports / "schemathesis.log").open("w") as log,
    ):
        for seed in commission.seeds:
            folder = Path(temporary, str(seed))
            folder.mkdir()
            tell(f"seed {seed}\n")
            yield run(
                commission,
                seed,
                folder,
                output=lambda line: print(secrets.masked(line), end="", file=log),
                progress=lambda line: tell(secrets.masked(line)),
            )


def _probe(
    commission: Commission, runs: Iterable[RunOutcome], secrets: Secrets
) -> Probed:
    best: dict[str, ValidRequest] = {}
    for each in runs:
        for label, request in each.requests.items():
            known = best.get(label)
            if known is None or request.rank < known.rank:
                best[label] = request
    prober = Prober(commission.contract, commission.url, secrets, commission.sent)
    return prober.probe(best, commission.seeds[0])


def _unsaid(probed: Probed, findings: Iterable[FuzzFinding]) -> Iterator[FuzzFinding]:
    """Yield what probes found that Schemathesis did not find as well."""
    known = {(one.operation, one.title, one.kind) for one in findings}
    for finding in probed.findings:
        # Whether it fails for the same reason, nobody can tell from outside.
        is_new = (finding.operation, finding.title, finding.kind) not in known
        if is_new or finding.title == SERVER_ERROR:
            yield finding


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
