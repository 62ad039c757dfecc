"""Which differences between two bare JSON Schemas there are, one by one.

The schemas are put where a contract has them, and compared like those of a contract.
That needs all references to lead within the schema; whether a difference is one is
checked again by who reads the schemas as they were written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.operations.contracts import differences
from impl.engine.containment.schemas.dialects import Dialect
from impl.engine.openapi.keywords import EVERY_DRAFT
from impl.engine.text.documents import Document

if TYPE_CHECKING:
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.containment import Budget

_PLACE = "/components/schemas/schema"
# What names schemas in other ways than by pointers, or looks for them elsewhere.
_NAMING = frozenset(
    {"$id", "id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef"}
)
_OWN = frozenset({"$id", "id"})
# What contracts mean something else by.
_OTHERWISE = frozenset(
    {"$schema", "discriminator", "xml", "readOnly", "writeOnly", "nullable"}
)


class _ForeignError(Exception):
    """A schema says something that contracts have no words for."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A difference.

    Attributes:
        fact: the difference.
        base: the pointer into the base.
        revision: the pointer into the revision.
    """

    fact: Fact
    base: str
    revision: str


def details(
    pair: tuple[Any, Any],
    dialects: tuple[Dialect, Dialect],
    *,
    seed: int,
    budget: Budget | None,
) -> list[Detail]:
    """Find the differences of two schemas; none if contracts have no words for them."""
    try:
        documents = [
            _document(_Translation(dialect).run(schema))
            for schema, dialect in zip(pair, dialects, strict=True)
        ]
        found = differences(documents[0], documents[1], seed, budget, math.inf, None)
    except (_ForeignError, RecursionError, ValueError):
        return []
    return [
        Detail(fact, _within(fact.base), _within(fact.revision))
        for fact in found
        if fact.operations and fact.direction != "none"
    ]


def _document(schema: Any) -> Document:
    info = {"title": "", "version": ""}
    components = {"schemas": {"schema": schema}}
    content = {"openapi": "3.1.0", "info": info, "components": components}
    return Document(content, "3.1", "json", "", "{}")


def _within(pointer: str) -> str:
    return pointer.removeprefix(_PLACE) if pointer.startswith(_PLACE) else ""


class _Translation:
    """Writes a schema of any draft as one of 2020-12, with the same pointers.

    Args:
        dialect: what it is written in.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._order = dialect.order

    def run(self, schema: Any) -> Any:
        """Write it.

        Raises:
            _ForeignError: there are no words for it.
        """
        if isinstance(schema, dict):
            # The name of the whole changes nothing as long as nobody goes by it.
            schema = {key: held for key, held in schema.items() if key not in _OWN}
        return self._write(schema)

    def _write(self, schema: Any) -> Any:
        if not isinstance(schema, dict):
            return schema
        if not _NAMING.isdisjoint(schema):
            raise _ForeignError
        if "$ref" in schema and self._order < Dialect.DRAFT_2019_09.order:
            # All that stands beside a reference is ignored.
            return {"$ref": self._moved(schema["$ref"])}
        result = {
            key: EVERY_DRAFT.mapped(key, held, self._write)
            for key, held in schema.items()
            if key not in _OTHERWISE
        }
        if "$ref" in result:
            result["$ref"] = self._moved(result["$ref"])
        self._modernise(result)
        return result

    def _moved(self, reference: Any) -> str:
        if reference != "#" and not str(reference).startswith("#/"):
            raise _ForeignError
        return f"#{_PLACE}{reference[1:]}"

    def _modernise(self, result: dict[str, Any]) -> None:
        """Write what drafts up to 2019-09 say in other words."""
        if self._order < Dialect.DRAFT_6.order:
            _with_numbers(result)
        if self._order >= Dialect.DRAFT_2020_12.order:
            return
        if isinstance(result.get("items"), list) or "additionalItems" in result:
            # Pointers into a list of items by position would lead astray.
            raise _ForeignError
        if "dependencies" in result:
            raise _ForeignError


def _with_numbers(result: dict[str, Any]) -> None:
    """Write bounds that a flag makes exclusive as bounds of their own."""
    for bound in ("minimum", "maximum"):
        flag = f"exclusive{bound.capitalize()}"
        if result.get(flag) is True and bound in result:
            result[flag] = result.pop(bound)
        elif isinstance(result.get(flag), bool):
            del result[flag]
