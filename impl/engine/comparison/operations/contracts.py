"""The differences of two contracts, as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.differences.findings import ComparisonContext
from impl.engine.comparison.differences.oracle import Oracle
from impl.engine.comparison.differences.shared_parts import SharedParts
from impl.engine.comparison.operations.names import compare_names
from impl.engine.comparison.operations.operations import compare_operations
from impl.engine.comparison.witnesses.evidence import facts

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.operations.operations import Progress
    from impl.engine.containment import Budget
    from impl.engine.text.contracts import TracedContract


def differences(
    base: TracedContract,
    revision: TracedContract,
    seed: int,
    budget: Budget | None,
    seconds: float,
    progress: Progress | None,
) -> tuple[Fact, ...]:
    """Find the differences, in a stable order; see `compare` for the arguments.

    Raises:
        ValueError: a contract has no canonical form.
    """
    surfaces = (Surface(base), Surface(revision))
    sharing = SharedParts(*surfaces)
    context = ComparisonContext(*surfaces, sharing, Oracle(seed, budget, seconds))
    compare_operations(context, progress)
    compare_names(context)
    return tuple(facts(context))
