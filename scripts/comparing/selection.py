"""Which part of a contract is looked at: by operation, tag or extension.

What is not looked at is neither told nor judged. What concerns no operation, such as
the name of a schema, concerns everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from scripts.comparing.refusals import Unusable

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
    _seen: dict[str, DeclaredOperation] = field(
        default_factory=dict, compare=False, repr=False
    )

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
        self._seen.update(known)
        chosen = {name for name, operation in known.items() if self._takes(operation)}
        found = (self._fact(fact, chosen) for fact in comparison.differences)
        return replace(comparison, differences=tuple(filter(None, found)))

    def refuse_unknown(self) -> None:
        """Refuse what was to be looked at and is in no contract that was.

        Raises:
            Unusable: an operation or a tag is unknown; nothing would be judged.
        """
        seen = self._seen.values()
        if not seen:
            return
        for pattern in self.operations:
            if not any(_fits(each, (pattern,)) for each in seen):
                names = [name for each in seen for name in _names(each)]
                raise Unusable(_unknown("operation", pattern, names))
        known = [tag for each in seen for tag in _texts(each.value.get("tags"))]
        for tag in self.tags:
            if tag not in known:
                raise Unusable(_unknown("tag", tag, known))

    def idle(self) -> list[str]:
        """List what was to be left out and is in no contract that was looked at."""
        seen = self._seen.values()
        return [
            f"--exclude {each!r} leaves nothing out: no operation, tag or extension of "
            "an operation is called so"
            for each in dict.fromkeys(self.excluded)
            if seen and not any(_is_excluded(operation, (each,)) for operation in seen)
        ]

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
        return not _is_excluded(operation, self.excluded)


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


def _is_excluded(operation: DeclaredOperation, excluded: tuple[str, ...]) -> bool:
    tags = _texts(operation.value.get("tags"))
    return (
        _fits(operation, excluded)
        or not set(excluded).isdisjoint(tags)
        or any(_is_marked(operation, name) for name in excluded)
    )


def _fits(operation: DeclaredOperation, patterns: Iterable[str]) -> bool:
    # Path parameters are in braces, which a pattern takes as they are.
    return any(
        fnmatchcase(name, pattern) for name in _names(operation) for pattern in patterns
    )


def _names(operation: DeclaredOperation) -> list[str]:
    names = (operation.name, operation.path, operation.value.get("operationId"))
    return [name for name in names if isinstance(name, str)]


def _unknown(what: str, asked: str, known: Iterable[str]) -> str:
    near = get_close_matches(asked, dict.fromkeys(known), 1)
    mend = f"perhaps {near[0]!r} is meant" if near else "nothing would be judged"
    return f"no {what} of base or revision is called {asked!r}; {mend}"


def _is_marked(operation: DeclaredOperation, extension: str) -> bool:
    """Tell whether an extension of the operation or its path says yes."""
    if not extension.startswith(_EXTENSION):
        return False
    item = operation.surface.map(operation.item)
    value = operation.value.get(extension, item.get(extension))
    return value not in (None, False)


def _texts(value: Any) -> list[str]:
    return [held for held in value if isinstance(held, str)] if value else []
