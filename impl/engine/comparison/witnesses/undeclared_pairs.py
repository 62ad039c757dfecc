"""What a query has that nothing in a contract mentions, which strict readers refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from impl.engine.comparison.witnesses.meanings import Rejection

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.contract.schemas import ContractSchemas
    from impl.engine.comparison.serialization import styles


def undeclared(
    schemas: ContractSchemas, operation: DeclaredOperation, pairs: styles.TextPairs
) -> list[Rejection]:
    """List the pairs of a query that nothing in the contract mentions."""
    query = [held for held in operation.parameters.values() if held.place == "query"]
    names = {held.name for held in query}
    for held in query:
        if not (held.explode and held.schema) or held.style == "deepObject":
            continue
        if not _says_nothing_of_others(schemas, held.schema):
            return []
        names |= schemas.declared((held.schema,))
    return [
        Rejection(f"query {unquote_plus(name)}", "", "It is not declared.")
        for name, _ in pairs
        if unquote_plus(name).partition("[")[0] not in names
        and unquote_plus(name) not in names
    ]


def _says_nothing_of_others(schemas: ContractSchemas, schema: str) -> bool:
    """Tell whether an object's own members are all that it mentions."""
    return not any(
        layer.keywords.get(keyword, True) is not True
        for layer in schemas.layers((schema,))
        for keyword in ("additionalProperties", "patternProperties")
    )
