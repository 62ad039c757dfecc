"""Whether any value satisfies a schema, and whether any message can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impl.engine.comparison.contract import statuses
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.witnesses.instances import NoInstanceError, instance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impl.engine.comparison.contract.message_parts import (
        DeclaredMessage,
        DeclaredParameter,
    )
    from impl.engine.comparison.contract.schemas import ContractSchemas, SchemaNode
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Occurrence,
    )
    from impl.engine.comparison.kinds.kind import MessageDirection


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


def is_never_written(
    context: ComparisonContext, occurrence: Occurrence, direction: MessageDirection
) -> bool:
    """Tell whether it is proved that nobody writes a message that shows a difference.

    Nobody does who has to put something in it that no value satisfies.
    """
    sides = occurrence.sides
    sender, reader = sides.ordered(occurrence.base, occurrence.revision)
    operation, schemas = sender, sides.sender
    if occurrence.flipped:
        operation, schemas = reader, sides.reader
    if operation is None:
        return False
    written = _Written(context, schemas)
    if direction == "request":
        body = operation.body
        return written.lacks(operation.parameters.values()) or (
            body is not None and body.required and written.is_bodiless(body)
        )
    answer = statuses.answer(operation, occurrence.status)
    if answer is None or not occurrence.status:
        return False
    return written.lacks(answer.headers.values()) or written.is_bodiless(answer)


class _Written:
    """What one side writes."""

    def __init__(self, context: ComparisonContext, schemas: ContractSchemas) -> None:
        self._context = context
        self._schemas = schemas

    def lacks(self, parts: Iterable[DeclaredParameter]) -> bool:
        """Tell whether a parameter or header has to be there, and has no value."""
        return any(
            part.required
            and self._is_empty(part.content.schema if part.content else part.schema)
            for part in parts
        )

    def is_bodiless(self, message: DeclaredMessage) -> bool:
        """Tell whether a body has to be there, and has no value."""
        held = message.contents.values()
        return bool(held) and all(self._is_empty(each.schema) for each in held)

    def _is_empty(self, schema: str | None) -> bool:
        return schema is not None and is_empty(self._context, self._schemas, (schema,))
