"""Checking usages, and judging for who has them, as messages to another process."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from impl.comparison_records import ComparisonResult
from impl.deployment_records import CheckedUsage
from impl.errors import Flaw, Invalid
from impl.jobs import comparison_task
from impl.jobs.comparison_task import Comparing
from impl.jobs.framing import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Two valid contracts, and usages of the first, as JSON."""

    contracts: Comparing
    usages: Sequence[bytes]


def checking(contract: bytes, usage: bytes) -> Parts:
    """Write that a usage, valid by its schema, is to be held against a contract."""
    return [b"check_usage", contract, usage]


def checked(parts: Parts) -> CheckedUsage:
    """Read what came of a check.

    Raises:
        Invalid: the usage names what the contract does not have (`invalid_usage`).
    """
    outcome, told, *flaws = parts
    if outcome == b"valid":
        return CheckedUsage(digest=told.decode(), content=flaws[0])
    found = [Flaw(**json.loads(each)) for each in flaws]
    raise Invalid("invalid_usage", told.decode(), found)


def judging(task: Judging) -> Parts:
    """Write that it is asked what a change does to some consumers."""
    _, base, revision, asked = comparison_task.comparing(task.contracts)
    return [b"judge", base, revision, asked, *task.usages]


def judged(parts: Parts) -> list[ComparisonResult]:
    """Read what a change does to consumers, in order: as many as there was time for."""
    counts, *rest = parts
    found = []
    for count in json.loads(counts):
        found.append(comparison_task.result(rest[:count]))
        rest = rest[count:]
    return found
