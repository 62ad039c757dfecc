"""Edits contracts, has both sides executed, and holds the verdict against them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from impl.engine.comparison.verdicts.comparison import ContractComparison, compare
from impl.engine.comparison.verdicts.profiles import PROFILES, Verdict
from impl.engine.containment import Budget
from tests.unit.engine.comparison.adversary import (
    edits_of_documents,
    edits_of_messages,
    edits_of_operations,
    edits_of_parameters,
    edits_of_schemas,
    edits_of_security,
)
from tests.unit.engine.comparison.adversary.arranging import focused, mirrored
from tests.unit.engine.comparison.adversary.contracts import contract
from tests.unit.engine.comparison.adversary.editing import Content, Edit
from tests.unit.engine.comparison.adversary.gates import UncompilableError
from tests.unit.engine.comparison.adversary.judging import Break, Side, breaks
from tests.unit.engine.comparison.adversary.witnessing import false_alarms
from tests.unit.engine.comparison.shop import document

EDITS: tuple[Edit, ...] = (
    *edits_of_documents.EDITS,
    *edits_of_security.EDITS,
    *edits_of_operations.EDITS,
    *edits_of_parameters.EDITS,
    *edits_of_messages.EDITS,
    *edits_of_schemas.EDITS,
)
_BUDGET = Budget(attempts=300)
_GRAVITY = ("compatible", "risky", "undecided", "breaking")
_ASSERTING = ("format-asserted", "as-declared")
_MAYBE = frozenset({"breaking", "undecided"})


@dataclass
class Tally:
    """What came of some edits."""

    edits: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    unreadable: int = 0


@dataclass(frozen=True)
class Case:
    """A contract, and what some edits made of it."""

    seed: int
    version: str
    edits: tuple[Edit, ...]
    base: Content
    revision: Content

    def __str__(self) -> str:
        names = ", ".join(edit.title for edit in self.edits)
        return f"seed {self.seed}, OpenAPI {self.version}: {names}"


def case(seed: int, version: str, edits: tuple[Edit, ...]) -> Case | None:
    """Apply edits to a contract; None if they change nothing."""
    base = contract(version, seed)
    revision = contract(version, seed)
    random = Random(seed + 1)
    made = tuple(edit for edit in edits if edit.change(random, revision))
    if not made or base == revision:
        return None
    return Case(seed, version, made, base, revision)


def drawn(seed: int) -> Case | None:
    """Draw a version, one to three edits, and what they are applied to."""
    random = Random(seed)
    version = random.choice(["3.0", "3.1", "3.2"])
    own = [edit for edit in EDITS if version in edit.versions]
    schemas = [edit for edit in own if edit in edits_of_schemas.EDITS]
    pool = own if random.random() < 0.4 else schemas
    count = random.choice([1, 1, 2, 3])
    return case(seed, version, tuple(random.choices(pool, k=count)))


def wrong(given: Case, tally: Tally) -> Iterator[str]:
    """Say what is wrong with the verdict on a case."""
    base, revision = document(given.base), document(given.revision)
    found = compare(base, revision, budget=_BUDGET)
    tally.edits.update(edit.title for edit in given.edits)
    tally.verdicts[found.verdict] += 1
    for fact in found.differences:
        tally.facts[fact.readings["exact"]] += 1
    if len(given.edits) == 1:
        yield from _by_rule(given, found)
    if all(edit.judged == "silent" for edit in given.edits):
        return
    try:
        yield from _by_messages(given, found, tally)
    except UncompilableError:
        tally.unreadable += 1


def _by_rule(given: Case, found: ContractComparison) -> Iterator[str]:
    (edit,) = given.edits
    told = [
        fact.kind.name
        for fact in found.differences
        # That no value fits is told of whatever changed at all.
        if not fact.kind.name.endswith("schema-unsatisfiable")
    ]
    if edit.judged == "silent":
        if told:
            yield f"what says nothing is told: {told}"
        return
    if edit.judged == "listed" and not told:
        yield "nothing is listed"
        return
    if not edit.is_missed(given.base, given.revision):
        if found.verdict != "compatible":
            yield f"{found.verdict}, and yet nobody can have had it"
        return
    for profile, level in (("", edit.level), ("generated-clients", edit.in_code)):
        judged = found.under(PROFILES[profile]) if profile else found
        if _rank(judged.verdict) < _rank(level):
            yield f"{judged.verdict} in place of {level} by {judged.profile.name}"


def _rank(verdict: Verdict) -> int:
    return _GRAVITY.index(verdict)


def _by_messages(given: Case, found: ContractComparison, tally: Tally) -> Iterator[str]:
    contents = focused(given.base, given.revision)
    if any(content["paths"] for content in contents):
        sides = [Side(content) for content in contents]
        yield from _missed(found, list(breaks(*sides)), tally)
        if len(given.edits) == 1:
            yield from _unlisted(found, list(breaks(*reversed(sides))))
        yield from false_alarms(found, *sides)
    called = focused(*map(mirrored, (given.revision, given.base)))
    if any(content["paths"] for content in called):
        clients = [Side(content, is_mirrored=True) for content in called]
        sent = next(breaks(*clients), None)
        exact = found.under(PROFILES["as-declared"]).verdict
        if sent is not None and exact not in _MAYBE:
            yield f"{exact} by as-declared, and yet, of what the API sends, {sent}"
    if any(edit.field == "format" for edit in given.edits):
        yield from _by_format(found, contents)


def _missed(
    found: ContractComparison, known: list[Break], tally: Tally
) -> Iterator[str]:
    """Say which breaks no fact about that direction of that operation tells of."""
    tally.broken += bool(known)
    for each in known:
        if not any(
            fact.readings["exact"] != "proved"
            and each.operation in fact.operations
            and fact.direction == each.direction
            for fact in found.differences
        ):
            yield f"no fact tells that {each}"


def _unlisted(found: ContractComparison, known: list[Break]) -> Iterator[str]:
    """Say what is allowed from now on, and is told of by no fact."""
    for each in known:
        if not any(
            each.operation in fact.operations and fact.direction == each.direction
            for fact in found.differences
        ):
            yield f"nothing tells that now allowed is {each}"


def _by_format(
    found: ContractComparison, contents: tuple[Content, ...]
) -> Iterator[str]:
    # Whether an overlap of alternatives is one, is for the profile to say.
    takes_any = PROFILES[_ASSERTING[0]].takes_any_alternative
    asserted = [Side(each, formats=True, takes_any=takes_any) for each in contents]
    told = [found.under(PROFILES[name]).verdict for name in _ASSERTING]
    known = next(breaks(*asserted), None)
    if known is not None and not _MAYBE.intersection(told):
        yield f"{told[0]} by {_ASSERTING[0]}, and yet {known}"
