"""What shows that a difference breaks one consumer: a message that it trips over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from impl.engine.comparison.differences.tolerance import READINGS, Aspect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from impl.engine.comparison.differences.facts import Certainty, Fact
    from impl.engine.usage.appearances import Appearances

_UNTOLD = (
    "What shows it may be in what this consumer does not read; no message was found "
    "that it would trip over."
)
_ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


class ConsumerEvidence:
    """Gathers evidence for one consumer.

    Args:
        appearances: what messages look like to it.
        is_used: tells whether it uses an operation of this name.
    """

    def __init__(
        self, appearances: Appearances, is_used: Callable[[str], bool]
    ) -> None:
        self._appearances = appearances
        self._is_used = is_used

    def of(self, whole: Iterable[Fact], found: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return the differences that concern the consumer, each with what shows it.

        Args:
            whole: all differences of the contracts.
            found: those of the restricted contracts.
        """
        own = {fact.fingerprint: self._replayed(fact) for fact in found}
        known = set()
        for fact in whole:
            known.add(fact.fingerprint)
            shared = self._shared(fact, own.get(fact.fingerprint))
            if shared is not None:
                own[fact.fingerprint] = shared
        told = [fact for name, fact in own.items() if name in known]
        return tuple(
            fact
            for name, fact in own.items()
            if name in known or not _is_explained(fact, told)
        )

    def _replayed(self, fact: Fact) -> Fact:
        """Keep as witnesses only what the consumer trips over."""
        answers, witnesses = _answers(fact), dict(fact.witnesses)
        for aspect in _ASPECTS:
            if answers.get(aspect) != "refuted":
                continue
            trips = self._appearances.trips
            if not (
                trips(witnesses[aspect], aspect)
                or (
                    aspect != "exact" and trips(witnesses[aspect], aspect, by_name=True)
                )
            ):
                del witnesses[aspect]
                answers[aspect] = "undecided"
        if witnesses.keys() == fact.witnesses.keys():
            return fact
        return _answering(fact, answers, witnesses, f"{fact.message} {_UNTOLD}")

    def _shared(self, fact: Fact, own: Fact | None) -> Fact | None:
        """Take over what shows a difference to others, if this consumer trips over it.

        Members that one of several alternatives does not mention nobody sends, so that
        what another one says of them is what a consumer goes by.
        """
        names = tuple(filter(self._is_used, fact.operations))
        if not names or not self._appearances.reads(fact):
            return None
        answers: dict[Any, Certainty] = dict.fromkeys(_answers(fact), "proved")
        if own is not None:
            answers = _answers(own)
        witnesses = dict(own.witnesses) if own else {}
        taken = False
        for aspect in _ASPECTS:
            witness = fact.witnesses.get(aspect)
            if witness is None or answers.get(aspect) == "refuted":
                continue
            trips = self._appearances.trips(witness, aspect, by_name=aspect != "exact")
            if trips and self._appearances.is_of(witness):
                answers[aspect], witnesses[aspect] = "refuted", witness
                taken = True
        if not taken:
            return None
        base = replace(fact, operations=names)
        return _answering(base, answers, witnesses, fact.message)


def _answers(fact: Fact) -> dict[Any, Certainty]:
    found: dict[Any, Certainty] = {**fact.readings}
    return found if fact.formats is None else {**found, "formats": fact.formats}


def _answering(
    fact: Fact, answers: dict[Any, Certainty], witnesses: dict[str, Any], message: str
) -> Fact:
    return replace(
        fact,
        readings={reading: answers[reading] for reading in READINGS},
        formats=answers.get("formats"),
        witnesses=witnesses,
        message=message,
    )


def _is_explained(fact: Fact, told: list[Fact]) -> bool:
    """Tell whether others say of an operation all that a difference does."""
    answers = _answers(fact)
    return all(
        any(
            name in other.operations
            and other.direction == fact.direction
            and _answers(other).get(aspect) == "refuted"
            for other in told
        )
        for name in fact.operations
        for aspect, answer in answers.items()
        if answer != "proved"
    )
