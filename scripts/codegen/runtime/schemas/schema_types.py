"""What a schema says about the form of a value, which decoding text needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache, cached_property, partial, reduce
from itertools import zip_longest
from typing import Any

from ..vocabulary.formats import format_in
from ..vocabulary.json_types import SCALARS, TYPES, narrowest_type_of
from ..vocabulary.keywords import DOCUMENTATION, IMPLIED_TYPES
from .references import name_in

# The kinds of what says nothing of types.
ANY = TYPES
# Made when it is needed: schemas may hold themselves, in many places.
Later = Callable[[], "Shape"]
# Keywords that leave every text valid.
_FREE = DOCUMENTATION | {"type", "format", "contentEncoding", "contentMediaType"}


class Shapes(Mapping[str, "Shape"]):
    """Shapes by name, each made when it is needed."""

    def __init__(self, makers: Mapping[str, Later]) -> None:
        self.makers = makers

    def __getitem__(self, name: str) -> Shape:
        return self.makers[name]()

    def __contains__(self, name: object) -> bool:
        # Without making it, which a schema that holds itself would never end.
        return name in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


class Shape:
    """The JSON types that a schema allows, and the shapes of its parts.

    Attributes:
        kinds: the types; `ANY` if the schema says nothing about them.
        properties: the members that the schema names.
        upload: may a value be a file, which the gate sees as an object?
        exact: may a value be a number whose digits count?
        unsaid: named members that some alternative says nothing about, and so allows
            to be anything.
        places: the shapes of the first items of an array, if these have their own.
        named: where the kinds are `ANY`, those that some alternative names all the
            same, beside one that says nothing.
    """

    def __init__(
        self,
        kinds: frozenset[str] = ANY,
        items: Later | None = None,
        properties: Mapping[str, Later] | None = None,
        extra: Later | None = None,
        places: Sequence[Later] = (),
        *,
        upload: bool = False,
        exact: bool = False,
        unsaid: frozenset[str] = frozenset(),
    ) -> None:
        self.kinds = kinds
        self.places = places
        self.properties = Shapes(properties or {})
        self.upload = upload
        self.exact = exact
        self.unsaid = unsaid
        self.named: frozenset[str] = frozenset()
        self._items, self._extra = items, extra

    @cached_property
    def items(self) -> Shape | None:
        """The shape of the items of an array, if the schema has one."""
        return self._items() if self._items else None

    def item(self, index: int) -> Shape:
        """Return the shape of an item of an array; of a text if nothing is said."""
        if index < len(self.places):
            return self.places[index]()
        return self.items or TEXT

    @cached_property
    def extra(self) -> Shape | None:
        """The shape of members that the schema does not name, if there may be any."""
        return self._extra() if self._extra else None

    @property
    def is_open(self) -> bool:
        """May an object have members that the schema does not name?"""
        return self._extra is not None

    def takes(self, kind: str) -> bool:
        """Does the schema allow this JSON type, and not simply everything?"""
        said = self.kinds if self.kinds != ANY else self.named
        return kind in said and said != ANY

    @property
    def _said(self) -> frozenset[str]:
        return self.kinds if self.kinds != ANY else self.named

    def leaves_open(self, name: str) -> bool:
        """May a member have this name without the schema saying what it is?"""
        return name in self.unsaid or name not in self.properties

    def both(self, other: Shape) -> Shape:
        """Return the shape of what has this shape and the other."""
        is_open = self._extra and other._extra
        extra = _joined(self._extra, other._extra, Shape.both) if is_open else None
        kinds = _with_integers(self.kinds) & _with_integers(other.kinds)
        unsaid = {
            name
            for name in self.unsaid | other.unsaid
            if self.leaves_open(name) and other.leaves_open(name)
        }
        return self._merged(other, kinds, extra, Shape.both, unsaid)

    def either(self, other: Shape) -> Shape:
        """Return the shape of what has this shape or the other."""
        extra = _joined(self._extra, other._extra, Shape.either)
        names = self.properties.keys() | other.properties.keys()
        unsaid = {
            name
            for name in names
            for each in (self, other)
            if each.is_open and "object" in each.kinds and each.leaves_open(name)
        }
        return self._merged(
            other, self.kinds | other.kinds, extra, Shape.either, unsaid
        )

    def implied(self, schema: Mapping[str, Any]) -> Shape:
        """Return the shape with the types that other keywords of the schema imply."""
        kinds = frozenset(kind for key, kind in IMPLIED_TYPES.items() if key in schema)
        found = copy(self)
        found.kinds = kinds or ANY
        return found

    def _merged(
        self,
        other: Shape,
        kinds: frozenset[str],
        extra: Later | None,
        join: Join,
        unsaid: Iterable[str],
    ) -> Shape:
        one, two = self.properties.makers, other.properties.makers
        names = one if two.keys() <= one.keys() else {**one, **two}
        joined = {name: _joined(one.get(name), two.get(name), join) for name in names}
        pairs = zip_longest(self.places, other.places)
        merged = Shape(
            kinds,
            _joined(self._items, other._items, join),
            {name: maker for name, maker in joined.items() if maker},
            extra,
            upload=self.upload or other.upload,
            exact=self.exact or other.exact,
            unsaid=frozenset(unsaid),
            places=[each for pair in pairs if (each := _joined(*pair, join))],
        )
        if kinds == ANY:
            merged.named = self._said | other._said
        return merged


Join = Callable[[Shape, Shape], Shape]


def _joined(one: Later | None, two: Later | None, join: Join) -> Later | None:
    if one and two:
        return cache(lambda: join(one(), two()))
    return one or two


def _with_integers(kinds: frozenset[str]) -> frozenset[str]:
    # Every integer is a number.
    return kinds | {"integer"} if "number" in kinds else kinds


# The keywords of schemas that describe files instead of values, and of numbers whose
# digits count.
UPLOAD, EXACT = "x-upload", "x-exact"
TEXT = Shape(frozenset({"string"}))
ANYTHING: Shape = Shape(extra=lambda: ANYTHING)


def shape_of(
    schema: object, schemas: Mapping[str, Any], seen: frozenset[str] = frozenset()
) -> Shape:
    """Return the shape of a schema, through references, unions and intersections.

    A schema that says nothing about types is taken by what its other keywords imply.

    Args:
        schema: JSON Schema 2020-12.
        schemas: what it may refer to, by name.
        seen: references that led here, and say nothing new.
    """
    if not isinstance(schema, dict):
        return Shape() if schema is False else ANYTHING
    found = _own(schema, schemas)
    reference = schema.get("$ref", "")
    name = name_in(reference)
    if name and name in schemas and reference not in seen:
        seen |= {reference}
        found = found.both(shape_of(schemas[name], schemas, seen))
    for part in schema.get("allOf", ()):
        found = found.both(shape_of(part, schemas, seen))
    for keyword in ("anyOf", "oneOf"):
        branches = [
            branch
            for branch in schema.get(keyword, ())
            if not isinstance(branch, dict) or branch.get("$ref") not in seen
        ]
        if branches:
            shapes = [shape_of(branch, schemas, seen) for branch in branches]
            found = found.both(reduce(Shape.either, shapes))
    return found if found.kinds != ANY else found.implied(schema)


def _own(schema: dict[str, Any], schemas: Mapping[str, Any]) -> Shape:
    declared = schema.get("type", ANY)
    kinds = frozenset({declared} if isinstance(declared, str) else declared)
    if declared is ANY and ("const" in schema or "enum" in schema):
        values = schema["enum"] if "enum" in schema else [schema["const"]]
        kinds = frozenset(map(narrowest_type_of, values))

    def later(part: object) -> Later:
        return cache(partial(shape_of, part, schemas))

    extra = schema.get("additionalProperties", True)
    return Shape(
        kinds,
        later(schema["items"]) if "items" in schema else None,
        {name: later(part) for name, part in schema.get("properties", {}).items()},
        None if extra is False else later(extra),
        upload=UPLOAD in schema,
        exact=EXACT in schema,
        places=list(map(later, schema.get("prefixItems", ()))),
    )


def kinds_of(
    schema: object, schemas: Mapping[str, Any], seen: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the JSON types that a value may have; what no instance has is not there.

    Unlike a shape's kinds these are certain: a schema of no type allows them all.
    """
    if not isinstance(schema, dict):
        return frozenset() if schema is False else ANY
    declared = schema.get("type", ANY)
    kinds = frozenset({declared} if isinstance(declared, str) else declared)
    found = _with_integers(kinds)
    for keyword in ("const", "enum"):
        if keyword in schema:
            values = schema[keyword] if keyword == "enum" else [schema[keyword]]
            found &= frozenset(map(narrowest_type_of, values))
    name = name_in(schema.get("$ref", ""))
    if name and name in schemas and name not in seen:
        found &= kinds_of(schemas[name], schemas, seen | {name})
    for part in schema.get("allOf", ()):
        found &= kinds_of(part, schemas, seen)
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            branches = (kinds_of(part, schemas, seen) for part in schema[keyword])
            found &= frozenset().union(*branches)
    return found


def is_free_text(schema: object) -> bool:
    """Does the schema allow every text, and so every byte that is not looked at?"""
    if not isinstance(schema, dict) or schema.keys() - _FREE:
        return schema is True
    plain = "format" not in schema or format_in(schema).octets == "raw"
    return plain and bool(schema.get("type", "string") == "string")


def is_text(schema: object, schemas: Mapping[str, Any]) -> bool:
    """Does the schema allow values that have one plain form as text?"""
    return bool(shape_of(schema, schemas).kinds & SCALARS)


def is_exact(schema: Any) -> bool:
    """Do the digits of any number in a schema count?"""
    if isinstance(schema, dict):
        return EXACT in schema or any(map(is_exact, schema.values()))
    return isinstance(schema, list) and any(map(is_exact, schema))
