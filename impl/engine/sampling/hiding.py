"""Members that are for messages of the other direction: `readOnly` and `writeOnly`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from impl.engine.openapi.references import LocalReferences, local_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

Direction = Literal["request", "response"]

_MARKS: Final = {"request": "readOnly", "response": "writeOnly"}
_UNIONS: Final = ("anyOf", "oneOf")


class MemberHiding:
    """Tells which members are not for messages of one direction.

    OpenAPI 3.0.3, 4.7.24.1; JSON Schema 2020-12, Validation, 9.4.
    """

    def __init__(
        self, references: LocalReferences, direction: Direction, *, old: bool
    ) -> None:
        self._references = references
        self._mark = _MARKS[direction]
        self._old = old
        self._known: dict[int, bool] = {}

    def hides(self, schema: Any, seen: frozenset[int] = frozenset()) -> bool:
        """Tell whether whatever a schema describes is for the other direction."""
        if not isinstance(schema, dict) or id(schema) in seen:
            return False
        known = self._known.get(id(schema))
        if known is None:
            known = self._hides(schema, seen | {id(schema)})
            if not seen:
                self._known[id(schema)] = known
        return known

    def _hides(self, schema: dict[str, Any], seen: frozenset[int]) -> bool:
        referred = self._referred(schema)
        if not (self._old and referred is not None):
            if schema.get(self._mark) is True:
                return True
            if any(self.hides(part, seen) for part in _list(schema, "allOf")):
                return True
            for keyword in _UNIONS:
                branches = [b for b in _list(schema, keyword) if not _is_null(b)]
                if branches and all(self.hides(each, seen) for each in branches):
                    return True
        return referred is not None and self.hides(referred, seen)

    def hidden_of(self, schema: Any) -> frozenset[str]:
        """Name the hidden members that any part of a schema in place declares."""
        return frozenset(
            name
            for part in self._in_place(schema)
            for name, member in _map(part, "properties").items()
            if self.hides(member)
        )

    def _in_place(self, schema: Any) -> Iterator[dict[str, Any]]:
        seen, waiting = set(), [schema]
        while waiting:
            part = waiting.pop()
            if not isinstance(part, dict) or id(part) in seen:
                continue
            seen.add(id(part))
            referred = self._referred(part)
            if referred is not None:
                waiting.append(referred)
                if self._old:
                    continue
            yield part
            for keyword in ("allOf", *_UNIONS):
                waiting += _list(part, keyword)
            waiting += [part.get("then"), part.get("else")]

    def _referred(self, schema: dict[str, Any]) -> Any:
        there = local_pointer(schema.get("$ref"))
        return None if there is None else self._references.value(there)


def _list(schema: dict[str, Any], keyword: str) -> list[Any]:
    held = schema.get(keyword)
    return held if isinstance(held, list) else []


def _map(schema: dict[str, Any], keyword: str) -> dict[str, Any]:
    held = schema.get(keyword)
    return held if isinstance(held, dict) else {}


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])
