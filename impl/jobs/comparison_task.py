"""Comparing and verifying as messages to another process and back."""

import json
from dataclasses import dataclass
from datetime import date

from impl.comparison_records import ComparisonResult
from impl.jobs.framing import Parts


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
