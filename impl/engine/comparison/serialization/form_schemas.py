"""What the values of a form look like of which some members are written as texts.

Like the schemas of texts, these let a sender write more than it may and a reader accept
less, so that a proof holds for what is really written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.serialization import text_schemas
from impl.engine.openapi.keywords import DOCUMENTATION
from impl.engine.openapi.references import definition_of

if TYPE_CHECKING:
    from collections.abc import Callable

_SENT = frozenset({"type", "required", "maxProperties"})
# What there is fewer of where of an empty list nothing is written.
_COUNTS = frozenset({"minProperties", "dependentRequired", "propertyNames"})
_READ = _SENT | _COUNTS
_UNDERSTOOD = _READ | {"properties", "additionalProperties", "allOf", "anyOf"}
_ALONE = _READ | {"properties", "additionalProperties"}
_DEEPEST = 8
_ANYTHING: Any = True


@dataclass(frozen=True, slots=True)
class FormMembers:
    """Which members of a form are texts.

    Attributes:
        names: those that are.
        rest: whether those are that nothing declares.
        formats: whether formats of texts are asserted.
    """

    names: frozenset[str]
    rest: bool
    formats: bool


def sent(document: Any, members: FormMembers) -> Any:
    """Write a schema that accepts the forms a sender may write, and perhaps more."""
    return _Forms(document, members, is_sender=True).whole()


def accepted(document: Any, members: FormMembers) -> Any:
    """Write a schema that accepts only forms that a reader takes, and perhaps few."""
    return _Forms(document, members, is_sender=False).whole()


class _Forms:
    """Rewrites one schema that stands alone."""

    def __init__(self, document: Any, members: FormMembers, *, is_sender: bool) -> None:
        held = document.get("$defs") if isinstance(document, dict) else None
        self._document = document
        self._definitions = held if isinstance(held, dict) else {}
        self._members = members
        self._is_sender = is_sender
        self._has_lists = '"array"' in json.dumps(document)

    def whole(self) -> Any:
        """Rewrite the schema."""
        written = self._write(self._document, 0, is_all=True)
        return {"allOf": [written], "$defs": self._definitions}

    def _write(self, node: Any, depth: int, *, is_all: bool = False) -> Any:
        if not isinstance(node, dict) or depth > _DEEPEST:
            return self._is_sender or node is True
        said = {
            key: held
            for key, held in node.items()
            if not (key in DOCUMENTATION or key == "$ref" or key.startswith("x-"))
        }
        if not self._is_sender and said.keys() - _UNDERSTOOD:
            return False
        inner = list(said.get("allOf", ()))
        if "$ref" in node:
            held = self._definitions.get(definition_of(node) or "", self._is_sender)
            inner.append(held)
        parts = [self._plain(said, is_all=is_all and not inner)]
        is_one = is_all and len(inner) == 1 and said.keys() <= {"allOf"}
        parts += [self._write(part, depth + 1, is_all=is_one) for part in inner]
        for keyword in ("anyOf", "oneOf"):
            if keyword in said:
                options = [self._write(part, depth + 1) for part in said[keyword]]
                parts.append({"anyOf": options})
        return parts[0] if len(parts) == 1 else {"allOf": parts}

    def _plain(self, said: dict[str, Any], *, is_all: bool) -> dict[str, Any]:
        kept = _SENT if self._is_sender and self._has_lists else _READ
        found = {key: said[key] for key in kept if key in said}
        properties = said.get("properties")
        if isinstance(properties, dict):
            write: Callable[[Any], Any] = self._sent if self._is_sender else self._read
            found["properties"] = {
                name: write(held) if name in self._members.names else held
                for name, held in properties.items()
            }
        if "additionalProperties" in said:
            found["additionalProperties"] = self._rest(said, is_all=is_all)
        return found

    def _rest(self, said: dict[str, Any], *, is_all: bool) -> Any:
        """Write what applies to members that are not named here.

        Another part of the schema may name one of those, and have it be a text.
        """
        rest = said["additionalProperties"]
        if self._members.rest and text_schemas.is_flat(self._alone(rest)):
            rest = self._sent(rest) if self._is_sender else self._read(rest)
        if not self._is_sender:
            return rest
        if isinstance(rest, bool):
            return rest or "patternProperties" in said
        return rest if is_all and said.keys() <= _ALONE else _ANYTHING

    def _alone(self, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        return {**node, "$defs": self._definitions}

    def _sent(self, node: Any) -> Any:
        formats = self._members.formats
        return text_schemas.sent(self._alone(node), spread=True, formats=formats)

    def _read(self, node: Any) -> Any:
        formats = self._members.formats
        return text_schemas.accepted(self._alone(node), lone=True, formats=formats)
