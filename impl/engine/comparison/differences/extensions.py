"""Instances that are known, with one more property.

Where many properties came or went, each asks for an instance that has it. One of them
with another property is one question less to the prover, and a validator sees to it
that it is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import Evidence
from impl.engine.comparison.differences.validation import accepts

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.comparison.differences.oracle import Oracle


class Extensions:
    """Instances of nodes of one side, each found once.

    Args:
        schemas: the side.
        oracle: finds them.
    """

    def __init__(self, schemas: ContractSchemas, oracle: Oracle) -> None:
        self._schemas = schemas
        self._oracle = oracle
        self._known: dict[SchemaNode, dict[str, Any]] = {}

    def keep(self, node: SchemaNode, instance: Any, name: str) -> None:
        """Keep what was found for a property, without it, if it is still right."""
        if node not in self._known and isinstance(instance, dict):
            rest = {key: held for key, held in instance.items() if key != name}
            if accepts(self._schemas.document(node), rest):
                self._known[node] = rest

    def having(self, node: SchemaNode, name: str, schema: Any) -> Evidence | None:
        """Extend an instance by a property; None if it is not one then.

        Args:
            node: the node that the instance is of.
            name: the property.
            schema: what its value is to fit, and stands alone.
        """
        known = self._known.get(node)
        if known is None:
            return None
        found = self._oracle.ask(schema, sup=False)
        if found.answer != "refuted":
            return None
        extended = {**known, name: found.instance}
        is_right = accepts(self._schemas.document(node), extended)
        return Evidence("refuted", extended) if is_right else None
