"""Compare the bodies of what an operation is called with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.differences.facts import REFUTED, always
from impl.engine.comparison.differences.findings import unmade
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.kinds.of_parts import REQUEST_PARTS
from impl.engine.comparison.kinds.of_schemas import Carrier
from impl.engine.comparison.operations.bodies_as_text import BodyAsText
from impl.engine.comparison.operations.forms import FormComparison
from impl.engine.comparison.operations.message_schemas import (
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.operation_pair import MessageSpot
from impl.engine.comparison.witnesses.messages import ABSENT

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredMessage
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import MakeMessage
    from impl.engine.comparison.differences.leaves import SchemaStep
    from impl.engine.comparison.operations.operation_pair import OperationPair


class RequestBodyComparison:
    """Compares the request body of one operation in base and revision."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations
        self._forms = FormComparison(
            operations,
            REQUEST_PARTS,
            "request body",
            lambda body: operations.messages.request(operations.sender, body=body),
        )

    def compare(self) -> None:
        """Note the differences."""
        sent, read = self._operations.sender.body, self._operations.reader.body
        places = (
            sent.pointer if sent else self._operations.sender.pointer,
            read.pointer if read else self._operations.reader.pointer,
        )
        if sent and read:
            if sent.required != read.required:
                self._obligation(sent, read)
            self._contents(sent, read)
        elif sent or read:
            self._one_body(places)

    def _obligation(self, sent: DeclaredMessage, read: DeclaredMessage) -> None:
        operations = self._operations
        _, after = operations.sides.ordered(sent, read)
        change = Effect.REQUIRED if after.required else Effect.OPTIONAL
        operations.note(
            catalogue.REQUEST_BODY[change],
            MessageSpot((sent.pointer, read.pointer), "body", "body"),
            f"The request body became {change.value}.",
            always(REFUTED) if read.required else None,
            lambda _: operations.messages.request(operations.sender, body=ABSENT),
        )

    def _one_body(self, places: tuple[str, str]) -> None:
        operations = self._operations
        sent, read = operations.sender.body, operations.reader.body
        change = (
            operations.change(Effect.ADDED, Effect.REMOVED)
            if read
            else operations.change(Effect.REMOVED, Effect.ADDED)
        )
        is_sent = sent is not None and not (
            sent.contents and all(map(operations.is_impossible, sent.contents.values()))
        )
        refuted = is_sent or bool(read and read.required)

        def make(_: Any) -> Witness:
            contents = sent.contents if sent else {}
            for name, content in contents.items():
                body = (name, operations.messages.value(content.schema))
                return operations.messages.request(operations.sender, body=body)
            return operations.messages.request(operations.sender)

        operations.note(
            catalogue.REQUEST_BODY[change],
            MessageSpot(places, "body", "body"),
            f"The request body was {change.value}.",
            always(REFUTED) if refuted else None,
            make,
        )

    def _contents(self, sent: DeclaredMessage, read: DeclaredMessage) -> None:
        for name, content, other in media_ranges.paired(sent.contents, read.contents):
            self._forms.compare(content, other)
            if content.schema or other.schema:
                compare_schemas(
                    self._operations,
                    (_node(content.schema), _node(other.schema)),
                    MessagePart.body(Carrier.REQUEST_BODY, "request body", name),
                    BodyAsText(self._operations, content, other).makers(
                        self._around(name, content.schema)
                    ),
                )
        places = (sent.pointer, read.pointer)
        for name, content in sent.contents.items():
            if media_ranges.covering(name, read.contents) is None:
                is_lost = not self._operations.is_impossible(content)
                make = self._outside(name, content.schema) if is_lost else None
                self._media_type(name, places, is_sent=True, make=make)
        for name in read.contents:
            if media_ranges.covering(name, sent.contents) is None:
                self._media_type(name, places, is_sent=False)

    def _media_type(
        self,
        name: str,
        places: tuple[str, str],
        *,
        is_sent: bool,
        make: MakeMessage | None = None,
    ) -> None:
        """Note a media type that only one side has, and who is refused for it."""
        change = (
            self._operations.change(Effect.REMOVED, Effect.ADDED)
            if is_sent
            else self._operations.change(Effect.ADDED, Effect.REMOVED)
        )
        self._operations.note(
            catalogue.REQUEST_MEDIA_TYPE[change],
            MessageSpot(places, f"body {name}", "media type", focus=name),
            f"The media type {name} of the request body was {change.value}.",
            always(REFUTED) if make else None,
            make or unmade,
        )

    def _outside(self, name: str, schema: str | None) -> MakeMessage:
        """Make a maker of requests in a media type that the reader does not declare."""
        operations = self._operations

        def make(_: Any) -> Witness:
            body = (self._concrete(name), operations.messages.value(schema))
            return operations.messages.request(operations.sender, body=body)

        return make

    def _around(self, name: str, schema: str | None) -> Any:
        operations = self._operations

        def around(steps: tuple[SchemaStep, ...], value: Any) -> Witness:
            whole = (
                operations.messages.around(schema, steps, value) if schema else value
            )
            body = (self._concrete(name), whole)
            return operations.messages.request(operations.sender, body=body)

        return around

    def _concrete(self, name: str) -> str:
        """Name a media type that both sides declare as they declare this one."""
        both = (self._operations.sender.body, self._operations.reader.body)
        return media_ranges.unclaimed(name, *(each.contents for each in both if each))


def _node(schema: str | None) -> tuple[str, ...]:
    return (schema,) if schema else ()
