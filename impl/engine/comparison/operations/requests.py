"""Compare what an operation is called with: parameters and body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import REFUTED, always, only_strict
from impl.engine.comparison.differences.findings import Lifecycle
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.operations.operation_pair import MessageSpot
from impl.engine.comparison.operations.parameters import compare_values
from impl.engine.comparison.operations.query_strings import is_misread, is_sent_already
from impl.engine.comparison.operations.request_bodies import RequestBodyComparison
from impl.engine.comparison.witnesses.acceptance import MessageValidator
from impl.engine.comparison.witnesses.messages import ABSENT
from impl.engine.comparison.witnesses.satisfiability import is_empty

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.differences.facts import Readings, Witness
    from impl.engine.comparison.operations.operation_pair import OperationPair


class RequestComparison:
    """Compares the requests of one operation in base and revision."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations

    def compare(self) -> None:
        """Note the differences."""
        ours, theirs = (
            self._operations.sender.parameters,
            self._operations.reader.parameters,
        )
        for key in dict.fromkeys([*ours, *theirs]):
            sent, read = ours.get(key), theirs.get(key)
            if sent and read:
                self._both(key, sent, read)
            elif key[0] != "path":
                self._one(key, sent, read)
        RequestBodyComparison(self._operations).compare()

    def _both(
        self, key: tuple[str, str], sent: DeclaredParameter, read: DeclaredParameter
    ) -> None:
        part = f"{sent.place} {sent.name}"
        spot = MessageSpot((sent.pointer, read.pointer), part, part)
        if sent.required != read.required:
            self._obligation(sent, read, spot)
        if sent.allow_empty != read.allow_empty:
            self._empty_value(key, sent, read)
        self._reserved(sent, read, spot)
        self._deprecation(sent, read, spot)
        compare_values(self._operations, key, (sent, read))

    def _obligation(
        self, sent: DeclaredParameter, read: DeclaredParameter, spot: MessageSpot
    ) -> None:
        def make(_: Any) -> Witness:
            operations = self._operations
            return operations.messages.request(
                operations.sender, parameters={sent.key: ABSENT}
            )

        _, after = self._operations.sides.ordered(sent, read)
        change = Effect.REQUIRED if after.required else Effect.OPTIONAL
        self._operations.note(
            catalogue.PARAMETER[change],
            spot,
            f"Parameter {sent.name!r} ({sent.place}) became {change.value}.",
            always(REFUTED) if read.required else None,
            make,
        )

    def _empty_value(
        self, key: tuple[str, str], sent: DeclaredParameter, read: DeclaredParameter
    ) -> None:
        """Note that `name=` is no value any more, unless an empty text is one."""
        operations = self._operations
        lenient, other = (sent, read) if sent.allow_empty else (read, sent)
        if MessageValidator(operations.sides.reader).takes(other, ""):
            return

        def make(_: Any) -> Witness:
            return operations.messages.request(operations.sender, parameters={key: ""})

        side = operations.sender if lenient is sent else operations.reader
        is_allowed = side is not operations.base
        part = f"{read.place} {read.name}"
        operations.note(
            catalogue.EMPTY_VALUE[Effect.ALLOWED if is_allowed else Effect.FORBIDDEN],
            MessageSpot((sent.pointer, read.pointer), part, part),
            f"Parameter {sent.name!r} ({sent.place}) may "
            f"{'' if is_allowed else 'no longer '}be sent without a value.",
            always(REFUTED) if sent.allow_empty else None,
            make,
        )

    def _reserved(
        self, sent: DeclaredParameter, read: DeclaredParameter, spot: MessageSpot
    ) -> None:
        """Note whether reserved characters may stand as they are (RFC 3986, 2.2)."""
        before, after = self._operations.sides.ordered(sent, read)
        if before.allow_reserved == after.allow_reserved or sent.place != "query":
            return
        is_allowed = after.allow_reserved
        self._operations.note(
            catalogue.RESERVED[Effect.ALLOWED if is_allowed else Effect.FORBIDDEN],
            spot,
            f"Reserved characters in parameter {sent.name!r} ({sent.place}) "
            f"{'may stand as they are' if is_allowed else 'have to be escaped'} now.",
            said=(before.allow_reserved, after.allow_reserved),
        )

    def _deprecation(
        self, sent: DeclaredParameter, read: DeclaredParameter, spot: MessageSpot
    ) -> None:
        before, after = self._operations.sides.ordered(sent, read)
        if before.deprecated == after.deprecated:
            return
        change = Effect.DEPRECATED if after.deprecated else Effect.REINSTATED
        sunset = self._operations.revision.surface.sunset(after.pointer)
        is_open = after.deprecated and not sunset
        self._operations.note(
            catalogue.PARAMETER[change],
            spot,
            f"Parameter {sent.name!r} ({sent.place}) was {change.value}.",
            lifecycle=Lifecycle((PolicyMark.NO_SUNSET,) if is_open else ()),
        )

    def _one(
        self,
        key: tuple[str, str],
        sent: DeclaredParameter | None,
        read: DeclaredParameter | None,
    ) -> None:
        """Note a parameter that only one side has."""
        held = sent or read
        if held is None:
            return
        operations = self._operations
        part = f"{held.place} {held.name}"
        change = (
            operations.change(Effect.ADDED, Effect.REMOVED)
            if read
            else operations.change(Effect.REMOVED, Effect.ADDED)
        )
        demand = "required" if held.required else "optional"
        places = (
            sent.pointer if sent else operations.sender.pointer,
            read.pointer if read else operations.reader.pointer,
        )
        lifecycle = None
        if sent and sent.deprecated and not read:
            sunset = operations.sender.surface.sunset(sent.pointer)
            lifecycle = Lifecycle((PolicyMark.DEPRECATED_REMOVAL,), sunset)

        def make(_: Any) -> Witness:
            if sent is None:
                return operations.messages.request(operations.sender)
            schema = sent.content.schema if sent.content else sent.schema
            value = "" if sent.allow_empty else operations.messages.value(schema)
            return operations.messages.request(
                operations.sender, parameters={key: value}
            )

        operations.note(
            catalogue.PARAMETER[change],
            MessageSpot(places, part, part, focus=part),
            f"The {demand} parameter {held.name!r} ({held.place}) was {change.value}.",
            _readings_of_one(operations, sent, read),
            make,
            said=operations.sides.ordered(*map(_said, (sent, read))),
            lifecycle=lifecycle,
        )


def _readings_of_one(
    operations: OperationPair,
    sent: DeclaredParameter | None,
    read: DeclaredParameter | None,
) -> Readings | None:
    if read and (read.required or is_sent_already(operations, read)):
        return always(REFUTED)
    if sent and _is_never_sent(operations, sent):
        return None
    if sent and is_misread(operations, sent):
        return always(REFUTED)
    return only_strict() if sent and sent.place == "query" else None


def _is_never_sent(operations: OperationPair, sent: DeclaredParameter) -> bool:
    """Tell whether it is proved that a parameter has no value to be sent with."""
    if sent.allow_empty or not sent.node:
        return False
    return is_empty(operations.context, operations.sides.sender, sent.node)


def _said(parameter: DeclaredParameter | None) -> Any:
    if parameter is None:
        return None
    return [parameter.required, *parameter.serialization]
