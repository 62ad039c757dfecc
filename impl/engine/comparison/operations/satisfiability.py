"""Whether any value satisfies a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.witnesses.instances import NoInstanceError, instance

if TYPE_CHECKING:
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.comparison.differences.findings import ComparisonContext


def is_empty(
    context: ComparisonContext, schemas: ContractSchemas, node: SchemaNode
) -> bool:
    """Tell whether it is proved that no value satisfies a node's schemas.

    A value that is easily made saves the proof; and many operations share a schema.
    """
    places = tuple(map(schemas.meant, node))
    key = (id(schemas), places)
    if key not in context.empty:
        document = schemas.document(places)
        try:
            instance(document)
        except NoInstanceError:
            context.empty[key] = context.oracle.ask(document, sup=False) is PROVED
        else:
            context.empty[key] = False
    return context.empty[key]
