"""Which part of a contract is looked at: by operation, tag or extension.

What is not looked at is neither told nor judged. What concerns no operation, such as
the name of a schema, concerns everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.verdicts.comparison import ContractComparison
    from impl.engine.text.contracts import TracedContract

_EXTENSION = "x-"


@dataclass(frozen=True)
class Selection:
    """What is looked at.

    Attributes:
        operations: patterns of names such as `GET /things/*`, or operation ids.
        tags: names of tags.
        excluded: patterns of what is left out, tags, or extensions such as
            `x-internal`.
    """

    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def of(
        self,
        comparison: ContractComparison,
        base: TracedContract,
        revision: TracedContract,
    ) -> ContractComparison:
        """Return a comparison without what is not looked at."""
        if self == Selection():
            return comparison
        known = dict(_operations(revision))
        # What clients know decides: it is no news to them that it is internal now.
        known.update(_operations(base))
        chosen = {name for name, operation in known.items() if self._takes(operation)}
        found = (self._fact(fact, chosen) for fact in comparison.differences)
        return replace(comparison, differences=tuple(filter(None, found)))

    def _fact(self, fact: Fact, chosen: set[str]) -> Fact | None:
        if not fact.operations:
            is_narrow = bool(self.operations or self.tags)
            return None if is_narrow else fact
        left = tuple(name for name in fact.operations if name in chosen)
        return replace(fact, operations=left) if left else None

    def _takes(self, operation: DeclaredOperation) -> bool:
        tags = _texts(operation.value.get("tags"))
        if self.operations and not _fits(operation, self.operations):
            return False
        if self.tags and not set(self.tags).intersection(tags):
            return False
        return not (
            _fits(operation, self.excluded)
            or set(self.excluded).intersection(tags)
            or any(_is_marked(operation, name) for name in self.excluded)
        )


def _operations(contract: TracedContract) -> Iterator[tuple[str, DeclaredOperation]]:
    # Most runs look at all of it, and need not load this.
    from impl.engine.comparison.contract.surface import Surface

    surface = Surface(contract)
    waiting = [*surface.operations.values(), *surface.webhooks.values()]
    waiting += surface.components.values()
    while waiting:
        operation = waiting.pop()
        yield operation.name, operation
        waiting += operation.callbacks.values()


def _fits(operation: DeclaredOperation, patterns: Iterable[str]) -> bool:
    # Path parameters are in braces, which a pattern takes as they are.
    names = (operation.name, operation.path, operation.value.get("operationId"))
    return any(
        fnmatchcase(name, pattern)
        for name in names
        if isinstance(name, str)
        for pattern in patterns
    )


def _is_marked(operation: DeclaredOperation, extension: str) -> bool:
    """Tell whether an extension of the operation or its path says yes."""
    if not extension.startswith(_EXTENSION):
        return False
    item = operation.surface.map(operation.item)
    value = operation.value.get(extension, item.get(extension))
    return value not in (None, False)


def _texts(value: Any) -> list[str]:
    return [held for held in value if isinstance(held, str)] if value else []
