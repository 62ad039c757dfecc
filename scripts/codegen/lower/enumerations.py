"""Enumerations: component schemas that list strings or integers, as Python enums.

Names of members come from `x-enum-varnames`, or `x-enumNames`, where these name every
value; from titles, where alternatives with a constant each are the values; else from
the values themselves.
"""

from __future__ import annotations

import enum
import keyword
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.json_types import narrowest_type_of
from scripts.codegen.lower.identifiers import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.codegen.lower.schemas import ViewSchema

NAMES = "x-enum-varnames"
_OTHER_NAMES = "x-enumNames"
_DESCRIPTIONS = "x-enum-descriptions"
# What a branch may say of its constant without being more than a value.
_OF_A_CONSTANT = frozenset({"const", "deprecated", "description", "title", "type"})
_SIGNS = {"-": "MINUS", "+": "PLUS"}
# Members can't be called like what enums have themselves.
_TAKEN = frozenset({*dir(enum.StrEnum), *dir(enum.IntEnum), "mro", "name", "value"})


@dataclass(frozen=True)
class _Value:
    """A value, and what the contract calls it."""

    value: Any
    name: str = ""
    description: str | None = None


@dataclass(frozen=True)
class Enumeration:
    """The values of an enum, all of them strings or all integers.

    Attributes:
        members: name, value and description of each.
        nullable: may there be null instead?
    """

    members: tuple[tuple[str, Any, str | None], ...]
    nullable: bool

    @property
    def view(self) -> ViewSchema:
        """The view that becomes a class."""
        names, values, texts = zip(*self.members, strict=True)
        kind = "string" if isinstance(values[0], str) else "integer"
        view: ViewSchema = {"type": kind, "enum": list(values), NAMES: list(names)}
        return {**view, _DESCRIPTIONS: list(texts)} if any(texts) else view

    def name(self, value: object) -> str | None:
        """Return the name of the member of a value, if there is one."""
        return next((n for n, each, _ in self.members if _is_same(each, value)), None)


def enumeration_of(schema: Any) -> Enumeration | None:
    """Return the enumeration that a schema is, if it is one.

    Values of a type that the schema itself rules out are none.
    """
    if not isinstance(schema, dict):
        return None
    declared = schema.get("type", [])
    types = [declared] if isinstance(declared, str) else declared
    listed = _listed(schema) if "enum" in schema else _alternatives(schema)
    given = [each for each in listed if not types or _has_type(each.value, types)]
    found: list[_Value] = []
    for each in given:
        if each.value is not None and not _is_known(each.value, found):
            found.append(each)
    values = [each.value for each in found]
    is_plain = all(isinstance(value, str) for value in values)
    if not values or not (is_plain or all(map(_is_integer, values))):
        return None
    if not is_plain:
        values = list(map(int, values))
    names = member_names(values, [each.name for each in found])
    texts = [each.description for each in found]
    return Enumeration(
        tuple(zip(names, values, texts, strict=True)),
        nullable=any(each.value is None for each in given),
    )


def member_names(values: Sequence[object], given: Sequence[str]) -> list[str]:
    """Return a name for each value, no two of them alike.

    A name that is given stays as it is if Python takes it.
    """
    texts = list(map(str, values))
    wanted = [
        _usable(name) or constant_name(name or text)
        for text, name in zip(texts, given, strict=True)
    ]
    found: dict[int, str] = {}
    # What is its own name keeps it, whatever else is added to a contract.
    for index in sorted(range(len(wanted)), key=lambda n: wanted[n] != texts[n]):
        taken = found.values()
        name, number = wanted[index], 1
        own = "" if given[index] else _usable(texts[index])
        if name in taken and own and own not in taken:
            name = own  # as with `asc` beside `ASC`
        while name in taken:
            number += 1
            name = f"{wanted[index]}_{number}"
        found[index] = name
    return [found[index] for index in range(len(wanted))]


def constant_name(text: str) -> str:
    """Return `text` as a constant is called: `in-progress` becomes `IN_PROGRESS`."""
    words = words_of(text) or _spelled(text) or ["empty"]
    if text[0:1] in _SIGNS and text[1:2].isdigit():
        words.insert(0, _SIGNS[text[0]])
    name = unicodedata.normalize("NFKC", "_".join(words).upper())
    return f"N{name}" if name[0].isdigit() else name


def _usable(name: str) -> str:
    """Return a name that is given, if it is an identifier; nothing if it is none."""
    is_plain = name.isidentifier() and unicodedata.is_normalized("NFKC", name)
    if not is_plain or name.startswith("_"):
        return ""
    return f"{name}_" if name in _TAKEN or keyword.iskeyword(name) else name


def _spelled(text: str) -> list[str]:
    """Return words for characters that stand in none: `<=` is less than, equals."""
    words = [
        word
        for each in text
        for word in (unicodedata.name(each, "").split() or [f"U{ord(each):04X}"])
    ]
    words = [part for word in words for part in word.split("-")]
    return [word for word in words if word not in {"MARK", "SIGN"}] or words


def _listed(schema: dict[str, Any]) -> list[_Value]:
    values = schema["enum"]
    names = _beside(schema, NAMES) or _beside(schema, _OTHER_NAMES)
    texts = _beside(schema, _DESCRIPTIONS)
    return [
        _Value(value, names.get(index, ""), texts.get(index))
        for index, value in enumerate(values)
    ]


def _beside(schema: dict[str, Any], keyword: str) -> dict[int, str]:
    """Return the texts of an extension by index of the value, where it has all."""
    values, texts = schema["enum"], schema.get(keyword)
    if isinstance(texts, dict):  # by value, as some write descriptions
        texts = [texts.get(str(value), "") for value in values]
    places = [n for n, value in enumerate(values) if value is not None]
    if not isinstance(texts, list) or not all(isinstance(t, str | None) for t in texts):
        return {}
    if len(texts) == len(values):
        places = list(range(len(values)))
    if len(texts) != len(places):
        return {}
    return {place: t for place, t in zip(places, texts, strict=True) if t}


def _alternatives(schema: dict[str, Any]) -> list[_Value]:
    """Return the constants of alternatives that say nothing else."""
    branches = schema.get("oneOf") or schema.get("anyOf") or []
    beside = schema.keys() & {"allOf", "anyOf", "oneOf", "$ref", "properties", "not"}
    if len(beside) != 1 or not all(map(_is_constant, branches)):
        return []
    return [
        _Value(
            each.get("const"),
            constant_name(title) if (title := each.get("title")) else "",
            each.get("description"),
        )
        for each in branches
    ]


def _is_constant(branch: Any) -> bool:
    if not isinstance(branch, dict):
        return False
    is_null = branch.get("type") in ("null", ["null"])
    said = {name for name in branch if not name.startswith("x-")}
    return said <= _OF_A_CONSTANT and ("const" in branch or is_null)


def _has_type(value: object, types: Sequence[str]) -> bool:
    kind = narrowest_type_of(value)
    return kind in types or (kind == "integer" and "number" in types)


def _is_integer(value: object) -> bool:
    return narrowest_type_of(value) == "integer"


def _is_known(value: object, found: Iterable[_Value]) -> bool:
    return any(_is_same(each.value, value) for each in found)


def _is_same(one: object, two: object) -> bool:
    return one == two and isinstance(one, bool) == isinstance(two, bool)
