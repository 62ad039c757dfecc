"""Compare the headers of a response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import REFUTED, always
from impl.engine.comparison.differences.findings import Lifecycle
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.kinds.of_schemas import Carrier
from impl.engine.comparison.operations.message_schemas import (
    MessageMakers,
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.operation_pair import MessageSpot
from impl.engine.comparison.operations.parted_values import attempts, of_many_parts
from impl.engine.comparison.operations.value_serialization import (
    matters,
    refused_texts,
    schema_of,
    serialization,
    spares,
)
from impl.engine.comparison.witnesses.messages import ABSENT

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredMessage,
        DeclaredParameter,
    )
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.leaves import SchemaStep
    from impl.engine.comparison.operations.message_schemas import Around
    from impl.engine.comparison.operations.operation_pair import OperationPair


class ResponseHeaderComparison:
    """Compares the headers of one operation's responses in base and revision."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations

    def compare(
        self, status: str, sent: DeclaredMessage, read: DeclaredMessage, name: str
    ) -> None:
        """Note the differences of one header, named in lower case."""
        operations = self._operations
        ours, theirs = sent.headers.get(name), read.headers.get(name)
        part = f"response {status} header {name}"
        places = (
            ours.pointer if ours else sent.pointer,
            theirs.pointer if theirs else read.pointer,
        )
        words = f"response {status}"
        spot = MessageSpot(
            *(places, part, f"header {name}"),
            focus=part,
            words=words,
            status=status,
        )

        def without(_: Any) -> Witness:
            return operations.messages.response(status, sent, headers={name: ABSENT})

        change = self._presence(ours, theirs)
        if change:
            demanded = bool(theirs and theirs.required)
            verb = "became" if ours and theirs else "was"
            label = self._label(ours, theirs)
            operations.note(
                catalogue.RESPONSE_HEADER[change],
                spot,
                f"The header {label} of the response {status} {verb} {change.value}.",
                always(REFUTED) if demanded else None,
                without,
            )
        if ours and theirs:
            self._deprecation(spot, status, (ours, theirs))
            around = self._around(status, sent, name)
            self._values(spot, (name, status), (ours, theirs), around)

    def _label(
        self, ours: DeclaredParameter | None, theirs: DeclaredParameter | None
    ) -> str:
        """Write the name as the revision does, or else the base."""
        base, revision = self._operations.sides.ordered(ours, theirs)
        held = revision or base
        return held.name if held else ""

    def _deprecation(
        self,
        spot: MessageSpot,
        status: str,
        headers: tuple[DeclaredParameter, DeclaredParameter],
    ) -> None:
        """Note that a header is to go, or to stay after all."""
        operations = self._operations
        before, after = operations.sides.ordered(*headers)
        if before.deprecated == after.deprecated:
            return
        change = Effect.DEPRECATED if after.deprecated else Effect.REINSTATED
        sunset = operations.revision.surface.sunset(after.pointer)
        is_open = after.deprecated and not sunset
        operations.note(
            catalogue.RESPONSE_HEADER[change],
            spot,
            f"The header {self._label(*headers)} of the response {status} was "
            f"{change.value}.",
            lifecycle=Lifecycle((PolicyMark.NO_SUNSET,) if is_open else ()),
        )

    def _presence(
        self, ours: DeclaredParameter | None, theirs: DeclaredParameter | None
    ) -> Effect | None:
        """Say what happened to whether a header comes, if anything did."""
        change = self._operations.change
        if theirs and theirs.required and not (ours and ours.required):
            towards_sender = Effect.OPTIONAL if ours else Effect.REMOVED
            return change(Effect.REQUIRED, towards_sender)
        if ours is None:
            return change(Effect.ADDED, Effect.REMOVED)
        if theirs is None:
            return change(Effect.REMOVED, Effect.ADDED)
        if ours.required and not theirs.required:
            return change(Effect.OPTIONAL, Effect.REQUIRED)
        return None

    def _values(
        self,
        spot: MessageSpot,
        named: tuple[str, str],
        headers: tuple[DeclaredParameter, DeclaredParameter],
        around: Around,
    ) -> None:
        """Note how the values of a header differ, named by itself and its status."""
        operations, (name, status), (ours, theirs) = self._operations, named, headers
        label = self._label(ours, theirs)
        parts = (operations.context, operations.sides, ours, theirs)
        is_same = ours.serialization == theirs.serialization
        if is_same or not matters(*parts):
            compare_schemas(
                operations,
                (ours.node, theirs.node),
                MessagePart(
                    Carrier.RESPONSE_HEADER,
                    f"header {name}",
                    f"of {status}",
                    label=f"header {label} of the response {status}",
                    status=status,
                ),
                MessageMakers(
                    around,
                    (
                        *attempts(operations.sides, ours, around),
                        *refused_texts(*parts, around),
                    ),
                    spares(*parts),
                ),
            )
            return
        words = operations.sides.ordered(serialization(ours), serialization(theirs))
        operations.note(
            catalogue.HEADER_SERIALIZATION_CHANGED,
            spot,
            f"The {label} header of the response {status} was written as {words[0]} "
            f"and now is as {words[1]}.",
            always(REFUTED),
            lambda _: of_many_parts(operations.sides, ours, around),
            said=operations.sides.ordered(
                list(ours.serialization), list(theirs.serialization)
            ),
        )

    def _around(self, status: str, sent: DeclaredMessage, name: str) -> Around:
        messages = self._operations.messages
        schema = schema_of(sent.headers[name])

        def around(steps: tuple[SchemaStep, ...], value: Any) -> Witness:
            whole = messages.around(schema, steps, value) if schema else value
            return messages.response(status, sent, headers={name: whole})

        return around
