"""Compare the headers of a response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences.facts import REFUTED, always
from impl.engine.comparison.differences.findings import (
    Expected,
    Occurrence,
    located,
    simple,
    unmade,
)
from impl.engine.comparison.operations.message_schemas import (
    MessagePart,
    compare_schemas,
)
from impl.engine.comparison.operations.value_serialization import (
    matters,
    schema_of,
    serialization,
    spares,
)
from impl.engine.comparison.witnesses.messages import ABSENT, Messages

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import Message, Parameter
    from impl.engine.comparison.contract.operation import Operation
    from impl.engine.comparison.differences.facts import Readings, Witness
    from impl.engine.comparison.differences.findings import (
        ComparisonContext,
        Finding,
        Make,
    )
    from impl.engine.comparison.differences.leaves import Step


class ResponseHeaderComparison:
    """Compares the headers of one operation's responses in base and revision."""

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
        self._sides, _ = context.role("response", swapped=swapped)
        self._messages = Messages(self._sides.sender)

    def _word(self, forward: str, backward: str) -> str:
        """Choose the word for the way from the reader's contract to the sender's."""
        return backward if self._sides.sender_is_base else forward

    def compare(self, status: str, sent: Message, read: Message, name: str) -> None:
        """Note the differences of one header, named in lower case."""
        ours, theirs = sent.headers.get(name), read.headers.get(name)
        part = f"response {status} header {name}"
        places = (
            ours.pointer if ours else sent.pointer,
            theirs.pointer if theirs else read.pointer,
        )

        def without(_: Any) -> Witness:
            return self._messages.response(status, sent, headers={name: ABSENT})

        def around(steps: tuple[Step, ...], value: Any) -> Witness:
            schema = schema_of(ours) if ours else None
            whole = self._messages.around(schema, steps, value) if schema else value
            return self._messages.response(status, sent, headers={name: whole})

        if theirs and theirs.required and not (ours and ours.required):
            word = self._word("optional" if ours else "removed", "required")
            what = f"header-{word}"
            message = f"The header {name} of the response {status} became {word}."
            self._note(what, places, part, message, always(REFUTED), without)
        elif not ours or not theirs:
            word = (
                self._word("added", "removed")
                if ours
                else self._word("removed", "added")
            )
            message = f"The header {name} of the response {status} was {word}."
            self._note(f"header-{word}", places, part, message)
        elif ours.required and not theirs.required:
            word = self._word("required", "optional")
            message = f"The header {name} of the response {status} became {word}."
            self._note(f"header-{word}", places, part, message)
        if not ours or not theirs:
            return
        if ours.serialization != theirs.serialization and matters(
            self._sides, ours, theirs
        ):
            self._header_serialization(ours, theirs, places, part, around)
        else:
            nodes = [_node(schema_of(held)) for held in (ours, theirs)]
            compare_schemas(
                self._context,
                (nodes[0], nodes[1]),
                self._pair,
                ("response", self._swapped),
                MessagePart(f"header {name}", f"of {status}"),
                around,
                spared=spares(self._context, self._sides, ours, theirs),
            )

    def _header_serialization(
        self,
        ours: Parameter,
        theirs: Parameter,
        places: tuple[str, str],
        part: str,
        around: Any,
    ) -> None:
        words = self._sides.ordered(serialization(ours), serialization(theirs))

        def make(_: Any) -> Witness:
            made: Witness = around((), self._messages.value(schema_of(ours)))
            return made

        found = self._note(
            "header-serialization-changed",
            places,
            part,
            f"The {part.partition(' header ')[2]} header of the "
            f"{part.partition(' header ')[0]} was written as {words[0]} and now is as "
            f"{words[1]}.",
            always(REFUTED),
            make,
        )
        found.said = self._sides.ordered(
            list(ours.serialization), list(theirs.serialization)
        )

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
        expected = Expected(f"header {part.rpartition(' ')[2]}")
        found = simple(
            f"response-{what}",
            Occurrence(*self._pair, self._sides, make, expected),
            self._sides.ordered(*places),
            located(places, self._pair[0].place, part),
            message,
            readings,
        )
        found.focus = part
        self._context.add(found)
        return found


def _node(schema: str | None) -> tuple[str, ...]:
    return (schema,) if schema else ()
