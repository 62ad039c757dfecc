"""Tell which differences of two contracts those of the restricted ones are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.preparation import as_written
from impl.engine.comparison.differences.tolerance import READINGS
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect, Misreading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.differences.facts import Certainty, Fact
    from impl.engine.usage.reach import Reach
    from impl.engine.usage.restriction import RestrictedPair

_GRAVITY: tuple[Certainty, ...] = ("refuted", "undecided", "proved")


class FactMatching:
    """Matches differences within a usage with those of the whole contracts.

    What a consumer is told of is named as it is for everybody else.

    Args:
        whole: the differences of the whole contracts.
        pair: the restricted contracts.
        reach: the schemas that the usage leads to.
        is_used: tells whether a consumer uses an operation of this name.
    """

    def __init__(
        self,
        whole: Iterable[Fact],
        pair: RestrictedPair,
        reach: Reach,
        is_used: Any,
    ) -> None:
        self._whole = tuple(whole)
        self._pair = pair
        self._reach = reach
        self._is_used = is_used
        self._known: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in self._whole:
            for key in _keys(fact, fact.base, fact.revision):
                self._known[key].append(fact)

    def concerning(self, found: Iterable[Fact]) -> list[Fact]:
        """Return the differences that concern the consumer, with its own evidence."""
        result: dict[str, Fact] = {}
        for fact in found:
            held = self._matched(fact)
            if held is not None:
                known = result.get(held.fingerprint)
                result[held.fingerprint] = _graver(known, held) if known else held
        for fact in self._whole:
            if fact.fingerprint not in result and self._goes_for_all(fact):
                result[fact.fingerprint] = fact
        order = {fact.fingerprint: index for index, fact in enumerate(self._whole)}
        return sorted(
            result.values(),
            key=lambda fact: (order.get(fact.fingerprint, len(order)), fact.location),
        )

    def _matched(self, fact: Fact) -> Fact | None:
        names = tuple(name for name in fact.operations if self._is_used(name))
        # What answers in place of a template has a name that the base does not know.
        is_new = fact.kind is catalogue.OPERATION[Effect.ADDED]
        if not names and not (is_new and _is_grave(fact)):
            return None
        base = as_written(self._pair.base.origins.of(fact.base))
        revision = as_written(self._pair.revision.origins.of(fact.revision))
        is_grave = _is_grave(fact)
        keys = _keys(fact, base, revision)
        for key in keys if is_grave else keys[:2]:
            for known in self._known.get(key, ()):
                if is_grave or self._is_reached(known):
                    told = _teller(known, fact)
                    return replace(
                        known,
                        readings=fact.readings,
                        formats=fact.formats,
                        operations=names or fact.operations,
                        witnesses=fact.witnesses,
                        attempts=fact.attempts,
                        message=told.message,
                        place=told.place,
                    )
        if not is_grave:
            return None
        return replace(fact, base=base, revision=revision, operations=names)

    def _is_reached(self, fact: Fact) -> bool:
        """Tell whether anything that is used has to do with a harmless difference."""
        if not self._reach.knows(fact.base):
            return True
        return bool(self._reach.trees(fact.base))

    def _goes_for_all(self, fact: Fact) -> bool:
        """Tell whether a difference concerns whoever uses any of what it is in.

        What code is called does, and what discriminators mean to who reads them.
        """
        if not fact.operations:
            return True
        if fact.kind.misreading is not Misreading.DISCRIMINATOR:
            return False
        if not any(map(self._is_used, fact.operations)):
            return False
        names = _discriminating(fact.difference)
        return any(
            tree.is_whole or any(tree.member(name) for name in names)
            for tree in self._reach.trees(fact.base)
        )


def _keys(fact: Fact, base: str, revision: str) -> list[tuple[object, ...]]:
    """Give what tells which difference a fact is, the surest first."""
    kind, name = fact.kind.name, fact.difference["name"]
    return [
        ("all", kind, base, revision, name),
        ("kind", kind, base, revision),
        ("places", fact.direction, base, revision),
        ("revision", fact.direction, revision),
    ]


def _is_grave(fact: Fact) -> bool:
    return fact.formats not in {None, "proved"} or any(
        fact.readings[reading] != "proved" for reading in READINGS
    )


def _teller(known: Fact, fact: Fact) -> Fact:
    """Choose who says it: of the places that the consumer uses, if it is the same."""
    is_open = "undecided" in {*fact.readings.values(), fact.formats}
    return fact if is_open or fact.kind is known.kind else known


def _graver(one: Fact, two: Fact) -> Fact:
    """Return two parts of the same difference as one, with the graver answers."""
    readings = {
        reading: min(one.readings[reading], two.readings[reading], key=_GRAVITY.index)
        for reading in READINGS
    }
    formats = [held for held in (one.formats, two.formats) if held is not None]
    return replace(
        one,
        readings=readings,
        formats=min(formats, key=_GRAVITY.index) if formats else None,
        witnesses={**two.witnesses, **one.witnesses},
        operations=tuple(sorted({*one.operations, *two.operations})),
    )


def _discriminating(difference: Any) -> set[str]:
    """Name the properties that a difference of discriminators is about."""
    if isinstance(difference, dict):
        name = difference.get("propertyName")
        found = {name} if isinstance(name, str) else set()
        return found.union(*(map(_discriminating, difference.values())))
    if isinstance(difference, list):
        return set().union(*map(_discriminating, difference))
    return set()
