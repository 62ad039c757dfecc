"""Literals of numbers and booleans: views of them, where they can be told apart.

To Python True is 1, and Pydantic finds a literal by what is equal to it. Where a value
may be of an alternative that has the one or of another that has the other, neither is a
literal: `int` and `bool` tell them apart.
"""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from scripts.codegen.lower.enumerations import NAMES
from scripts.codegen.lower.schemas import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scripts.codegen.lower.schemas import ViewSchema

    _Pair = tuple[ViewSchema, ViewSchema]

# Each integer below is a float of its own.
_EXACT = 2**53
# Of several literals Pydantic takes none for an integer of more bits.
_SIXTY_FOUR_BITS = range(-(2**63), 2**63)
_NUMBERS, _BOOLEANS = "number", "boolean"
_ANYTHING: ViewSchema = {}
_ALL = frozenset({_NUMBERS, _BOOLEANS})


def literal_of(value: Any) -> str | int | None:
    """Return a value as a literal (PEP 586), which there is not for each."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, int):
        return value if value in _SIXTY_FOUR_BITS else None
    return value if isinstance(value, str) else None


def views_of_literals(values: Iterable[str | int]) -> list[ViewSchema]:
    """Return the views of literals: one, unless there are numbers and booleans."""
    unique = list({(type(value), value): value for value in values}.values())
    view: ViewSchema = {"enum": unique}
    if not unique or not _kinds(view) >= _ALL:
        return [view] if unique else []
    return list(_widened(view))


def tell_apart(
    unions: Iterable[list[ViewSchema]], components: Mapping[str, ViewSchema]
) -> None:
    """Widen the literals that values of another alternative would be taken for.

    Args:
        unions: the alternatives of each union; they are changed.
        components: views that they refer to, which are changed, too.
    """
    apart = _Apart(components)
    for alternatives in unions:
        leading = [view for view in alternatives if apart.leads(view)]
        if leading:
            apart.check(permutations(alternatives, 2))


class _Apart:
    def __init__(self, components: Mapping[str, ViewSchema]) -> None:
        self._components = components
        self._leading: dict[str, bool] = {}
        self._seen: set[tuple[int, int]] = set()

    def leads(self, view: Any) -> bool:
        """Is a literal of a number or a boolean anywhere in a view?"""
        if isinstance(view, list):
            return any(map(self.leads, view))
        if not isinstance(view, dict):
            return False
        if isinstance(ref := view.get("$ref"), str):
            name = key_of(ref)
            if name not in self._leading:
                self._leading[name] = False  # against circles
                self._leading[name] = self.leads(self._components[name])
            return self._leading[name]
        return bool(_kinds(view)) or self.leads(list(view.values()))

    def check(self, pairs: Iterable[_Pair]) -> None:
        """Widen literals of the first views that values of the second are equal to."""
        pending = list(pairs)
        while pending:
            one, two = map(self._followed, pending.pop())
            place = id(one), id(two)
            if place not in self._seen and self.leads(one):
                self._seen.add(place)
                if "anyOf" in one or "anyOf" in two:
                    pending += product(_alternatives(one), _alternatives(two))
                else:
                    pending += self._compared(one, two)

    def _compared(self, one: ViewSchema, two: ViewSchema) -> Iterator[_Pair]:
        """Compare two views; yield their parts."""
        literals = _kinds(one)
        if literals and _held(two) - literals:
            _widen(one)
        if two and two.get("type") != one.get("type"):
            return
        if "items" in one:
            yield one["items"], two.get("items", _ANYTHING)
        if isinstance(extra := one.get("additionalProperties"), dict):
            other = two.get("additionalProperties")
            yield extra, other if isinstance(other, dict) else _ANYTHING
        if "properties" in one and not self._are_told_apart(one, two):
            members = two.get("properties", {})
            for name, member in one["properties"].items():
                # What a class does not name may be there, and be anything.
                yield member, members.get(name, _ANYTHING)

    def _are_told_apart(self, one: ViewSchema, two: ViewSchema) -> bool:
        """Has a member other literals here than there, and is it there?"""
        members = two.get("properties", {})
        required = {*one.get("required", ()), *two.get("required", ())}
        for name in members.keys() & one["properties"].keys() & required:
            here, there = (
                _values(self._followed(each["properties"][name])) for each in (one, two)
            )
            if here and there and not any(value in there for value in here):
                return True
        return False

    def _followed(self, view: ViewSchema) -> ViewSchema:
        seen: set[str] = set()
        while isinstance(ref := view.get("$ref"), str) and ref not in seen:
            seen.add(ref)
            view = self._components[key_of(ref)]
        return view


def _alternatives(view: ViewSchema) -> list[ViewSchema]:
    found: list[ViewSchema] = view.get("anyOf", [view])
    return found


def _values(view: ViewSchema) -> list[str | int]:
    """Return the literals of a view."""
    found: list[str | int] = view.get("enum", [])
    return [view["const"]] if "const" in view else found


def _kinds(view: ViewSchema) -> frozenset[str]:
    """Return whether literals of a view are numbers or booleans.

    Members of an enum are told from booleans as they are.
    """
    if NAMES in view:
        return frozenset()
    return frozenset(
        _BOOLEANS if isinstance(value, bool) else _NUMBERS
        for value in _values(view)
        if isinstance(value, int)
    )


def _held(view: ViewSchema) -> frozenset[str]:
    """Return whether values of a view may be numbers or booleans."""
    if view.keys() & {"const", "enum"} and NAMES not in view:
        return _kinds(view)
    if "customTypePath" in view or "$ref" in view:
        return frozenset()
    declared = view.get("type", ["boolean", "number"])
    types = {declared} if isinstance(declared, str) else {*declared}
    numbers = {_NUMBERS} if types & {"integer", "number"} else set()
    return frozenset(numbers | (types & {_BOOLEANS}))


def _widened(view: ViewSchema) -> Iterator[ViewSchema]:
    texts = [value for value in _values(view) if isinstance(value, str)]
    if texts:
        yield {"enum": texts}
    kinds = _kinds(view)
    if _NUMBERS in kinds:
        yield {"type": "integer"}
    if _BOOLEANS in kinds:
        yield {"type": "boolean"}


def widened(alternatives: list[ViewSchema]) -> list[ViewSchema]:
    """Return alternatives without literals that another of them has equals of."""
    found: list[ViewSchema] = []
    for view in alternatives:
        others = frozenset().union(*(_held(v) for v in alternatives if v is not view))
        kinds = _kinds(view)
        found += _widened(view) if kinds and others - kinds else [view]
    return found


def _widen(view: ViewSchema) -> None:
    wider = list(_widened(view))
    for word in ("const", "enum", "type"):
        view.pop(word, None)
    view |= wider[0] if len(wider) == 1 else {"anyOf": wider}
