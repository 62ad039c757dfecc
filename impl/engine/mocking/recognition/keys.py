"""Which property of an item is the key that its path names it by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from impl.engine.mocking.recognition.envelopes import Steps
from impl.engine.mocking.recognition.schema_shapes import SchemaShape, SchemaShapes
from impl.engine.mocking.recognition.words import parts, plain, singular, without

# Names of keys, the surest first, whatever the resource is called.
_NAMES: Final = ("id", "uuid", "guid", "sid", "slug", "login", "key", "name", "code")
# Those of them that people choose.
_WORDS: Final = frozenset({"slug", "login", "key", "name", "code"})
_LINKS: Final = ("url", "href", "self", "uri", "htmlurl", "link")
_IDS: Final = ("id", "uuid", "sid", "guid")
# Objects within an item that tell who it is, rather than what it has.
_HEADS: Final = ("metadata", "meta", "attributes", "sys", "properties")


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """A parameter that names an item, and where the item has its value.

    Attributes:
        parameter: the parameter's name.
        schema: the pointer of its schema.
        steps: the properties that lead to the value; None where no property has it, so
            that it is kept beside the item.
        is_link: whether the value is the last segment of a URL.
        property_schema: the pointer of the property's schema.
    """

    parameter: str
    schema: str | None
    steps: Steps | None = None
    is_link: bool = False
    property_schema: str | None = None


def key_place(
    shapes: SchemaShapes,
    item: str | None,
    parameter: str,
    schema: str | None,
    noun: str,
) -> KeyPlace:
    """Find the property that has the value of a path parameter."""
    wanted = shapes.shape(schema)
    holder = shapes.shape(item)
    candidates = list(_candidates(shapes, holder, parameter, noun))
    for agrees in (_agrees, _agrees_as_text):
        for steps, pointer in candidates:
            is_vague = wanted.format == "uuid" and plain(steps[-1]) in _WORDS
            if agrees(wanted, shapes.shape(pointer)) and not is_vague:
                return KeyPlace(parameter, schema, steps, property_schema=pointer)
    for steps, pointer in (
        *_of_component(shapes, holder, wanted),
        *_of_format(shapes, holder, wanted),
        *_called_after(holder, parameter),
    ):
        if _agrees(wanted, shapes.shape(pointer)):
            return KeyPlace(parameter, schema, steps, property_schema=pointer)
    for steps, pointer in _links(shapes, holder):
        return KeyPlace(parameter, schema, steps, is_link=True, property_schema=pointer)
    return KeyPlace(parameter, schema)


def names_of_key(parameter: str, noun: str) -> list[str]:
    """List what a parameter's property may be called, the surest first."""
    exact = plain(parameter)
    short = without(parameter, noun)
    words = parts(parameter)
    found = [exact, short, *("".join(words[n:]) for n in range(1, len(words)))]
    endings = ("id", "uuid", "sid", "slug", "key", "name", "code")
    found += [each for each in endings if exact.endswith(each) and exact != each]
    if exact == "id" or exact == plain(singular(noun)):
        found.append(f"{plain(singular(noun))}id")
    return [name for name in dict.fromkeys([*found, *_NAMES]) if name]


def _candidates(
    shapes: SchemaShapes, holder: SchemaShape, parameter: str, noun: str
) -> Iterator[tuple[Steps, str]]:
    by_name: dict[str, tuple[str, str]] = {}
    for name, pointer in holder.properties.items():
        by_name.setdefault(plain(name), (name, pointer))
    heads = [by_name[head] for head in _HEADS if head in by_name]
    for wanted in names_of_key(parameter, noun):
        if wanted in by_name:
            name, pointer = by_name[wanted]
            yield (name,), pointer
            yield from _inside(shapes, name, pointer)
        for head, pointer in heads:
            for name, inner in shapes.shape(pointer).properties.items():
                if plain(name) == wanted:
                    yield (head, name), inner


def _called_after(holder: SchemaShape, parameter: str) -> Iterator[tuple[Steps, str]]:
    """Look for an id that is called after the schema: client_id of OAuth2Client."""
    if not plain(parameter).endswith(_IDS):
        return
    names = [plain(name) for name in holder.names]
    wanted = plain(parameter)
    for name, pointer in holder.properties.items():
        noun = "".join(parts(name)[:-1])
        if plain(name).endswith(_IDS) and noun:
            is_own = any(each.endswith(noun) for each in names)
            if is_own or wanted.endswith(plain(name)) or plain(name).endswith(wanted):
                yield (name,), pointer


def _of_component(
    shapes: SchemaShapes, holder: SchemaShape, wanted: SchemaShape
) -> Iterator[tuple[Steps, str]]:
    """Find the only property that is of the parameter's own component.

    Of several it is the one that the component is called after: the `number` of a
    RevisionNumber.
    """
    found = [
        (name, pointer)
        for name, pointer in holder.properties.items()
        if wanted.names and shapes.shape(pointer).names == wanted.names
    ]
    if len(found) > 1:
        ends = [plain(each) for each in wanted.names]
        found = [
            (name, pointer)
            for name, pointer in found
            if any(each.endswith(plain(name)) for each in ends)
        ]
    if len(found) == 1:
        yield (found[0][0],), found[0][1]


def _of_format(
    shapes: SchemaShapes, holder: SchemaShape, wanted: SchemaShape
) -> Iterator[tuple[Steps, str]]:
    """Find the only property that has the parameter's own format: an address."""
    if wanted.format in {"", "uuid", "date", "date-time", "int32", "int64"}:
        return
    found = [
        (name, pointer)
        for name, pointer in holder.properties.items()
        if shapes.shape(pointer).format == wanted.format
    ]
    if len(found) == 1:
        yield (found[0][0],), found[0][1]


def _inside(
    shapes: SchemaShapes, name: str, pointer: str
) -> Iterator[tuple[Steps, str]]:
    """Look into an object that is called like the parameter: owner.login."""
    held = {plain(each): each for each in shapes.shape(pointer).properties}
    for wanted in ("login", "id", "uuid", "slug", "key", "name"):
        if wanted in held:
            inner = shapes.shape(pointer).properties[held[wanted]]
            yield (name, held[wanted]), inner


def _links(shapes: SchemaShapes, holder: SchemaShape) -> Iterator[tuple[Steps, str]]:
    by_name = {plain(name): name for name in holder.properties}
    for wanted in _LINKS:
        if wanted in by_name:
            name = by_name[wanted]
            pointer = holder.properties[name]
            shape = shapes.shape(pointer)
            if "string" in shape.types and not shape.enum:
                yield (name,), pointer


def _agrees(wanted: SchemaShape, found: SchemaShape) -> bool:
    """Tell whether a parameter and a property may have the same value."""
    kinds = found.types - {"null"}
    if kinds & {"object", "array", "boolean"}:
        return False
    both = (wanted.types - {"null"}) & kinds
    is_number = "integer" in wanted.types and "number" in kinds
    if wanted.types and kinds and not both and not is_number:
        return False
    if found.enum and not {*map(str, wanted.enum)} & {*map(str, found.enum)}:
        return False
    is_said = wanted.format and found.format and "integer" not in both
    return not is_said or wanted.format == found.format


def _agrees_as_text(wanted: SchemaShape, found: SchemaShape) -> bool:
    """Tell whether a text in a path may write the number that a property is."""
    kinds = found.types - {"null"}
    return wanted.types <= {"string"} and kinds == {"integer"} and not wanted.format
