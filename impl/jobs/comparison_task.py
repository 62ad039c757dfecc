"""Comparing and verifying as messages to another process and back. Pure, and slow."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from impl.engine.canonical import canonical
from impl.engine.comparison.reports.changes import changes
from impl.engine.comparison.reports.markdown import markdown
from impl.engine.comparison.verdicts.certificates import certificate
from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.comparison.verdicts.profiles import PROFILES
from impl.engine.comparison.verdicts.verification import verify
from impl.engine.repair.contract import Repaired, repair
from impl.engine.text.documents import load
from impl.jobs.framing import Parts
from impl.jobs.publishable_contracts import LIMITS
from impl.records import ComparisonResult

_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """Two valid contracts, and how to compare them.

    What is not decided after so many seconds stays undecided.
    """

    base: bytes
    revision: bytes
    profile: str
    as_of: date | None
    seed: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifying:
    """Two valid contracts, and what claims to be a certificate about them, as JSON."""

    base: bytes
    revision: bytes
    certificate: bytes


def comparing(task: Comparing) -> Parts:
    """Write a comparison that is asked for."""
    asked = {
        "profile": task.profile,
        "as_of": task.as_of.isoformat() if task.as_of else "",
        "seed": task.seed,
        "seconds": task.seconds,
    }
    return [b"compare", task.base, task.revision, json.dumps(asked).encode()]


def verifying(task: Verifying) -> Parts:
    """Write a verification that is asked for."""
    return [b"verify", task.base, task.revision, task.certificate]


def answer(message: Parts) -> Parts:
    """Do what a message asks for.

    Raises:
        ValueError: a contract has no canonical form.
        MemoryError: there is more to say than anybody would read.
    """
    verb, base, revision, asked = message
    contracts = _read(base), _read(revision)
    if verb == b"verify":
        problems = verify(json.loads(asked), *contracts)
        return [json.dumps(problems).encode()]
    wanted = json.loads(asked)
    profile = PROFILES[wanted["profile"]].on(wanted["as_of"])
    found = compare(*contracts, profile, seed=wanted["seed"], seconds=wanted["seconds"])
    record = certificate(found)
    told = {
        "verdict": found.verdict,
        "semver": found.semver,
        "base_meaning": found.base,
        "revision_meaning": found.revision,
        "certificate_digest": record["digest"],
    }
    held = [_of_documents(change) for change in changes(found, *contracts)]
    log = markdown(
        held, verdict=found.verdict, semver=found.semver, profile=profile.name
    )
    parts = [json.dumps(told).encode(), canonical(record), log.encode()]
    for change in held:
        parts += (change["verdict"].encode(), _written(change))
    if sum(map(len, parts)) > _LARGEST:
        raise MemoryError
    return parts


def result(parts: Parts) -> ComparisonResult:
    """Read what came out of a comparison."""
    told, record, log, *found = parts
    verdicts = [verdict.decode() for verdict in found[::2]]
    return ComparisonResult(
        **json.loads(told),
        certificate=record,
        changelog=log,
        changes=tuple(zip(verdicts, found[1::2], strict=True)),
    )


def problems(parts: Parts) -> tuple[str, ...]:
    """Read what came out of a verification."""
    return tuple(json.loads(parts[0]))


def _read(content: bytes) -> Repaired:
    return repair(load(content, limits=LIMITS))


def _of_documents(change: dict[str, Any]) -> dict[str, Any]:
    # The name of a file says nothing about a document that was posted.
    sides = {
        side: {name: change[side][name] for name in ("pointer", "line")}
        for side in ("base", "revision")
    }
    return {**change, **sides}


def _written(change: dict[str, Any]) -> bytes:
    left_out = {name for name, value in change.items() if value is None} | {"place"}
    held = {name: value for name, value in change.items() if name not in left_out}
    return json.dumps(held).encode()
