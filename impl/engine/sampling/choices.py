"""Where a schema leaves open which of several ways a value goes: the ways to take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.keywords import DOCUMENTATION
from impl.engine.sampling.discriminators import GUARDS, IMPLIED
from impl.engine.sampling.parts import other_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from impl.engine.sampling.discriminators import GUARDS, IMPLIED
from impl.engine.sampling.parts import Part

Way = tuple[Any, ...]
ChoiceKey = tuple[int, str]

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


@dataclass(frozen=True, slots=True)
class OpenChoice:
    """A choice that has to be made before anything is drawn.

    Attributes:
        key: tells it apart from others.
        ways: what each alternative adds to what applies.
        exclusive: whether exactly one alternative may be met.
    """

    key: ChoiceKey
    ways: tuple[Way, ...]
    exclusive: bool = False

    def apart(self, index: int, others: Iterable[int]) -> Way:
        """Return an alternative with what keeps it apart from some others."""
        clear = ({"not": self.ways[other][0]} for other in others)
        return (*self.ways[index], *clear)


def choices_in(part: Part, target: Callable[[Part], Any]) -> Iterator[OpenChoice]:
    """Yield the choices that a schema object leaves open.

    `target` returns what a schema refers to.
    """
    here = id(part)
    for keyword in ("oneOf", "anyOf"):
        branches = part.get(keyword)
        if isinstance(branches, list) and branches:
            if IMPLIED in part:
                continue
            guards = part.get(GUARDS, ()) if keyword == "oneOf" else ()
            ways = tuple(
                (branch, guard) if guard else (branch,)
                for branch, guard in zip_longest(branches, guards)
            )
            exclusive = keyword == "oneOf" and len(ways) > 1
            yield OpenChoice((here, keyword), ways, exclusive)
    if "if" in part and ("then" in part or "else" in part):
        met = (part["if"], part.get("then", True))
        missed = ({"not": part["if"]}, part.get("else", True))
        yield OpenChoice((here, "if"), (met, missed))
    for keyword in ("dependentSchemas", "dependencies"):
        for name, schema in (part.get(keyword) or {}).items():
            if isinstance(schema, list):
                continue
            absent: Part = {"properties": {name: False}}
            present = ({"type": "object", "required": [name]}, schema)
            yield OpenChoice((here, f"{keyword}/{name}"), (present, (absent,)))
    if "not" in part and not _is_atom(part["not"]):
        ways = tuple((way,) for way in _negations(part["not"], target))
        yield OpenChoice((here, "not"), ways)


def _negations(schema: Any, target: Callable[[Part], Any]) -> list[Any]:
    """Return schemas of which each keeps a value clear of another schema.

    Together they need not cover all such values.
    """
    if not isinstance(schema, dict):
        return [schema is False]
    found: list[Any] = []
    for keyword, held in sorted(schema.items(), key=_simplest):
        if keyword == "$ref":
            found.append({"not": target(schema)})
        found += _against(keyword, held)
    return found or [False]


def _simplest(item: tuple[str, Any]) -> int:
    return {"type": 0, "required": 1, "const": 2, "enum": 2, "properties": 4}.get(
        item[0], 3
    )


def _is_atom(schema: Any) -> bool:
    """Tell whether a validator has to say what keeps clear of a schema."""
    if not isinstance(schema, dict):
        return False
    said = [word for word in schema if word in _ATOMS]
    return len(said) == 1 and schema.keys() <= {*said, *DOCUMENTATION}


def _against(keyword: str, held: Any) -> list[Any]:
    match keyword:
        case "type":
            return [{"type": other_types(held)}]
        case "not":
            return [held]
        case "allOf":
            return [{"not": each} for each in held]
        case "anyOf" | "oneOf":
            return [{"allOf": [{"not": each} for each in held]}]
        case "required":
            return [_object(properties={name: False}) for name in held]
        case "properties":
            return [
                _object(required=[name], properties={name: {"not": each}})
                for name, each in held.items()
                if each not in (True, {})
            ]
        case "items":
            return [{"type": "array", "contains": {"not": held}}]
        case "contains":
            return [{"type": "array", "items": {"not": held}}]
        case "additionalProperties":
            return [
                _object(required=[_UNLISTED], properties={_UNLISTED: {"not": held}})
            ]
    return _against_bound(keyword, held)


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
