"""Sends probes to a service, one after the other, and no more than so many."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scripts.fuzzing.answers import DeclaredAnswers
from scripts.fuzzing.contract import FuzzedContract
from scripts.fuzzing.findings import FuzzFinding, Reproduction
from scripts.fuzzing.given_headers import GivenHeader, Secrets
from scripts.fuzzing.raw.body_probes import body_probes
from scripts.fuzzing.raw.framing_probes import framing_probes
from scripts.fuzzing.raw.judging import ProbeFault, faults
from scripts.fuzzing.raw.messages import RawProbe, WireMessage
from scripts.fuzzing.raw.request_probes import (
    credential_probes,
    field_probes,
    target_probes,
)
from scripts.fuzzing.sending import Address, RawExchange, exchange
from scripts.fuzzing.shell import curl, raw
from scripts.fuzzing.titles import SERVER_ERROR
from scripts.fuzzing.valid_requests import ValidRequest

SERVICE = "the service"
_MOST = 3_000
# Seconds; what takes so long twice has no answer.
_PATIENCE = 20.0
_MOST_SILENCES = 2
_NAMED = 3


@dataclass(frozen=True)
class Probed:
    """What came of it: `stopped` says why there was no more, if it was so."""

    findings: tuple[FuzzFinding, ...] = ()
    sent: int = 0
    stopped: tuple[str, ...] = ()


@dataclass
class _Cause:
    names: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


class Prober:
    """Probes one service."""

    def __init__(
        self,
        contract: FuzzedContract,
        url: str,
        secrets: Secrets,
        headers: tuple[GivenHeader, ...],
    ) -> None:
        self._contract = contract
        self._address = Address.of_url(url)
        self._secrets = secrets
        self._headers = tuple((each.name, each.value) for each in headers)
        self._declared = DeclaredAnswers(contract)
        self._causes: defaultdict[tuple[str, ProbeFault], _Cause] = defaultdict(_Cause)
        self._sent = 0
        self._silences: defaultdict[str, int] = defaultdict(int)
        # What ordinary requests got: no probe is needed to be answered so.
        self._usual: dict[str, int] = {}

    def probe(self, requests: Mapping[str, ValidRequest], seed: int) -> Probed:
        """Send probes made of valid requests; return what they found.

        Args:
            requests: a valid request of each operation, as far as there is one.
            seed: which probes are sent, if there are too many.
        """
        self._usual = {label: one.status for label, one in requests.items()}
        planned = [(SERVICE, probe) for probe in self._framing(requests)]
        for label in sorted(requests.keys() & self._contract.operations.keys()):
            made = self._probes(label, requests[label])
            planned += [(label, probe) for probe in made]
        if len(planned) > _MOST:
            chosen = sorted(random.Random(seed).sample(range(len(planned)), _MOST))  # noqa: S311 - nobody is to be surprised
            planned = [planned[index] for index in chosen]
        for label, probe in planned:
            if self._silences[label] >= _MOST_SILENCES:
                continue
            if not self._try(label, probe):
                stopped = f"Nobody listens any more, after a probe: {probe.name}"
                return Probed(tuple(self._findings()), self._sent, (stopped,))
        return Probed(tuple(self._findings()), self._sent)

    def _framing(self, requests: Mapping[str, ValidRequest]) -> Iterator[RawProbe]:
        safe = [
            request
            for request in requests.values()
            if request.method in {"GET", "HEAD"}
        ]
        message = WireMessage("GET", f"{self._address.base}/", self._headers)
        if safe:
            best = min(safe, key=lambda one: one.rank)
            message = WireMessage.of(best)
            self._usual[SERVICE] = best.status
        return framing_probes(message, self._address.authority)

    def _probes(self, label: str, request: ValidRequest) -> Iterator[RawProbe]:
        operation = self._contract.operations[label]
        message = WireMessage.of(request)
        if request.taken:
            # Last year's bodies are gone: what is refused anyway tells nothing.
            credentials = self._contract.credentials(operation)
            yield from credential_probes(credentials, message)
        yield from body_probes(operation, message, self._contract.gate)
        yield from field_probes(operation, message)
        yield from target_probes(operation, message)

    def _try(self, label: str, probe: RawProbe) -> bool:
        """Send a probe and keep what it shows; return whether anybody listens."""
        outcome = self._exchange(probe)
        if outcome.ending == "silent":
            # Once, that may be the machine's fault.
            outcome = self._exchange(probe)
        if outcome.ending == "unreachable":
            return False
        self._silences[label] += outcome.ending == "silent"
        operation = None if label == SERVICE else label
        for fault in faults(probe, operation, outcome, self._declared):
            if fault == ProbeFault(SERVER_ERROR, str(self._usual.get(label))):
                continue
            cause = self._causes[label, fault]
            cause.names.append(probe.name)
            cause.commands.append(self._command(probe))
        return True

    def _exchange(self, probe: RawProbe) -> RawExchange:
        self._sent += 1
        message = probe.message
        data = message.data(self._address.authority) if message else probe.data
        return exchange(
            self._address,
            data,
            expected=probe.answers,
            bodiless=message is not None and message.method == "HEAD",
            patience=_PATIENCE,
        )

    def _command(self, probe: RawProbe) -> str:
        message, address = probe.message, self._address
        if message is None:
            where = f"{address.host}:{address.port}"
            return raw(where, address.tls, probe.data, self._secrets)
        return curl(
            message.method,
            f"{address.url}{message.target}",
            message.headers,
            message.body,
            self._secrets,
            probe.printing,
        )

    def _findings(self) -> Iterator[FuzzFinding]:
        for (label, fault), cause in self._causes.items():
            names = ", ".join(cause.names[:_NAMED])
            more = len(cause.names) - _NAMED
            told = f"{names} and {more} more" if more > 0 else names
            detail = f"{fault.detail} to" if fault.detail else "to"
            yield FuzzFinding(
                operation=label,
                check="raw_request",
                title=fault.title,
                kind=fault.kind,
                message=self._secrets.masked(f"{detail} {told}"),
                request=Reproduction(min(cause.commands, key=len)),
                count=len(cause.names),
            )
