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
from impl.engine.comparison.differences.facts import PROVED, REFUTED, Evidence, always
from impl.engine.comparison.kinds import catalogue
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.operations.operation_pair import MessageSpot, located
from impl.engine.comparison.operations.value_serialization import (
    matters,
    node_of,
    schema_of,
    serialization,
)
from impl.engine.comparison.serialization import styles, text_schemas
from impl.engine.comparison.witnesses.instances import (
    NoInstanceError,
    at_least,
    instance,
)

if TYPE_CHECKING:
    from impl.engine.comparison.contract.message_parts import (
        DeclaredContent,
        DeclaredParameter,
    )
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.operations.operation_pair import OperationPair

# The form as the sender and as the reader declares it.
FormContents = tuple["DeclaredContent", "DeclaredContent"]


class FormComparison:
    """Compares the encodings of one operation's body in base and revision."""

    def __init__(self, operations: OperationPair) -> None:
        self._operations = operations
        self._sides = operations.sides

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
                self._headers((sent, read), name, one, other)
            self._serialization((sent, read), name, one, other)

    def _spot(self, pair: FormContents, name: str, label: str = "") -> MessageSpot:
        """Name a property of a form, or a header of its part."""
        part, places = f"part {name}", (pair[0].pointer, pair[1].pointer)
        where = f"body {pair[0].media_type} {part}"
        location = located(
            self._sides.ordered(*places), self._operations.base.place, where
        )
        return MessageSpot(places, part, part, location, f"{name} {label}".rstrip())

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
            return self._with_part(pair[0], name, {"media_type": concrete})

        self._operations.note(
            catalogue.PART_MEDIA_TYPE[change],
            self._spot(pair, name),
            f"The media type of part {name!r} of the request body was "
            f"{', '.join(before)} and is {', '.join(after)}.",
            always(REFUTED if gone else PROVED),
            make,
            said=(list(before), list(after)),
        )

    def _headers(
        self,
        pair: FormContents,
        name: str,
        sent: PropertyEncoding,
        read: PropertyEncoding,
    ) -> None:
        for label in dict.fromkeys([*sent.headers, *read.headers]):
            ours, theirs = sent.headers.get(label), read.headers.get(label)
            demands = bool(theirs and theirs.required)
            offers = bool(ours and ours.required)

            def without(_: Any, label: str = label) -> Witness:
                return self._with_part(pair[0], name, {}, leave_out=label)

            if bool(ours) == bool(theirs) and demands == offers:
                if ours and theirs:
                    self._values(pair, name, label, (ours, theirs))
                continue
            before, after = self._sides.ordered(ours, theirs)
            if before and after:
                verb = "became"
                change = Effect.REQUIRED if after.required else Effect.OPTIONAL
            else:
                verb = "was"
                change = Effect.REMOVED if before else Effect.ADDED
            self._operations.note(
                catalogue.PART_HEADER[change],
                self._spot(pair, name, label),
                f"The header {label} of part {name!r} of the request body "
                f"{verb} {change.value}.",
                always(REFUTED if demands and not offers else PROVED),
                without,
                said=(_said(before), _said(after)),
            )

    def _values(
        self,
        pair: FormContents,
        name: str,
        label: str,
        headers: tuple[DeclaredParameter, DeclaredParameter],
    ) -> None:
        documents = [
            side.document(node_of(held))
            for side, held in zip(
                (self._sides.sender, self._sides.reader), headers, strict=True
            )
        ]
        if documents[0] == documents[1]:
            return
        found = self._operations.context.oracle.ask(
            text_schemas.sent(documents[0]),
            text_schemas.accepted(documents[1], lone=False),
        )

        def make(value: Any) -> Witness:
            return self._with_part(pair[0], name, {"headers": {label: value}})

        self._operations.note(
            catalogue.PART_HEADER[Effect.CHANGED],
            self._spot(pair, name, label),
            f"The values of header {label} of part {name!r} of the request body "
            "changed.",
            always(found),
            make,
            said=self._sides.ordered(*documents),
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
        if is_same or not matters(self._sides, ours, theirs):
            return
        before, after = self._sides.ordered(ours, theirs)

        def make(_: Any) -> Witness:
            return self._as_text(pair[0], ours)

        is_form = pair[0].media_type == FORM
        self._operations.note(
            catalogue.PART_SERIALIZATION_CHANGED,
            self._spot(pair, name),
            f"Property {name!r} of the request body was written as "
            f"{serialization(before)} and now is as {serialization(after)}.",
            always(REFUTED if is_form else Evidence("undecided")),
            make,
            said=(list(before.serialization), list(after.serialization)),
        )

    def _with_part(
        self,
        content: DeclaredContent,
        name: str,
        part: dict[str, Any],
        leave_out: str = "",
    ) -> Witness:
        """Make a request, and say of one part how it is written."""
        known = at(encodings(self._sides.sender, content), name)
        if known is None:
            raise NoInstanceError
        value = (
            self._filled(content, name, (0,))
            if known.position is None
            else self._listed(content, known.position + 1)
        )
        made = self._operations.messages.request(
            self._operations.sender, body=(content.media_type, value)
        )
        headers = {
            label: str(self._operations.messages.value(schema_of(header)))
            for label, header in known.headers.items()
            if header.required and label != leave_out
        }
        whole = {"media_type": media_ranges.concrete(known.types[0]), **part}
        headers.update(part.get("headers", {}))
        if headers:
            whole["headers"] = headers
        made["body"]["parts"] = {name: whole}
        return made

    def _as_text(
        self, content: DeclaredContent, parameter: DeclaredParameter
    ) -> Witness:
        value = self._filled(content, parameter.name, (2, 1, 0))
        known = encodings(self._sides.sender, content)
        value = {name: held for name, held in value.items() if name in known}
        made = self._operations.messages.request(
            self._operations.sender, body=(content.media_type, value)
        )
        pairs = [
            pair
            for name, held in value.items()
            for pair in styles.write_pairs(known[name].parameter, held)
        ]
        made["body"]["text"] = "&".join(f"{k}={v}" for k, v in pairs)
        return made

    def _listed(self, content: DeclaredContent, count: int) -> list[Any]:
        """Make a value of a body of so many parts."""
        if content.schema is None:
            return ["text"] * count
        document = self._sides.sender.document((content.schema,))
        made: list[Any] = instance(at_least(document, count))
        return made

    def _filled(
        self, content: DeclaredContent, name: str, counts: tuple[int, ...]
    ) -> dict[str, Any]:
        """Make a value of a form in which a property has one of some sizes."""
        if content.schema is None:
            raise NoInstanceError
        document = self._sides.sender.document((content.schema,))
        for count in counts:
            inner: Any = at_least(True, count) if count else True
            has = {"required": [name], "properties": {name: inner}}
            whole: dict[str, Any] = {"allOf": [document, has]}
            if isinstance(document, dict) and "$defs" in document:
                whole["$defs"] = document["$defs"]
            try:
                made: dict[str, Any] = instance(whole)
            except NoInstanceError:
                continue
            else:
                return made
        raise NoInstanceError


def _within(name: str) -> list[str]:
    """Name some media types within a range, or the one that is named."""
    return [media_ranges.concrete(name), name.replace("*", "vnd.example")]


def _said(header: DeclaredParameter | None) -> Any:
    return None if header is None else header.required
