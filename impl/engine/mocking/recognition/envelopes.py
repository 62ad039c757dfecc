"""Where items stand in bodies: alone, in a wrapper, in an array, in a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from impl.engine.mocking.recognition.schema_shapes import SchemaShape, SchemaShapes
from impl.engine.mocking.recognition.words import (
    is_same_noun,
    parts,
    plain,
    plain_singular,
    word_set,
)

Steps = tuple[str, ...]

# Names of the array in a page, whatever is listed.
_GENERIC: Final = word_set(
    "items data entries results result rows values records list content contents "
    "resources elements objects collection members hits documents embedded nodes "
    "value response payload page"
)
# Names of the only item in a wrapper, whatever it is.
_WRAPPERS: Final = frozenset(
    {"data", "item", "result", "resource", "response", "value"}
)
# Arrays that tell of the page or of what went wrong, never of items.
_ASIDE: Final = word_set(
    "links errors warnings messages sort filters facets included metadata meta "
    "accounts_info orderby order fields"
)
_DEEPEST: Final = 3
# So many properties a wrapper has at most, whose item is called like nothing known.
_FEW: Final = 3
# And one whose item is known by its schema.
_SMALL: Final = 5


@dataclass(frozen=True, slots=True)
class ListEnvelope:
    """Where the items of a list stand.

    Attributes:
        steps: the properties that lead to the array.
        items: the pointer of the schema of items; None where it says nothing.
        is_certain: whether nothing else than a list can be meant.
    """

    steps: Steps
    items: str | None
    is_certain: bool


@dataclass(frozen=True, slots=True)
class ItemEnvelope:
    """Where the only item of a body stands, and the pointer of its schema."""

    steps: Steps
    item: str


def list_envelope(
    shapes: SchemaShapes, schema: str, noun: str, identity: str = ""
) -> ListEnvelope | None:
    """Find the array of items in the body of a list.

    Args:
        shapes: the schemas.
        schema: the pointer of the body's schema.
        noun: the word of the path, after which the array may be named.
        identity: the identity of the items' schema, where it is known.
    """
    shape = shapes.shape(schema)
    if shape.is_array and not shape.properties:
        return ListEnvelope((), shape.items, is_certain=True)
    found = list(_arrays(shapes, shape, (), 0))
    if not found:
        return None
    ranked = sorted(found, key=lambda each: _rank(shapes, each, noun, identity))
    steps, items = ranked[0]
    rank = _rank(shapes, ranked[0], noun, identity)[0]
    is_alone = len(found) == 1 and len(steps) == 1 and _is_page(shape)
    return ListEnvelope(steps, items, is_certain=rank < 3 or is_alone)


def _arrays(
    shapes: SchemaShapes, shape: SchemaShape, steps: Steps, depth: int
) -> Iterator[tuple[Steps, str | None]]:
    for name, pointer in shape.properties.items():
        inner = shapes.shape(pointer)
        if plain(name) in _ASIDE:
            continue
        if inner.is_array and not inner.properties:
            yield (*steps, name), inner.items
        elif inner.is_object and depth + 1 < _DEEPEST and len(shape.properties) < 20:
            yield from _arrays(shapes, inner, (*steps, name), depth + 1)


def _rank(
    shapes: SchemaShapes, found: tuple[Steps, str | None], noun: str, identity: str
) -> tuple[int, int, int]:
    steps, items = found
    name, depth = steps[-1], len(steps)
    shape = shapes.shape(items)
    is_scalar = 0 if shape.properties else 1
    if identity and shape.identity == identity:
        return 0, depth, is_scalar
    if depth == 1 and is_same_noun(name, noun):
        return 1, depth, is_scalar
    if depth <= 2 and (plain(name) in _GENERIC or is_same_noun(name, noun)):
        # An object within a resource that happens to have items is no page.
        is_page = depth == 1 or is_same_noun(steps[0], noun)
        return 2 if is_page or plain(steps[0]) in _GENERIC else 3, depth, is_scalar
    return 4, depth, is_scalar


# Words in the names of properties that tell of a page.
_PAGE_WORDS: Final = word_set(
    "total count next previous prev page pages limit offset cursor links meta "
    "metadata pagination paging marker more"
)
# Names of properties that tell of a body, whatever it holds.
_BODY_NAMES: Final = word_set(
    "self href object status success start end first last version apiversion kind "
    "requestid time took token size code message timestamp"
)


def _is_page(shape: SchemaShape) -> bool:
    """Tell whether all but one of the properties tell of a page."""
    return sum(not _tells_of_page(name) for name in shape.properties) <= 1


def item_envelope(
    shapes: SchemaShapes, schema: str, noun: str, identity: str = ""
) -> ItemEnvelope | None:
    """Find the item in the body of a read, a create or an update.

    None where the body is no object whose properties are known.
    """
    shape = shapes.shape(schema)
    if not shape.is_object:
        return None
    if identity and shape.identity == identity:
        return ItemEnvelope((), schema)
    objects = {
        name: pointer
        for name, pointer in shape.properties.items()
        if shapes.shape(pointer).is_object
    }
    is_small = len(shape.properties) <= _SMALL
    for name, pointer in objects.items() if identity and is_small else ():
        if shapes.shape(pointer).identity == identity:
            return ItemEnvelope((name,), pointer)
    for name, pointer in objects.items():
        is_named = plain_singular(name) == plain_singular(noun)
        if (is_named or plain(name) in _WRAPPERS) and _is_thin(shape, noun):
            return ItemEnvelope((name,), pointer)
    told = [name for name in shape.properties if not _tells_of_page(name)]
    if len(told) == 1 and told[0] in objects and len(shape.properties) <= _FEW:
        return ItemEnvelope((told[0],), objects[told[0]])
    return ItemEnvelope((), schema)


def _tells_of_page(name: str) -> bool:
    return plain(name) in _BODY_NAMES or any(w in _PAGE_WORDS for w in parts(name))


def _is_thin(shape: SchemaShape, noun: str) -> bool:
    """Tell whether there is little beside the item, or the items of many."""
    told = [name for name in shape.properties if not _tells_of_page(name)]
    other = [name for name in told if not is_same_noun(name, noun)]
    return len(shape.properties) <= 2 or (len(told) <= 4 and len(other) <= 1)
