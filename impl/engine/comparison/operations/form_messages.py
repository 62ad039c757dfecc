"""Make messages whose bodies are forms, with how their parts are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract import media_ranges
from impl.engine.comparison.contract.form_encodings import at, encodings
from impl.engine.comparison.operations.value_serialization import schema_of
from impl.engine.comparison.serialization import styles
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

# Makes a message with a body of a media type.
MakeBody = Callable[[tuple[str, Any]], "Witness"]


class FormMessages:
    """Makes messages with forms as their sender writes them.

    Args:
        operations: the operation and what it became.
        make: makes a message with a body.
    """

    def __init__(self, operations: OperationPair, make: MakeBody) -> None:
        self._operations = operations
        self._sides = operations.sides
        self._make = make

    def with_part(
        self,
        content: DeclaredContent,
        name: str,
        part: dict[str, Any],
        leave_out: str = "",
    ) -> Witness:
        """Make a message, and say of one part how it is written.

        Raises:
            NoInstanceError: none was found.
        """
        known = at(encodings(self._sides.sender, content), name)
        if known is None:
            raise NoInstanceError
        value = (
            self._filled(content, name, (0,))
            if known.position is None
            else self._listed(content, known.position + 1)
        )
        made = self._make((content.media_type, value))
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

    def as_text(
        self, content: DeclaredContent, parameter: DeclaredParameter
    ) -> Witness:
        """Make a message whose body is a form with a property of some parts.

        Raises:
            NoInstanceError: none was found.
        """
        value = self._filled(content, parameter.name, (2, 1, 0))
        known = encodings(self._sides.sender, content)
        value = {name: held for name, held in value.items() if name in known}
        made = self._make((content.media_type, value))
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
