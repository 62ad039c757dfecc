"""What keeps a value clear of a schema, in words that instances can be made by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.keywords import DOCUMENTATION
from impl.engine.sampling.parts import other_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from impl.engine.sampling.parts import Part

_LESS: Final = {"minLength": "maxLength", "minItems": "maxItems"}
_LESS["minProperties"] = "maxProperties"
_MORE: Final = {upper: lower for lower, upper in _LESS.items()}
_SUBJECTS: Final = {"Length": "string", "Items": "array", "Properties": "object"}
_BEYOND: Final = {
    "minimum": "exclusiveMaximum",
    "maximum": "exclusiveMinimum",
    "exclusiveMinimum": "maximum",
    "exclusiveMaximum": "minimum",
}
# Of these a validator says whether a value keeps clear of them.
_ATOMS: Final = {
    "const": None,
    "enum": None,
    "pattern": "string",
    "format": "string",
    "multipleOf": "number",
    "uniqueItems": "array",
    "propertyNames": "object",
}
_UNLISTED: Final = "unlisted"


class Negations:
    """Writes negations, of the same schema the same object each time.

    Args:
        target: returns what a schema refers to.
    """

    def __init__(self, target: Callable[[Part], Any]) -> None:
        self._target = target
        # With the schemas themselves, for these go by identity.
        self._negated: dict[int, tuple[Any, Any]] = {}
        self._ways: dict[int, tuple[Any, list[Any]]] = {}

    def of(self, schema: Any) -> Any:
        """Return the schema of all that is no instance of another."""
        if isinstance(schema, bool):
            return not schema
        if schema.keys() == {"$ref"}:
            return self.of(self._target(schema))
        return self._negated.setdefault(id(schema), (schema, {"not": schema}))[1]

    def ways(self, schema: Any) -> list[Any]:
        """Return schemas of which each keeps a value clear of another schema.

        Together they need not cover all such values.
        """
        if isinstance(schema, bool):
            return [not schema]
        known = self._ways.get(id(schema))
        if known is None:
            found = list(self._found(schema)) or [False]
            known = self._ways[id(schema)] = schema, found
        return known[1]

    def _found(self, schema: Part) -> Iterator[Any]:
        for keyword, held in sorted(schema.items(), key=_simplest):
            if keyword == "$ref":
                yield self.of(self._target(schema))
            else:
                yield from self._against(keyword, held)

    def _against(self, keyword: str, held: Any) -> list[Any]:
        match keyword:
            case "type":
                return [{"type": other_types(held)}]
            case "not":
                return [held]
            case "allOf":
                return [self.of(each) for each in held]
            case "anyOf" | "oneOf":
                return [{"allOf": [self.of(each) for each in held]}]
            case "required":
                return [_object(properties={name: False}) for name in held]
            case "properties":
                return [
                    _object(required=[name], properties={name: self.of(each)})
                    for name, each in held.items()
                    if each not in (True, {})
                ]
            case "items":
                return [{"type": "array", "contains": self.of(held)}]
            case "contains":
                return [{"type": "array", "items": self.of(held)}]
            case "additionalProperties":
                other = {_UNLISTED: self.of(held)}
                return [_object(required=[_UNLISTED], properties=other)]
        return _against_bound(keyword, held)


def _simplest(item: tuple[str, Any]) -> int:
    return {"type": 0, "required": 1, "const": 2, "enum": 2, "properties": 4}.get(
        item[0], 3
    )


def is_atom(schema: Any) -> bool:
    """Tell whether a validator has to say what keeps clear of a schema."""
    if not isinstance(schema, dict):
        return False
    said = [word for word in schema if word in _ATOMS]
    return len(said) == 1 and schema.keys() <= {*said, *DOCUMENTATION}


def _against_bound(keyword: str, held: Any) -> list[Any]:
    if keyword in _BEYOND:
        return [{"type": "number", _BEYOND[keyword]: held}]
    subject = next((s for end, s in _SUBJECTS.items() if keyword.endswith(end)), "")
    if keyword in _LESS:
        return [{"type": subject, _LESS[keyword]: held - 1}] if held > 0 else []
    if keyword in _MORE:
        return [{"type": subject, _MORE[keyword]: held + 1}]
    if keyword in _ATOMS:
        kind = _ATOMS[keyword]
        atom = {"not": {keyword: held}}
        return [atom if kind is None else {"type": kind, **atom}]
    return []


def _object(**keywords: Any) -> Part:
    return {"type": "object", **keywords}
