"""Bodies that are texts, or forms with texts in them, as parameters are.

On the wire nothing tells a number from a word: of an integer that comes to be a text,
nobody notices but code that was generated from the contract.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.form_encodings import (
    FORM,
    is_text,
    text_members,
)
from impl.engine.comparison.contract.in_place import in_place
from impl.engine.comparison.contract.keywords import map_in
from impl.engine.comparison.differences.facts import PROVED
from impl.engine.comparison.differences.properties import children
from impl.engine.comparison.differences.validation import accepts
from impl.engine.comparison.operations.message_schemas import MessageMakers
from impl.engine.comparison.operations.value_serialization import WAYS_TO_REFUSE
from impl.engine.comparison.serialization import form_schemas, text_schemas
from impl.engine.comparison.serialization.form_schemas import FormMembers
from impl.engine.comparison.witnesses.instances import NoInstanceError
from impl.engine.comparison.witnesses.meanings import meanings_of
from impl.engine.comparison.witnesses.questions import accepted_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from impl.engine.comparison.contract.message_parts import DeclaredContent
    from impl.engine.comparison.contract.schemas import ContractSchemas
    from impl.engine.comparison.differences.facts import Witness
    from impl.engine.comparison.differences.findings import Spared
    from impl.engine.comparison.differences.leaves import Pair, SchemaStep
    from impl.engine.comparison.differences.tolerance import Aspect
    from impl.engine.comparison.operations.message_schemas import Around
    from impl.engine.comparison.operations.operation_pair import OperationPair


# These look at members that may be named anywhere.
_TYING = frozenset(
    {
        *("anyOf", "oneOf", "not", "if", "const", "enum", "patternProperties"),
        *("dependentSchemas", "dependencies", "unevaluatedProperties", "$dynamicRef"),
    }
)


class BodyAsText:
    """What the bodies of one media type look like on the wire, on both sides.

    Args:
        operations: the operation and what it became.
        sent: the body as it is sent.
        read: the body as it is read.
    """

    def __init__(
        self, operations: OperationPair, sent: DeclaredContent, read: DeclaredContent
    ) -> None:
        self._context, self._sides = operations.context, operations.sides
        self._sent, self._read = sent, read
        self._names = self._members()

    def makers(self, around: Around) -> MessageMakers:
        """Return how messages with such a body are made."""
        lists = [
            partial(self._of_many, around, name)
            for name in sorted(text_members(self._sides.reader, self._read))
        ]
        if not self._is_written_as_text():
            return MessageMakers(around, tuple(lists))
        refused = (partial(self._refused, around, *way) for way in WAYS_TO_REFUSE)
        others = (*refused, *lists)
        return MessageMakers(around, others, self.spares, self._sparing)

    def spares(self, aspect: Aspect) -> bool:
        """Tell whether all that is written is fine, whatever it was meant to be."""
        ours, theirs = self._written(aspect)
        formats = aspect == "formats"
        return self._context.oracle.ask(ours, theirs, formats=formats) is PROVED

    def _sparing(self, steps: tuple[SchemaStep, ...]) -> Spared:
        """Ask of one member alone, whatever becomes of the others."""
        kind, name = steps[0] if steps else ("", "")
        is_member = kind == "property" and name in self._names
        if is_member and not self._is_tied_together():
            return partial(self._spares_member, name)
        return self.spares

    def _is_tied_together(self) -> bool:
        """Tell whether the reader asks more of a form than of each of its members.

        What it asks was looked at for the values that are meant, not for their texts.
        """
        found = in_place(self._sides.reader.surface, _node(self._read))
        return any(not _TYING.isdisjoint(value) for value in found)

    def _spares_member(self, name: str, aspect: Aspect) -> bool:
        roots = (_node(self._sent), _node(self._read))
        pair = children(self._sides, self._sides.layers(roots), name)
        formats, ours = aspect == "formats", self._sides.sender.document(pair[0])
        ours = text_schemas.sent(ours, spread=True, formats=formats)
        theirs = self._accepted(pair, aspect)
        taken = text_schemas.accepted(theirs, lone=True, formats=formats)
        return self._context.oracle.ask(ours, taken, formats=formats) is PROVED

    def _refused(
        self, around: Around, aspect: Aspect, write: Callable[[Any], Any], _: Any
    ) -> Witness:
        """Make a message of which the text is refused.

        Raises:
            NoInstanceError: none was found.
        """
        (written, taken), formats = self._written(aspect), aspect == "formats"
        found = self._context.oracle.ask(write(written), taken, formats=formats)
        if found.answer != "refuted":
            raise NoInstanceError
        schemas, document = self._sides.sender, self._document(self._sides.sender)
        for meaning in meanings_of(schemas, self._sent, found.instance):
            if accepts(document, meaning):
                made: Witness = around((), meaning)
                return made
        raise NoInstanceError

    def _of_many(self, around: Around, name: str, _: Any) -> Witness:
        """Make a message with a member of two texts, which none is like.

        Raises:
            NoInstanceError: none was found.
        """
        document = self._document(self._sides.sender)
        many = {"type": "array", "minItems": 2}
        has = {"required": [name], "properties": {name: many}}
        found = self._context.oracle.ask(
            {"allOf": [document, has], "$defs": map_in(document, "$defs")},
            self._sides.reader.document(_node(self._read)),
        )
        if found.answer != "refuted":
            raise NoInstanceError
        made: Witness = around((), found.instance)
        return made

    def _written(self, aspect: Aspect) -> tuple[Any, Any]:
        ours = self._document(self._sides.sender)
        theirs = self._accepted((_node(self._sent), _node(self._read)), aspect)
        formats = aspect == "formats"
        if is_text(self._sent.media_type):
            taken = text_schemas.accepted(theirs, lone=False, formats=formats)
            return text_schemas.sent(ours, formats=formats), taken
        is_form = self._sent.media_type == FORM
        known = FormMembers(self._names, is_form, formats)
        return form_schemas.sent(ours, known), form_schemas.accepted(theirs, known)

    def _accepted(self, pair: Pair, aspect: Aspect) -> Any:
        """Write what the reader accepts; what else is there is no matter of a text."""
        ours = self._sides.sender.declared(pair[0])
        if aspect == "strict" and ours == self._sides.reader.declared(pair[1]):
            aspect = "exact"
        return accepted_at(self._sides, pair[1], aspect)

    def _document(self, schemas: ContractSchemas) -> Any:
        return schemas.document(_node(self._sent))

    def _is_written_as_text(self) -> bool:
        if not (self._sent.schema and self._read.schema):
            return False
        if not is_text(self._sent.media_type):
            return bool(self._names) or self._sent.media_type == FORM
        return is_text(self._read.media_type) and all(
            found and found <= text_schemas.SCALARS
            for found in (
                text_schemas.kinds(schemas.document(_node(held)))
                for schemas, held in self._declared()
            )
        )

    def _members(self) -> frozenset[str]:
        """Name the properties that are written as texts, and read as such."""
        found: list[set[str]] = []
        for schemas, held in self._declared():
            known = text_members(schemas, held)
            found.append(
                {
                    name
                    for name, pointers in known.items()
                    if all(
                        self._is_of_texts(schemas.document((pointer,)))
                        for pointer in pointers
                    )
                }
            )
        return frozenset(found[0] & found[1])

    def _is_of_texts(self, document: Any) -> bool:
        # An object is one only where a form says so, else it is JSON.
        is_deep = text_schemas.kinds(document) == {"object"}
        is_deep = is_deep and self._sent.media_type == FORM
        return is_deep or text_schemas.is_flat(document)

    def _declared(self) -> tuple[tuple[ContractSchemas, DeclaredContent], ...]:
        sides = self._sides
        return (sides.sender, self._sent), (sides.reader, self._read)


def _node(content: DeclaredContent) -> tuple[str, ...]:
    return (content.schema,) if content.schema else ()
