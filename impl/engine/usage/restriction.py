"""Restrict two contracts to what one consumer uses of them.

What the consumer sends is narrowed, and what was promised to it is weakened, both in
the base; of the revision only what has no reader, or no sender, is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import map_in
from impl.engine.comparison.contract.preparation import PreparedContent
from impl.engine.comparison.contract.surface import Surface
from impl.engine.comparison.differences.findings import ComparisonContext
from impl.engine.comparison.differences.shared_parts import SharedParts
from impl.engine.openapi.methods import METHODS, MORE_METHODS, NEW_METHODS
from impl.engine.openapi.pointers import escape, resolve, split
from impl.engine.openapi.references import local_pointer
from impl.engine.usage.exchanges import (
    ExchangePair,
    ExchangeRestriction,
    with_own_parameters,
)
from impl.engine.usage.naming import key_of
from impl.engine.usage.origins import Origins, RestrictedContract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.oracle import Oracle
    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.documents import ConsumerUsage, ExchangeUsage

_Operations = dict[str, "DeclaredOperation"]
_GROUPS = ("paths", "webhooks")
_METHODS = frozenset({*METHODS, *NEW_METHODS})


@dataclass(frozen=True)
class RestrictedPair:
    """Both contracts, as one consumer uses them.

    Attributes:
        base: the contract that it was built against.
        revision: what that is to become.
        is_empty: whether nothing that it uses may have changed.
    """

    base: RestrictedContract
    revision: RestrictedContract
    is_empty: bool


def with_own_items(contract: TracedContract, content: Any) -> RestrictedContract:
    """Write each path item where it is used, so that each can be restricted alone.

    Args:
        contract: the contract.
        content: the same as the comparison has prepared it.
    """
    origins, found = Origins(), PreparedContent(content)
    for group in _GROUPS:
        items = {}
        for name, item in map_in(content, group).items():
            there = local_pointer(map_in({"i": item}, "i").get("$ref"))
            items[name] = item
            if there is not None and isinstance(item, dict):
                origins.note(f"/{group}/{escape(name)}", there)
                rest = {key: held for key, held in item.items() if key != "$ref"}
                items[name] = {**_at(content, there), **rest}
        if group in content:
            found[group] = items
    return RestrictedContract(found, contract, origins)


def _at(content: Any, pointer: str) -> dict[str, Any]:
    held = content
    for token in split(pointer):
        held = map_in(held, token) if isinstance(held, dict) else {}
    there = local_pointer(held.get("$ref"))
    return held if there is None else _at(content, there)


def used_in(
    usage: ConsumerUsage, group: str, operations: Iterable[str]
) -> dict[str, ExchangeUsage | None]:
    """Give the keys of the operations that are used, and what of each; None for all."""
    held: Mapping[str, ExchangeUsage] | None
    held = usage.operations if group == "paths" else usage.webhooks
    if held is None:
        return dict.fromkeys(operations)
    named = {
        key_of(written) if group == "paths" else written: exchange
        for written, exchange in held.items()
    }
    return {
        key: None if named[key].is_everything else named[key]
        for key in operations
        if key in named
    }


def paired(
    base: TracedContract, revision: TracedContract, oracle: Oracle
) -> tuple[ComparisonContext, PairRestriction]:
    """Return two contracts as the comparison knows them, and what restricts them."""
    before, after = (
        with_own_items(contract, Surface(contract).content)
        for contract in (base, revision)
    )
    sides = (Surface(before), Surface(after))
    context = ComparisonContext(*sides, SharedParts(*sides), oracle)
    return context, PairRestriction(context, (before, after))


class PairRestriction:
    """Restricts two contracts to usages, one after the other.

    Args:
        context: both contracts as the comparison knows them.
        contracts: the same, each path item in its own place.
    """

    def __init__(
        self,
        context: ComparisonContext,
        contracts: tuple[RestrictedContract, RestrictedContract],
    ) -> None:
        self._context = context
        self._contracts = contracts

    def to(
        self, usage: ConsumerUsage, is_relevant: Callable[[DeclaredOperation], bool]
    ) -> RestrictedPair:
        """Restrict both to a usage, which names nothing that the base does not have.

        Args:
            usage: what is used.
            is_relevant: tells whether anything of an operation may have changed.
        """
        sides = tuple(_Side(contract) for contract in self._contracts)
        count = 0
        for group in _GROUPS:
            before, after = (
                side.operations if group == "paths" else side.webhooks
                for side in (self._context.base, self._context.revision)
            )
            relevant = {
                key: used
                for key, used in used_in(usage, group, before).items()
                if is_relevant(before[key])
            }
            count += len(relevant)
            count += any(key not in before for key in after)
            self._restrict((sides[0], sides[1]), group, relevant, (before, after))
        return RestrictedPair(sides[0].made(), sides[1].made(), not count)

    def _restrict(
        self,
        sides: tuple[_Side, _Side],
        group: str,
        relevant: dict[str, ExchangeUsage | None],
        operations: tuple[_Operations, _Operations],
    ) -> None:
        before, after = operations
        kept = set(relevant)
        if group == "paths" and not kept <= after.keys():
            # A template may answer in place of what is gone.
            kept |= {key for key in before if "{" in key and key in after}
        sides[0].keep(group, {before[key].pointer for key in kept})
        sides[1].keep(
            group,
            {held.pointer for key, held in after.items() if key in kept}
            | {held.pointer for key, held in after.items() if key not in before},
        )
        restriction = ExchangeRestriction(
            self._context, (sides[0].origins, sides[1].origins)
        )
        written: tuple[set[str], set[str]] = (set(), set())
        for key, used in relevant.items():
            old, new = before[key], after.get(key)
            if used is None:
                continue
            heres = (old.pointer, new.pointer if new else "")
            exchange = ExchangePair(old, new, heres, is_swapped=group == "webhooks")
            values = restriction.run(exchange, used)
            for index, operation in enumerate((old, new)):
                if operation is not None:
                    sides[index].write(operation, values[index])
                    written[index].add(operation.pointer)
        for side, held, done in zip(sides, operations, written, strict=True):
            side.complete(list(held.values()), done)


class _Side:
    """One contract, as it is written anew."""

    def __init__(self, contract: RestrictedContract) -> None:
        self._contract = contract
        self._content = PreparedContent(contract.content)
        self.origins = contract.origins.copy()

    def made(self) -> RestrictedContract:
        """Return the contract."""
        return RestrictedContract(self._content, self._contract.whole, self.origins)

    def keep(self, group: str, kept: set[str]) -> None:
        """Leave out all operations of a group but some."""
        if group not in self._content:
            return
        items = {}
        for name, item in map_in(self._content, group).items():
            at = f"/{group}/{escape(name)}"
            left = _left(item, at, kept)
            if left is not None:
                items[name] = left
        self._content[group] = items

    def write(self, operation: DeclaredOperation, value: Any) -> None:
        """Write an operation anew, with all of its parameters among its own."""
        *way, method = split(operation.pointer)
        holders: list[dict[str, Any]] = [self._content]
        for token in way:
            holders.append(dict(holders[-1][token]))
            holders[-2][token] = holders[-1]
        holders[-1][method] = value
        holders[2].pop("parameters", None)

    def complete(self, operations: list[DeclaredOperation], written: set[str]) -> None:
        """Give operations beside those that were written parameters of their own.

        They had some of their path item, which no longer has any.
        """
        items = {held.item for held in operations if held.pointer in written}
        for operation in operations:
            is_there = self._has(operation.pointer)
            if (
                operation.item in items
                and is_there
                and operation.pointer not in written
            ):
                own = with_own_parameters(operation, operation.pointer, self.origins)
                self.write(operation, own)

    def _has(self, pointer: str) -> bool:
        try:
            resolve(self._content, pointer)
        except LookupError:
            return False
        return True


def _operations_of(item: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = [(key, held) for key, held in item.items() if key in _METHODS]
    more = map_in(item, MORE_METHODS)
    found += [(f"{MORE_METHODS}/{escape(key)}", held) for key, held in more.items()]
    return [(key, held) for key, held in found if isinstance(held, dict)]


def _left(item: Any, at: str, kept: set[str]) -> dict[str, Any] | None:
    """Return what is left of a path item; None if no operation is."""
    if not isinstance(item, dict):
        return None
    gone = {key for key, _ in _operations_of(item) if f"{at}/{key}" not in kept}
    left = {key: held for key, held in item.items() if key not in gone}
    if MORE_METHODS in left:
        left[MORE_METHODS] = {
            key: held
            for key, held in map_in(left, MORE_METHODS).items()
            if f"{at}/{MORE_METHODS}/{escape(key)}" in kept
        }
    return left if _operations_of(left) else None
