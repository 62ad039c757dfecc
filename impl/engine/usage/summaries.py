"""What changes come to for one consumer, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.differences.findings import is_swapped
from impl.engine.comparison.verdicts.profiles import GRAVITY, judge, witness_of

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.verdicts.profiles import Profile
    from impl.engine.usage.comparison import ConsumerComparison


def summary(found: ConsumerComparison) -> str:
    """Say what it sends or reads that the gravest change is about, and what that is.

    Or, where none may hurt it, how many may hurt others.
    """
    profile = found.comparison.profile
    grave = [
        fact
        for fact in found.comparison.facts
        if judge(fact, profile) not in {"compatible", "risky"}
    ] or [fact for fact in found.comparison.facts if judge(fact, profile) == "risky"]
    if not grave:
        number = len(found.spared)
        them = f"none of {number:,} changes that may hurt others concerns it"
        if number < 2:
            them = "the change that may hurt others is none of its concern"
        return f"It uses only some of it, and {them if number else 'nothing hurts it'}."
    first, *others = sorted(grave, key=lambda fact: GRAVITY.index(judge(fact, profile)))
    more = f" {len(others):,} more concern it." if others else ""
    return f"It {_used(first, profile)}: {first.message}{more}"


def _used(fact: Fact, profile: Profile) -> str:
    """Say what is sent, or read, that a change is about."""
    where = ", ".join(fact.operations[:1]) or "the API"
    witness = witness_of(fact, profile)
    if witness is None:
        return f"uses {fact.place} of {where}" if fact.place else f"uses {where}"
    part = witness["breaks"]["part"]
    if part == "operation":
        return f"calls {where}"
    is_request = witness["message"]["type"] == "request"
    verb = "sends" if is_request != is_swapped(tuple(witness["operation"])) else "reads"
    return f"{verb} {fact.place or part} of {where}"
