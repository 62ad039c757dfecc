"""Verification: a certificate is checked with a validator, and no search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from impl.engine.canonical import digest
from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.differences.facts import Fact
from impl.engine.comparison.differences.findings import ComparisonContext, is_swapped
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.differences.shared_parts import SharedParts
from impl.engine.comparison.differences.tolerance import Aspect
from impl.engine.comparison.kinds.catalogue import CATALOGUE
from impl.engine.comparison.verdicts.certificate_format import ENGINE, FIELDS, FORMAT
from impl.engine.comparison.verdicts.comparison import advise
from impl.engine.comparison.verdicts.profiles import PROFILES, Profile, judge, worst
from impl.engine.comparison.witnesses.confirmation import confirm
from impl.engine.comparison.witnesses.long_values import written_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.text.contracts import TracedContract


Pair = tuple["TracedContract", "TracedContract"]


def verify(
    record: Any,
    base: TracedContract,
    revision: TracedContract,
    restrict: Callable[[Any], Pair] | None = None,
) -> list[str]:
    """Check a certificate against the two contracts; any input gets an answer.

    `restrict` returns both as somebody uses them who uses only what it is given.

    Returns:
        What is wrong, in sentences; nothing if the certificate holds.
    """
    try:
        return _verify(record, (base, revision), restrict)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        return [f"The certificate is malformed ({type(error).__name__}: {error})."]


def _verify(
    record: Any, pair: Pair, restrict: Callable[[Any], Pair] | None
) -> list[str]:
    if record["format"] != FORMAT or record["engine"] != ENGINE:
        return [f"It is not a certificate of {FORMAT} by engine {ENGINE}."]
    found = _identity(record, *pair) or _judgement(record)
    if found:
        return found
    if "usage" not in record:
        return _witnesses(record, [pair])
    if restrict is None:
        return ["It is about some use of the contracts, which nobody looked at."]
    # What is not read of a message may be missing there.
    return _witnesses(record, [pair, restrict(record["usage"])])


def _identity(record: Any, base: TracedContract, revision: TracedContract) -> list[str]:
    """Check that the certificate is whole, and about these contracts."""
    found = []
    rest = {key: value for key, value in record.items() if key != "digest"}
    if digest(rest) != record["digest"]:
        found.append("The digest of the certificate doesn't fit its content.")
    for side, contract in (("base", base), ("revision", revision)):
        if digest(contract.content) != record[side]:
            found.append(f"It is about another {side}.")
    profile = Profile(**record["profile"])
    known = PROFILES.get(profile.name)
    if known is None or known.on(profile.as_of) != profile:
        found.append(f"The profile {profile.name!r} means something else.")
    return found


def _judgement(record: Any) -> list[str]:
    """Check that the verdict follows from the facts."""
    found = []
    profile = Profile(**record["profile"])
    facts = tuple(_fact(held) for held in record["facts"])
    for fact, held in zip(facts, record["facts"], strict=True):
        if fact.fingerprint != held["fingerprint"]:
            found.append(f"The fingerprint {held['fingerprint']} doesn't fit its fact.")
    if record["base"] == record["revision"] and facts:
        found.append("The contracts are the same, and yet there are facts.")
    if worst([judge(fact, profile) for fact in facts]) != record["verdict"]:
        found.append("The verdict doesn't follow from the facts.")
    if advise(facts, profile) != record["semver"]:
        found.append("The advice on the version doesn't follow from the facts.")
    return found


def _fact(held: dict[str, Any]) -> Fact:
    return Fact(
        **{name: held[name] for name in FIELDS},
        kind=CATALOGUE[held["kind"]],
        marks=tuple(map(PolicyMark, held["marks"])),
        operations=tuple(held["operations"]),
    )


def _witnesses(record: Any, pairs: list[Pair]) -> list[str]:
    """Check that every witness shows what it should in some pair of contracts."""
    contexts = [_context(*pair) for pair in pairs]
    found = []
    for fact in map(_fact, record["facts"]):
        answers: dict[Any, Any] = {**fact.readings, "formats": fact.formats}
        found += [
            f"{fact.fingerprint} ({fact.kind.name}): the witness for {aspect} does not "
            "show what it should."
            for aspect in get_args(Aspect)
            if answers[aspect] == "refuted"
            and not any(_holds(context, fact, aspect) for context in contexts)
        ]
    return found


def _context(base: TracedContract, revision: TracedContract) -> ComparisonContext:
    surfaces = (Surface(base), Surface(revision))
    return ComparisonContext(*surfaces, SharedParts(*surfaces), Oracle(0))


def _holds(context: ComparisonContext, fact: Fact, aspect: Aspect) -> bool:
    witness = fact.witnesses[aspect]
    trail = tuple(witness["operation"])
    message = written_out(witness["message"])
    sides, _ = context.role(
        "response" if message["type"] == "response" else "request",
        swapped=is_swapped(trail),
    )
    flipped = (witness["valid_under"] == "base") != sides.sender_is_base
    operations = (context.base.find(trail), context.revision.find(trail))
    violations = confirm(fact.kind, sides, operations, message, aspect, flipped=flipped)
    shown = (witness["breaks"]["part"], witness["breaks"]["pointer"])
    return shown in {(violation.part, violation.pointer) for violation in violations}
