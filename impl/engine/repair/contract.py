"""Read a contract as it is meant: slips whose meaning is plain are read as that.

Real contracts are rarely valid to the letter. Each slip that is read as what it plainly
means gives a warning that says so; everything behind this module, from the check to the
compiler, sees the reading and never the slip.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from impl.engine.diagnostics.diagnostic import Position
from impl.engine.diagnostics.report import MOST_FAULTS, FaultList
from impl.engine.openapi.index import ObjectIndex
from impl.engine.repair import (
    dynamic_references,
    members,
    parameters,
    paths,
    patterns,
    reference_cycles,
    reference_names,
    references,
    schemas,
    security,
)
from impl.engine.repair.patch import Patch
from impl.engine.text.contracts import WrittenContract

_Pass = Callable[[ObjectIndex, str, FaultList, Patch], None]

# Later passes rely on what earlier ones have put right.
_PASSES: tuple[_Pass, ...] = (
    reference_names.repair,
    reference_names.repair,  # of schemas that the one before has brought to light
    dynamic_references.repair,
    references.repair,
    members.repair,
    parameters.repair,
    paths.repair,
    members.repair,  # of schemas that the two before have brought to light
    patterns.bound,
    schemas.repair,
    reference_cycles.repair,
    security.repair,
    reference_names.drop,
)


@dataclass
class Repaired:
    """A contract as it is meant.

    ``content`` must not be changed: it shares parts with what was written. ``report``
    holds the warnings about slips so far.
    """

    content: Any
    version: str
    report: FaultList = field(repr=False)
    objects: ObjectIndex = field(repr=False)
    _contract: WrittenContract = field(repr=False)
    _moved: list[dict[str, str]] = field(repr=False)

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where a pointer into ``content`` was written: pointer there, place."""
        for moved in reversed(self._moved):
            pointer = _origin(pointer, moved)
        return self._contract.source(pointer)


def repair(contract: WrittenContract, most: int = MOST_FAULTS) -> Repaired:
    """Read a contract with its slips repaired; at most ``most`` warnings of each code.

    With ``most`` 0 the report has errors alone, which is what takes the least time.
    The result need not be valid: :func:`impl.engine.check.contract.check` tells.
    """
    objects = ObjectIndex(contract.content)
    moved: list[dict[str, str]] = []
    report = FaultList(contract, most)
    reading = Repaired(
        contract.content, contract.version, report, objects, contract, moved
    )
    report.trace(reading)
    report.take(contract.slips)
    done: set[Any] = set()
    for each in _PASSES:
        if each in done:
            continue  # nothing has changed since
        patch = Patch()
        each(reading.objects, contract.version, report, patch)
        done.add(each)
        if patch:
            done.clear()
            reading.content, places = patch.apply(reading.content)
            moved.append(places)
            reading.objects = ObjectIndex(reading.content)
    return reading


def _origin(pointer: str, moved: dict[str, str]) -> str:
    ancestor = pointer
    while ancestor and ancestor not in moved:
        ancestor = ancestor.rpartition("/")[0]
    origin = moved.get(ancestor, ancestor)
    return origin + pointer[len(ancestor) :]
