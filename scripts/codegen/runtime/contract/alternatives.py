"""Which alternative of a union a value is meant to be, and why it is none.

The type of a value tells, and members that each alternative has its own constants for;
failing these, a discriminator. It is a hint that names the schema meant (OpenAPI 3.1,
§4.8.25), and takes no part in validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import jsonschema_rs

from ..schemas.references import name_in

Fault = jsonschema_rs.ValidationError
_Kinds = jsonschema_rs.ValidationErrorKind
_UNIONS = ("anyOf", "oneOf")


class WrongTag(Exception):
    """A member would tell the alternatives apart, and is missing or none of theirs.

    `allowed` has what it may be; nothing if the member is missing.
    """

    def __init__(self, name: str, allowed: Sequence[object] = ()) -> None:
        super().__init__()
        self.name = name
        self.allowed = allowed


class Alternatives:
    """Picks alternatives of the unions in a schema."""

    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._values: dict[tuple[int, str], list[object] | None] = {}

    def picked(self, fault: Fault) -> Sequence[Fault]:
        """Return the faults that an alternative finds, if it is clear which is meant.

        Raises:
            WrongTag: it would be clear, but for one member.
        """
        if not isinstance(fault.kind, _Kinds.OneOfNotValid | _Kinds.AnyOf):
            return ()
        branches, union = self._at(fault.schema_path), self._at(fault.schema_path[:-1])
        found = fault.kind.context
        if not isinstance(branches, list) or len(found) < len(branches):
            return ()
        path = fault.instance_path
        left = [n for n, each in enumerate(found) if not _is_other_type(each, path)]
        if len(left) > 1 and isinstance(fault.instance, dict):
            left = self._narrowed(union, branches, left, fault.instance)
        return found[left[0]] if len(left) == 1 else ()

    def differ(self, branches: Sequence[Any], name: str) -> bool:
        """Has each alternative values of its own for a member that has to be there?"""
        sets = [self._allowed(each, name) for each in branches]
        values = [value for each in sets if each is not None for value in each]
        return (
            None not in sets
            and len(values) == len(_unique([values]))
            and all(self._requires(each, name) for each in branches)
        )

    def _narrowed(
        self,
        union: dict[str, Any],
        branches: list[Any],
        left: list[int],
        value: dict[str, Any],
    ) -> list[int]:
        told = union.get("discriminator")
        told = told if isinstance(told, dict) else {}
        first = [told["propertyName"]] if "propertyName" in told else []
        for name in dict.fromkeys([*first, *self._names(branches[left[0]])]):
            sets = [self._allowed(branches[n], name) for n in left]
            known = [each for each in sets if each is not None]
            if len(known) < len(sets) or _are_alike(known):
                continue
            if name in value:
                fits = [
                    n for n, v in zip(left, known, strict=True) if _has(v, value[name])
                ]
                if not fits:
                    raise WrongTag(name, _unique(known))
                left = fits
            elif all(self._requires(branches[n], name) for n in left):
                raise WrongTag(name)
            if len(left) == 1:
                return left
        return self._mapped(told, branches, left, value)

    def _mapped(
        self,
        told: dict[str, Any],
        branches: list[Any],
        left: list[int],
        value: dict[str, Any],
    ) -> list[int]:
        mapping, name = told.get("mapping"), told.get("propertyName")
        if not isinstance(mapping, dict) or not isinstance(name, str):
            return left
        otherwise = told.get("defaultMapping")
        given = value.get(name)
        target = mapping.get(given) if isinstance(given, str) else None
        if target is None and otherwise is None:
            if name in value:
                raise WrongTag(name, list(mapping))
            if all(self._requires(branches[n], name) for n in left):
                raise WrongTag(name)
        wanted = [
            n
            for n in left
            if isinstance(branches[n], dict)
            and branches[n].get("$ref") == (target or otherwise)
        ]
        return wanted or left

    def _at(self, path: Sequence[str | int]) -> Any:
        node: Any = self._root
        for step in path:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    def _allowed(self, schema: Any, name: str) -> list[object] | None:
        """Return the values that a schema lets a member have; None if it says none."""
        key = id(schema), name
        if key not in self._values:
            self._values[key] = None  # against circles
            self._values[key] = self._own(schema, name)
        return self._values[key]

    def _own(self, schema: Any, name: str) -> list[object] | None:
        if not isinstance(schema, dict):
            return None
        found = _constants(self._whole(schema.get("properties", {}).get(name)))
        for part in self._parts(schema):
            found = _both(found, self._allowed(part, name))
        for keyword in _UNIONS:
            sets = [self._allowed(each, name) for each in schema.get(keyword, ())]
            known = [each for each in sets if each is not None]
            if known and len(known) == len(sets):
                found = _both(found, _unique(known))
        return found

    def _whole(self, schema: Any) -> Iterator[dict[str, Any]]:
        """Yield a schema and all those that hold together with it."""
        pending, seen = [schema], set()
        while pending:
            part = pending.pop()
            if isinstance(part, dict) and id(part) not in seen:
                seen.add(id(part))
                yield part
                pending += self._parts(part)

    def _parts(self, schema: dict[str, Any]) -> list[Any]:
        name = name_in(schema.get("$ref", ""))
        target = self._root.get("components", {}).get("schemas", {}).get(name or "")
        return [*([] if target is None else [target]), *schema.get("allOf", ())]

    def _names(self, schema: Any) -> Iterator[str]:
        pending, seen = [schema], set()
        while pending:
            part = pending.pop(0)
            if isinstance(part, dict) and id(part) not in seen:
                seen.add(id(part))
                yield from part.get("properties", ())
                pending += self._parts(part)
                pending += [each for word in _UNIONS for each in part.get(word, ())]

    def _requires(self, schema: Any, name: str) -> bool:
        parts = list(self._whole(schema))
        if any(name in part.get("required", ()) for part in parts):
            return True
        unions = [part[word] for part in parts for word in _UNIONS if word in part]
        return any(
            all(self._requires(each, name) for each in union) for union in unions
        )


def _is_other_type(faults: Sequence[Fault], path: Sequence[str | int]) -> bool:
    """Is a value no instance for its type alone?"""
    for fault in faults:
        if fault.instance_path != path:
            continue
        match fault.kind:
            case _Kinds.Type() | _Kinds.FalseSchema():
                return True
            case _Kinds.OneOfNotValid(context=found) | _Kinds.AnyOf(context=found):
                if all(_is_other_type(each, path) for each in found):
                    return True
    return False


def _constants(parts: Iterator[dict[str, Any]]) -> list[object] | None:
    found: list[object] | None = None
    for part in parts:
        if "const" in part:
            found = _both(found, [part["const"]])
        if "enum" in part:
            found = _both(found, part["enum"])
    return found


def _both(one: list[object] | None, two: list[object] | None) -> list[object] | None:
    if one is None or two is None:
        return two if one is None else one
    return [value for value in one if _has(two, value)]


def _unique(sets: Sequence[list[object]]) -> list[object]:
    found: list[object] = []
    for value in (each for values in sets for each in values):
        if not _has(found, value):
            found.append(value)
    return found


def _are_alike(sets: Sequence[list[object]]) -> bool:
    every = _unique(sets)
    return all(_has(values, value) for values in sets for value in every)


def _has(values: Sequence[object], value: object) -> bool:
    # To Python True is 1.
    return any(
        each == value and isinstance(each, bool) == isinstance(value, bool)
        for each in values
    )
