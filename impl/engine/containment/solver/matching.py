"""Systems of distinct representatives."""

from collections.abc import Hashable
from typing import Any

from impl.engine.containment.budget import Meter
from impl.engine.containment.values import identity


def match(pools: list[list[Any]], meter: Meter) -> list[Any] | None:
    """Choose a value of each pool so that all differ (Kuhn's augmenting paths).

    Returns None if there is no such choice.
    """
    owner: dict[Hashable, int] = {}
    value_of: dict[Hashable, Any] = {}

    def augment(index: int, seen: set[Hashable]) -> bool:
        for value in pools[index]:
            key = identity(value)
            if key in seen:
                continue
            seen.add(key)
            meter.step()
            if key not in owner or augment(owner[key], seen):
                owner[key] = index
                value_of[key] = value
                return True
        return False

    if not all(augment(index, set()) for index in range(len(pools))):
        return None
    chosen: list[Any] = [None] * len(pools)
    for key, index in owner.items():
        chosen[index] = value_of[key]
    return chosen
