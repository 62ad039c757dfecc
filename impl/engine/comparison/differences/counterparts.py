"""Which demands of two sides are about the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from impl.engine.comparison.differences.constraints import as_list
from impl.engine.comparison.kinds import facets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.differences.constraints import Constraint
    from impl.engine.comparison.kinds.facets import Facet

    # What the sender, and what the reader, asks in one respect.
    _ByKey = dict[tuple[Facet, str], tuple[list[Constraint], list[Constraint]]]


def counterparts(sent: Iterable[Constraint], accepted: Iterable[Constraint]) -> _ByKey:
    """Put what the sender and what the reader asks in one respect side by side."""
    demands: _ByKey = defaultdict(lambda: ([], []))
    for constraint in accepted:
        demands[constraint.key][1].append(constraint)
    for constraint in sent:
        demands[constraint.key][0].append(constraint)
    _as_lists(demands)
    return demands


def _as_lists(demands: _ByKey) -> None:
    """Take a constant for a list of one value where the other side has a list."""
    const, enum = (facets.CONST, ""), (facets.ENUM, "")
    for ours, theirs in ((0, 1), (1, 0)):
        if const not in demands or enum not in demands:
            return
        is_list = not demands[enum][ours] and demands[enum][theirs]
        if is_list and demands[const][ours] and not demands[const][theirs]:
            demands[enum][ours].extend(map(as_list, demands.pop(const)[ours]))
