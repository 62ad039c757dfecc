"""Comparisons as plain data: changes with their places."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.verdicts.comparison import explain
from impl.engine.comparison.verdicts.profiles import (
    GRAVITY,
    Profile,
    Verdict,
    judge,
    witness_of,
)

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from impl.engine.text.contracts import TracedContract

_CUT = "…"


def changes(
    comparison: ContractComparison, base: TracedContract, revision: TracedContract
) -> list[dict[str, Any]]:
    """Write the facts as JSON objects, each with its places in both contracts."""
    return [_change(fact, comparison, base, revision) for fact in comparison.facts]


def _change(
    fact: Fact,
    comparison: ContractComparison,
    base: TracedContract,
    revision: TracedContract,
) -> dict[str, Any]:
    verdicts = explain(fact, comparison.profile)
    return {
        "fingerprint": fact.fingerprint,
        "group": _group(fact, verdicts),
        "kind": fact.kind.name,
        "verdict": judge(fact, comparison.profile),
        "operations": list(fact.operations),
        "base": _place(base, fact.base),
        "revision": _place(revision, fact.revision),
        "direction": fact.direction,
        "message": fact.message,
        "place": fact.place,
        "profiles": verdicts,
        "witness": witness_of(fact, comparison.profile),
    }


def _group(fact: Fact, verdicts: dict[str, Any]) -> str:
    """Name what a fact says, wherever it is; and what each profile makes of it."""
    parts = fact.message.split(fact.place, 1) if fact.place else [fact.message]
    said = [fact.kind.name, fact.direction, parts, verdicts]
    if _CUT in fact.message:
        # What is the same in short need not be so at length.
        said += [fact.difference["base"], fact.difference["revision"]]
    text = json.dumps(said, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _place(contract: TracedContract, pointer: str) -> dict[str, Any]:
    there, position = contract.source(pointer)
    return {
        "pointer": there,
        "line": position.line,
        "column": position.column,
        "file": position.file,
    }


def changes_under(
    comparison: ContractComparison, profile: Profile
) -> dict[Verdict, int]:
    """Count the changes by what another profile makes of them on the same day."""
    found = comparison.under(profile.on(comparison.profile.as_of))
    verdicts = Counter(judge(fact, found.profile) for fact in found.facts)
    return {verdict: verdicts[verdict] for verdict in GRAVITY}
