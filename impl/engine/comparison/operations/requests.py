"""Compare what an operation is called with: parameters and body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import REFUTED, always, only_strict
from impl.engine.comparison.differences.findings import (
    Expected,
    Occurrence,
    located,
    simple,
    unmade,
)
from impl.engine.comparison.operations.parameters import compare_values
from impl.engine.comparison.operations.request_bodies import RequestBodyComparison
from impl.engine.comparison.witnesses.acceptance import MessageValidator
from impl.engine.comparison.witnesses.messages import ABSENT, Messages

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import Parameter
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Readings, Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Finding,
        Make,
    )


class RequestComparison:
    """Compares the requests of one operation in base and revision."""

    def __init__(
        self,
        context: ComparisonContext,
        base: Operation,
        revision: Operation,
        swapped: bool,
    ) -> None:
        self._context = context
        self._pair = (base, revision)
        self._swapped = swapped
        self._sides, _ = context.role("request", swapped=swapped)
        self._sender, self._reader = self._sides.ordered(base, revision)
        self._messages = Messages(self._sides.sender)

    def compare(self) -> None:
        """Note the differences."""
        ours, theirs = self._sender.parameters, self._reader.parameters
        for key in dict.fromkeys([*ours, *theirs]):
            sent, read = ours.get(key), theirs.get(key)
            if sent and read:
                self._both(key, sent, read)
            elif key[0] != "path":
                self._one(key, sent, read)
        RequestBodyComparison(self._context, *self._pair, self._swapped).compare()

    def _note(
        self,
        what: str,
        places: tuple[str, str],
        part: str,
        message: str,
        readings: Readings | None = None,
        make: Make = unmade,
    ) -> Finding:
        """Note a difference; places are those of sender and reader."""
        found = simple(
            f"request-{what}",
            Occurrence(*self._pair, self._sides, make, Expected(part)),
            self._sides.ordered(*places),
            located(places, self._pair[0].place, part),
            message,
            readings,
        )
        self._context.add(found)
        return found

    def _both(self, key: tuple[str, str], sent: Parameter, read: Parameter) -> None:
        part = f"{sent.place} {sent.name}"
        places = (sent.pointer, read.pointer)
        if read.required and not sent.required:
            self._became_required(sent, places, part)
        elif sent.required and not read.required:
            self._note(
                f"parameter-{self._word('optional', 'required')}",
                places,
                part,
                f"Parameter {sent.name!r} ({sent.place}) became "
                f"{self._word('optional', 'required')}.",
            )
        if sent.allow_empty != read.allow_empty:
            self._empty_value(key, sent, read)
        self._deprecation(sent, read, part)
        compare_values(self._context, self._pair, self._swapped, key, (sent, read))

    def _empty_value(
        self, key: tuple[str, str], sent: Parameter, read: Parameter
    ) -> None:
        """Note that `name=` is no value any more, unless an empty text is one."""
        judge = MessageValidator(self._sides.reader)
        lenient, other = (sent, read) if sent.allow_empty else (read, sent)
        side = self._sender if lenient is sent else self._reader
        if judge.takes(other, ""):
            return

        def make(_: Any) -> Witness:
            return self._messages.request(self._sender, parameters={key: ""})

        is_allowed = side is not self._pair[0]
        self._note(
            f"parameter-empty-value-{'allowed' if is_allowed else 'forbidden'}",
            (sent.pointer, read.pointer),
            f"{read.place} {read.name}",
            f"Parameter {sent.name!r} ({sent.place}) may "
            f"{'' if is_allowed else 'no longer '}be sent without a value.",
            always(REFUTED) if sent.allow_empty else None,
            make,
        )

    def _deprecation(self, sent: Parameter, read: Parameter, part: str) -> None:
        before, after = self._sides.ordered(sent, read)
        surfaces = [operation.surface for operation in self._pair]
        if before.deprecated == after.deprecated:
            return
        word = "deprecated" if after.deprecated else "reinstated"
        found = self._note(
            f"parameter-{word}",
            (sent.pointer, read.pointer),
            part,
            f"Parameter {sent.name!r} ({sent.place}) was {word}.",
        )
        if after.deprecated and not surfaces[1].sunset(after.pointer):
            found.marks = ("no-sunset",)

    def _became_required(
        self, sent: Parameter, places: tuple[str, str], part: str
    ) -> None:
        def make(_: Any) -> Witness:
            return self._messages.request(self._sender, parameters={sent.key: ABSENT})

        word = self._word("required", "optional")
        message = f"Parameter {sent.name!r} ({sent.place}) became {word}."
        self._note(f"parameter-{word}", places, part, message, always(REFUTED), make)

    def _word(self, forward: str, backward: str) -> str:
        """Choose the word for the way from base to revision."""
        return forward if self._sides.sender_is_base else backward

    def _one(
        self, key: tuple[str, str], sent: Parameter | None, read: Parameter | None
    ) -> None:
        """Note a parameter that only one side has."""
        held = sent or read
        if held is None:
            return
        part = f"{held.place} {held.name}"
        word = (
            self._word("added", "removed") if read else self._word("removed", "added")
        )
        readings = None
        if read and read.required:
            readings = always(REFUTED)
        elif sent and sent.place == "query":
            readings = only_strict()

        def make(_: Any) -> Witness:
            if sent is None:
                return self._messages.request(self._sender)
            schema = sent.content.schema if sent.content else sent.schema
            value = self._messages.value(schema)
            return self._messages.request(self._sender, parameters={key: value})

        demand = "required" if held.required else "optional"
        message = f"The {demand} parameter {held.name!r} ({held.place}) was {word}."
        places = (
            sent.pointer if sent else self._sender.pointer,
            read.pointer if read else self._reader.pointer,
        )
        found = self._note(f"parameter-{word}", places, part, message, readings, make)
        found.said = self._sides.ordered(*map(_said, (sent, read)))
        found.focus = part
        if sent and sent.deprecated and not read:
            found.marks = ("deprecated-removal",)
            found.sunset = self._sender.surface.sunset(sent.pointer)


def _said(parameter: Parameter | None) -> Any:
    if parameter is None:
        return None
    return [parameter.required, *parameter.serialization]
