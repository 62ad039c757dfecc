"""What a message looks like to who reads only some of it.

A consumer trips over a message only if nothing that it was promised looks the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges, statuses
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.differences.findings import is_swapped
from impl.engine.comparison.differences.readings import read
from impl.engine.comparison.differences.tolerance import Reading
from impl.engine.comparison.witnesses.long_values import written_out
from impl.engine.usage.naming import declared_for, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.comparison.contract.operation import DeclaredOperation
    from impl.engine.comparison.differences.facts import Fact
    from impl.engine.comparison.differences.findings import ComparisonContext
    from impl.engine.comparison.differences.tolerance import Aspect
    from impl.engine.comparison.kinds.kind import MessageDirection
    from impl.engine.usage.documents import (
        BodyUsage,
        ConsumerUsage,
        ExchangeUsage,
        ResponseUsage,
    )
    from impl.engine.usage.members import MemberTree


def looking_like(value: Any, tree: MemberTree) -> dict[str, Any]:
    """Write a schema of all values that look like one to who reads some members.

    Values that the reader knows in any case look like whatever it was promised.
    """
    if tree.values is not None and any(_same(value, known) for known in tree.values):
        return {}
    if tree.is_whole and not tree.inner:
        return {"const": value}
    if isinstance(value, dict):
        return _object(value, tree)
    if isinstance(value, list):
        found = {"type": "array", "minItems": len(value), "maxItems": len(value)}
        items = tree.items
        if items is not None and value:
            found["prefixItems"] = [looking_like(item, items) for item in value]
        elif tree.is_whole:
            return {"const": value}
        return found
    return {"const": value}


def _object(value: dict[str, Any], tree: MemberTree) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    is_all = tree.is_whole or tree.every is not None
    for name in value if is_all else tree.names:
        held = tree.member(name)
        if name not in value:
            properties[name] = False
        else:
            properties[name] = (
                looking_like(value[name], held) if held else {"const": value[name]}
            )
    found: dict[str, Any] = {"type": "object", "properties": properties}
    required = [name for name in properties if name in value]
    if required:
        found["required"] = required
    if is_all:
        found["additionalProperties"] = False
    return found


def _same(one: Any, two: Any) -> bool:
    is_bool = isinstance(one, bool) == isinstance(two, bool)
    return is_bool and bool(one == two)


class Appearances:
    """Tells whether who reads some of a message trips over it.

    Args:
        context: both contracts as the comparison knows them.
        usage: what is read.
    """

    def __init__(self, context: ComparisonContext, usage: ConsumerUsage) -> None:
        self._context = context
        self._usage = usage

    def reads(self, fact: Fact) -> bool:
        """Tell whether a difference is in a body of which some is read in part."""
        return bool(fact.witnesses) and all(
            self._read(witness) is not None for witness in fact.witnesses.values()
        )

    def is_of(self, witness: dict[str, Any]) -> bool:
        """Tell whether a witness is one of an operation that is used."""
        return self._used(tuple(witness["operation"])) is not None

    def _read(self, witness: dict[str, Any]) -> tuple[str, MemberTree] | None:
        """Give what was promised of a body that is read in part, and what is read."""
        trail, message = tuple(witness["operation"]), witness["message"]
        operation, used = self._context.base.find(trail), self._used(trail)
        is_read = (message["type"] == "response") != is_swapped(trail)
        is_body = witness["breaks"]["part"] == "body" and "body" in message
        if not (operation and used and is_read and is_body):
            return None
        found = self._promised(operation, used, message)
        return None if found is None or found[1].is_plain else found

    def trips(
        self, witness: dict[str, Any], aspect: Aspect, *, by_name: bool = False
    ) -> bool | None:
        """Tell whether nothing that was promised looks like a witness.

        With `by_name` nobody is taken to send members that a schema does not mention.
        None if nobody can tell. What is wrong with anything but a body, nobody needs
        to look at again: nothing else is read in part.
        """
        found = self._read(witness)
        if found is None:
            return True
        (schema, tree), message = found, witness["message"]
        trail = tuple(witness["operation"])
        promised = self._promise(schema, message, aspect, trail, by_name=by_name)
        return self._is_unlike(promised, tree, written_out(message), aspect)

    def _promise(
        self,
        schema: str,
        message: dict[str, Any],
        aspect: Aspect,
        trail: tuple[str, ...],
        *,
        by_name: bool,
    ) -> Any:
        """Write what a reader was promised of a body, as it reads it."""
        direction: MessageDirection
        direction = "response" if message["type"] == "response" else "request"
        sides, _ = self._context.role(direction, swapped=is_swapped(trail))
        reading: Reading = "lenient" if aspect == "formats" else aspect
        promised = read(sides.reader.document((schema,)), reading)
        # A strict reader takes none but the names that it knows.
        return read(promised, "strict") if by_name else promised

    def _is_unlike(
        self, promised: Any, tree: MemberTree, message: dict[str, Any], aspect: Aspect
    ) -> bool | None:
        alike = looking_like(message["body"]["value"], tree)
        question: dict[str, Any] = {"allOf": [promised, alike]}
        if isinstance(promised, dict):
            rest = {key: held for key, held in promised.items() if key != "$defs"}
            question = {"allOf": [rest, alike], "$defs": promised.get("$defs", {})}
        found = self._context.oracle.ask(
            question, sup=False, formats=aspect == "formats"
        )
        if found is PROVED:
            return True
        return False if found.answer == "refuted" else None

    def _promised(
        self, operation: DeclaredOperation, used: ExchangeUsage, message: dict[str, Any]
    ) -> tuple[str, MemberTree] | None:
        """Give the schema of what was promised of a body, and what is read of that."""
        body: BodyUsage = used.request.body
        declared = operation.body
        if message["type"] == "response":
            declared = statuses.covering(message["status"], operation.responses)
            listed = used.responses
            if listed is None:
                return None
            held = _usage_for(message["status"], listed, operation)
            if held is None:
                return None
            body = held.body
        contents = declared.contents if declared else {}
        content = media_ranges.covering(message["body"]["media_type"], contents)
        if content is None or content.schema is None:
            return None
        return content.schema, body.members

    def _used(self, trail: tuple[str, ...]) -> ExchangeUsage | None:
        group: Mapping[str, ExchangeUsage] | None = self._usage.operations
        key = trail[1]
        if trail[0] == "webhook":
            group = self._usage.webhooks
        found = None
        for written, held in (group or {}).items():
            if written == key or (trail[0] == "operation" and key_of(written) == key):
                found = held
        for noun, inner in zip(trail[2::2], trail[3::2], strict=True):
            callbacks = (found.callbacks if found else None) or {}
            found = callbacks.get(f"{noun.removeprefix('callback ')} {inner}")
        return found


def _usage_for(
    status: str, listed: Mapping[str, ResponseUsage], operation: DeclaredOperation
) -> ResponseUsage | None:
    covered = statuses.covering(status, operation.responses)
    if status in listed:
        return listed[status]
    for key, held in listed.items():
        if covered in declared_for(key, operation.responses).values():
            return held
    return None
