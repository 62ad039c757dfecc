"""Compare two contracts for those who use only some of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.differences.findings import ComparisonContext
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.shared_parts import SharedParts
from impl.engine.comparison.operations.operations import compare_operations
from impl.engine.comparison.verdicts.comparison import ContractComparison
from impl.engine.comparison.verdicts.comparison import compare as compare_wholly
from impl.engine.comparison.verdicts.profiles import is_at_least, judge
from impl.engine.comparison.witnesses.evidence import facts
from impl.engine.usage.appearances import Appearances
from impl.engine.usage.documents import ExchangeUsage
from impl.engine.usage.evidence import ConsumerEvidence
from impl.engine.usage.matching import FactMatching
from impl.engine.usage.reach import Reach
from impl.engine.usage.restriction import paired, used_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.verdicts.profiles import Profile, Verdict
    from impl.engine.containment import Budget
    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.documents import ConsumerUsage
    from impl.engine.usage.restriction import RestrictedPair


@dataclass(frozen=True)
class ConsumerComparison:
    """What a change of a contract does to one consumer.

    Attributes:
        usage: what the consumer uses.
        comparison: the differences that concern it, each with a witness of its own: a
            message that it sends, or that it reads and trips over.
        spared: the differences that are graver for others than for this one.
    """

    usage: ConsumerUsage
    comparison: ContractComparison
    spared: tuple[Fact, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict on the whole, for this consumer."""
        return self.comparison.verdict


def compare(
    base: TracedContract,
    revision: TracedContract,
    profile: Profile | str,
    usage: ConsumerUsage,
    *,
    seed: int = 0,
    budget: Budget | None = None,
    seconds: float = math.inf,
) -> ConsumerComparison:
    """Compare two contracts for one consumer; arguments and errors as elsewhere.

    Args:
        base: the contract that the consumer was built against.
        revision: what it is to become.
        profile: how the consumer reads.
        usage: what it uses; it names nothing that the base does not have.
        seed: where searches for witnesses start.
        budget: bounds of each question to containment.
        seconds: wall-clock time after which no more questions are asked.
    """
    whole = compare_wholly(
        base, revision, profile, seed=seed, budget=budget, seconds=seconds
    )
    consumers = ConsumerComparisons(
        base, revision, whole, budget=budget, seconds=seconds
    )
    return consumers.of(usage)


class ConsumerComparisons:
    """Compares the same two contracts for one consumer after the other.

    Args:
        base: the contract that the consumers were built against.
        revision: what it is to become.
        whole: the comparison of all that there is.
        budget: bounds of each question to containment.
        seconds: wall-clock time for all questions about them together.
    """

    def __init__(
        self,
        base: TracedContract,
        revision: TracedContract,
        whole: ContractComparison,
        *,
        budget: Budget | None = None,
        seconds: float = math.inf,
    ) -> None:
        self._whole = whole
        oracle = Oracle(whole.seed, budget, seconds)
        self._context, self._restriction = paired(base, revision, oracle)
        self._concerned = {
            _outer(name) for fact in whole.differences for name in fact.operations
        }

    def of(self, usage: ConsumerUsage) -> ConsumerComparison:
        """Compare for a consumer."""
        pair = self._restriction.to(usage, self._is_relevant)
        found = [] if pair.is_empty else self._within(pair)
        used, reach = self._used(usage), Reach(self._context.base)
        names = {name for held, _ in used for name in (held.name, held.key)}

        def is_used(name: str) -> bool:
            return _outer(name) in names

        for operation, exchange in used:
            if self._is_relevant(operation):
                reach.add(operation, exchange)
        matching = FactMatching(self._whole.differences, pair, reach, is_used)
        evidence = ConsumerEvidence(Appearances(self._context, usage), is_used)
        concerning = evidence.of(self._whole.differences, matching.concerning(found))
        comparison = replace(self._whole, differences=concerning)
        return ConsumerComparison(usage, comparison, self._spared(comparison))

    def _spared(self, comparison: ContractComparison) -> tuple[Fact, ...]:
        """Give what is graver for whoever uses everything than for this consumer."""
        profile = self._whole.profile
        own = {fact.fingerprint: judge(fact, profile) for fact in comparison.facts}
        return tuple(
            fact
            for fact in self._whole.facts
            if not is_at_least(
                own.get(fact.fingerprint, "compatible"), judge(fact, profile)
            )
        )

    def all_of(self, usages: Iterable[ConsumerUsage]) -> list[ConsumerComparison]:
        """Compare for some consumers."""
        return [self.of(usage) for usage in usages]

    def _within(self, pair: RestrictedPair) -> list[Fact]:
        sides = (Surface(pair.base), Surface(pair.revision))
        # Consumers have much in common, and so have the questions about them.
        oracle = self._context.oracle
        context = ComparisonContext(*sides, SharedParts(*sides), oracle)
        compare_operations(context)
        return facts(context)

    def _is_relevant(self, operation: DeclaredOperation) -> bool:
        """Tell whether any difference shows in an operation, or in what it calls."""
        return not self._concerned.isdisjoint((operation.name, operation.key))

    def _used(
        self, usage: ConsumerUsage
    ) -> list[tuple[DeclaredOperation, ExchangeUsage]]:
        base = self._context.base
        groups = (("paths", base.operations), ("webhooks", base.webhooks))
        return [
            (operations[key], exchange or ExchangeUsage())
            for group, operations in groups
            for key, exchange in used_in(usage, group, operations).items()
        ]


def _outer(name: str) -> str:
    """Name the operation that what is called back belongs to, by its key."""
    return name.partition(" → ")[0]
