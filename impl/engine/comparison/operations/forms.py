"""Compare how the properties of a form are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.contract.form_encodings import (
    FORM,
    PropertyEncoding,
    at,
    encodings,
)
from impl.engine.comparison.differences.facts import (
    PROVED,
    REFUTED,
    Evidence,
    always,
)
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.operations.form_messages import FormMessages, MakeBody
from impl.engine.comparison.operations.form_parts import FormContents, FormParts
from impl.engine.comparison.operations.part_headers import PartHeaderComparison
from impl.engine.comparison.operations.value_serialization import (
    matters,
    serialization,
)

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
    )
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.kinds.of_parts import PartKinds
    from impl.engine.comparison.operations.operation_pair import OperationPair


class FormComparison:
    """Compares the encodings of one operation's body in base and revision.

    Args:
        operations: the operation and what it became, which take the differences.
        kinds: what can happen to a part, in requests or in responses.
        body: what people call the body.
        make: makes a message with a body.
    """

    def __init__(
        self, operations: OperationPair, kinds: PartKinds, body: str, make: MakeBody
    ) -> None:
        self._operations = operations
        self._sides = operations.sides
        self._messages = FormMessages(operations, make)
        self._parts = FormParts(operations, kinds, body, self._messages)
        self._headers = PartHeaderComparison(self._parts)

    def compare(self, sent: DeclaredContent, read: DeclaredContent) -> None:
        """Note the differences between two media types that are the same."""
        ours = encodings(self._sides.sender, sent)
        theirs = encodings(self._sides.reader, read)
        for name in dict.fromkeys([*ours, *theirs]):
            one, other = at(ours, name), at(theirs, name)
            if one is None or other is None:
                continue
            if sent.media_type != FORM:
                self._types((sent, read), name, one, other)
                self._headers.compare((sent, read), name, one, other)
                self._nested((sent, read), name, one, other)
            self._serialization((sent, read), name, one, other)
            self._reserved((sent, read), name, one, other)

    def _types(
        self,
        pair: FormContents,
        name: str,
        sent: PropertyEncoding,
        read: PropertyEncoding,
    ) -> None:
        gone = [each for each in sent.types if not read.takes(each)]
        new = [each for each in read.types if not sent.takes(each)]
        if not gone and not new:
            return
        before, after = self._sides.ordered(sent.types, read.types)
        lost, gained = self._sides.ordered(gone, new)
        change = Effect.WIDENED
        if lost:
            change = Effect.CHANGED if gained else Effect.NARROWED

        def make(_: Any) -> Witness:
            concrete = next(
                (each for each in _within(gone[0]) if not read.takes(each)), gone[0]
            )
            return self._messages.with_part(pair[0], name, {"media_type": concrete})

        self._operations.note(
            self._parts.kinds.media_type[change],
            self._parts.spot(pair, name),
            f"The media type of part {name!r} of the {self._parts.body} was "
            f"{', '.join(before)} and is {', '.join(after)}.",
            always(REFUTED if gone else PROVED),
            make,
            said=(list(before), list(after)),
        )

    def _serialization(
        self,
        pair: FormContents,
        name: str,
        sent: PropertyEncoding,
        read: PropertyEncoding,
    ) -> None:
        ours, theirs = sent.parameter, read.parameter
        is_same = ours.serialization == theirs.serialization
        if is_same or not matters(self._operations.context, self._sides, ours, theirs):
            return
        before, after = self._sides.ordered(ours, theirs)

        def make(_: Any) -> Witness:
            return self._messages.as_text(pair[0], ours)

        is_form = pair[0].media_type == FORM
        self._operations.note(
            self._parts.kinds.serialization,
            self._parts.spot(pair, name),
            f"Property {name!r} of the {self._parts.body} was written as "
            f"{serialization(before)} and now is as {serialization(after)}.",
            always(REFUTED if is_form else Evidence("undecided")),
            make,
            said=(list(before.serialization), list(after.serialization)),
        )

    def _reserved(
        self,
        pair: FormContents,
        name: str,
        sent: PropertyEncoding,
        read: PropertyEncoding,
    ) -> None:
        """Note whether reserved characters may stand as they are (RFC 3986, 2.2)."""
        before, after = self._sides.ordered(
            sent.parameter.allow_reserved, read.parameter.allow_reserved
        )
        if before == after or pair[0].media_type != FORM:
            return
        change = Effect.ALLOWED if after else Effect.FORBIDDEN
        self._operations.note(
            self._parts.kinds.reserved[change],
            self._parts.spot(pair, name),
            f"Reserved characters in property {name!r} of the {self._parts.body} "
            f"{'may stand as they are' if after else 'have to be escaped'} now.",
            said=(before, after),
        )

    def _nested(
        self,
        pair: FormContents,
        name: str,
        sent: PropertyEncoding,
        read: PropertyEncoding,
    ) -> None:
        """Note how the parts of a part are written, which no message shows here."""
        if sent.inner == read.inner:
            return
        self._operations.note(
            self._parts.kinds.encoding,
            self._parts.spot(pair, name),
            f"The way in which the parts of part {name!r} of the {self._parts.body} "
            "are written changed.",
            said=self._sides.ordered(sent.inner, read.inner),
        )


def _within(name: str) -> list[str]:
    """Name some media types within a range, or the one that is named."""
    return [media_ranges.concrete(name), name.replace("*", "vnd.example")]
