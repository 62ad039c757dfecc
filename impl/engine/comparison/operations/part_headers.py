"""Compare the headers of the parts of a form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.differences import doubts
from impl.engine.comparison.differences.facts import PROVED, REFUTED, Evidence, always
from impl.engine.comparison.differences.findings import Lifecycle
from impl.engine.comparison.differences.policy_marks import PolicyMark
from impl.engine.comparison.differences.wording import place
from impl.engine.comparison.kinds import facets
from impl.engine.comparison.kinds.kind import Effect
from impl.engine.comparison.operations.value_serialization import matters
from impl.engine.comparison.serialization import styles, text_schemas

if TYPE_CHECKING:
    from impl.engine.comparison.contract.form_encodings import PropertyEncoding
    from impl.engine.comparison.contract.message_parts import DeclaredParameter
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.operations.form_parts import FormContents, FormParts


class PartHeaderComparison:
    """Compares the headers of the parts of one form.

    Args:
        parts: the form.
    """

    def __init__(self, parts: FormParts) -> None:
        self._parts = parts
        self._operations = parts.operations
        self._sides = parts.operations.sides
        self._messages = parts.messages

    def compare(
        self,
        pair: FormContents,
        name: str,
        sent: PropertyEncoding,
        read: PropertyEncoding,
    ) -> None:
        """Note the differences between the headers of one part."""
        for label in dict.fromkeys([*sent.headers, *read.headers]):
            ours, theirs = sent.headers.get(label), read.headers.get(label)
            demands = bool(theirs and theirs.required)
            offers = bool(ours and ours.required)

            def without(_: Any, label: str = label) -> Witness:
                return self._messages.with_part(pair[0], name, {}, leave_out=label)

            if ours and theirs and ours.deprecated != theirs.deprecated:
                self._deprecation(pair, name, label, (ours, theirs))
            if ours and theirs:
                self._defaults(pair, name, label, (ours, theirs))
                self._values(pair, name, label, (ours, theirs))
            if bool(ours) == bool(theirs) and demands == offers:
                continue
            before, after = self._sides.ordered(ours, theirs)
            if before and after:
                verb = "became"
                change = Effect.REQUIRED if after.required else Effect.OPTIONAL
            else:
                verb = "was"
                change = Effect.REMOVED if before else Effect.ADDED
            self._operations.note(
                self._parts.kinds.header[change],
                self._parts.spot(pair, name, label),
                f"The header {label} of part {name!r} of the {self._parts.body} "
                f"{verb} {change.value}.",
                always(REFUTED if demands and not offers else PROVED),
                without,
                said=(_said(before), _said(after)),
            )

    def _deprecation(
        self,
        pair: FormContents,
        name: str,
        label: str,
        headers: tuple[DeclaredParameter, DeclaredParameter],
    ) -> None:
        _, after = self._sides.ordered(*headers)
        change = Effect.DEPRECATED if after.deprecated else Effect.REINSTATED
        sunset = self._operations.revision.surface.sunset(after.pointer)
        is_open = after.deprecated and not sunset
        self._operations.note(
            self._parts.kinds.header[change],
            self._parts.spot(pair, name, label),
            f"The header {label} of part {name!r} of the {self._parts.body} was "
            f"{change.value}.",
            lifecycle=Lifecycle((PolicyMark.NO_SUNSET,) if is_open else ()),
        )

    def _defaults(
        self,
        pair: FormContents,
        name: str,
        label: str,
        headers: tuple[DeclaredParameter, DeclaredParameter],
    ) -> None:
        """Note what the absence of a header, or of what is in it, stands for."""
        ours, theirs = headers
        for leaf, way in self._operations.walk.differences((ours.node, theirs.node)):
            if leaf.facet is not facets.DEFAULT:
                continue
            said = self._sides.ordered(leaf.sent, leaf.accepted)
            change = Effect.CHANGED
            if not all(said):
                change = Effect.REMOVED if said[0] else Effect.ADDED
            words = place(f"header {label} of part {name!r}", way.steps)
            if leaf.name:
                words = f"property {leaf.name!r} in {words}"
            before, after = (_default(each) for each in said)
            self._operations.note(
                self._parts.kinds.default[change],
                self._parts.spot(pair, name, label),
                f"The default of {words} of the {self._parts.body} was {change.value}: "
                f"{before} became {after}.",
                said=said,
            )

    def _values(
        self,
        pair: FormContents,
        name: str,
        label: str,
        headers: tuple[DeclaredParameter, DeclaredParameter],
    ) -> None:
        documents = [
            side.document(held.node)
            for side, held in zip(
                (self._sides.sender, self._sides.reader), headers, strict=True
            )
        ]
        is_rewritten = headers[0].serialization != headers[1].serialization
        if documents[0] == documents[1] and not is_rewritten:
            return
        found, is_value = self._evidence(documents)
        by_formats: Evidence | None = None
        if found is PROVED:
            by_formats, is_value = self._evidence(documents, formats=True)
        if is_rewritten and matters(self._operations.context, self._sides, *headers):
            found = Evidence("undecided", reason=doubts.HEADERS_OF_PARTS)
        what, kind = "values", self._parts.kinds.header[Effect.CHANGED]
        if found is PROVED and self._has_other_formats(headers):
            what, kind = "formats", self._parts.kinds.format

        def make(value: Any) -> Witness:
            if is_value:
                value = styles.write_text(headers[0], value)
            return self._messages.with_part(pair[0], name, {"headers": {label: value}})

        self._operations.note(
            kind,
            self._parts.spot(pair, name, label),
            f"The {what} of header {label} of part {name!r} of the {self._parts.body} "
            "changed.",
            always(found),
            make,
            said=self._sides.ordered(
                *(
                    [document, *header.serialization]
                    for document, header in zip(documents, headers, strict=True)
                )
            ),
            formats=None if by_formats is PROVED else by_formats,
        )

    def _evidence(
        self, documents: list[Any], *, formats: bool = False
    ) -> tuple[Evidence, bool]:
        """Say whether what is sent is read, and whether a value shows it, or a text."""
        ask = self._operations.context.oracle.ask
        found = ask(
            text_schemas.sent(documents[0]),
            text_schemas.accepted(documents[1], lone=False),
            formats=formats,
        )
        is_same = formats and ask(*documents) is PROVED
        if found is PROVED and not is_same:
            return found, False
        # Of numbers, texts don't show how large they are.
        by_value = ask(*documents, formats=formats)
        is_value = by_value.answer == "refuted"
        return (by_value, True) if is_value else (found, False)

    def _has_other_formats(
        self, headers: tuple[DeclaredParameter, DeclaredParameter]
    ) -> bool:
        """Tell whether formats differ in what headers hold."""
        pair = headers[0].node, headers[1].node
        found = self._operations.walk.differences(pair)
        return any(leaf.facet is facets.FORMAT for leaf, _ in found)


def _default(said: list[Any] | None) -> str:
    return json.dumps(said[0]["default"], sort_keys=True) if said else "none"


def _said(header: DeclaredParameter | None) -> Any:
    return None if header is None else header.required
