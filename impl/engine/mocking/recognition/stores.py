"""Which collections are doors to the same things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from impl.engine.mocking.recognition.doors import Door, Paths
from impl.engine.mocking.recognition.envelopes import Steps
from impl.engine.mocking.recognition.schema_shapes import SchemaShape
from impl.engine.mocking.recognition.words import is_same_noun, plain_singular

# Share of a summary's properties that the whole item has, too.
_ALIKE: Final = 0.8
_FEWEST: Final = 3


def describe_items(paths: Paths, door: Door) -> None:
    """Find the schema of a door's items, and what it is known by."""
    listed = _listed(paths, door)
    summary = paths.schemas.shape(listed[0][1]).identity if listed else ""
    found = [
        *_read(paths, door, summary),
        *listed,
        *_answered(paths, door),
        *_sent(paths, door),
    ]
    schemas = [
        (kind, pointer) for kind, pointer in found if _says_something(paths, pointer)
    ]
    if schemas:
        door.item = schemas[0][1]
    door.identities = frozenset(
        paths.schemas.shape(pointer).identity
        for kind, pointer in schemas
        if kind in {"read", "list"} or (kind == "answer" and len(schemas) == 1)
    )


def _read(paths: Paths, door: Door, summary: str) -> list[tuple[str, str]]:
    found = []
    for operation in door.items.get("GET", ()):
        success = operation.success()
        content = success[1].json if success else None
        if success is None or content is None:
            continue
        held = paths.item_of(success[1], door.noun, summary)
        if held and not _is_array_alone(paths, held.item):
            found.append(("read", held.item))
    return found


def _is_array_alone(paths: Paths, pointer: str) -> bool:
    """Tell whether an object is but a wrapper of an array."""
    properties = list(paths.schemas.shape(pointer).properties.values())
    return len(properties) == 1 and paths.schemas.shape(properties[0]).is_array


def _listed(paths: Paths, door: Door) -> list[tuple[str, str]]:
    found = [paths.list_of(each) for each in door.collection.get("GET", ())]
    return [("list", each.items) for each in found if each and each.items]


def _answered(paths: Paths, door: Door) -> list[tuple[str, str]]:
    """Give what creating and changing an item answers, the most telling first."""
    operations = [
        *door.collection.get("POST", ()),
        *(
            each
            for method in ("PUT", "PATCH", "POST")
            for each in door.items.get(method, ())
        ),
    ]
    found = [
        paths.item_of(s[1], door.noun)
        for each in operations
        if (s := each.success(201))
    ]
    pointers = [each.item for each in found if each]
    pointers.sort(key=lambda each: -len(paths.schemas.shape(each).properties))
    return [("answer", each) for each in pointers]


def _sent(paths: Paths, door: Door) -> list[tuple[str, str]]:
    operations = [*door.collection.get("POST", ()), *door.items.get("PUT", ())]
    found = [paths.item_of(each.body, door.noun) for each in operations]
    return [("body", each.item) for each in found if each]


def _says_something(paths: Paths, pointer: str) -> bool:
    return bool(paths.schemas.shape(pointer).properties)


def group(paths: Paths, doors: list[Door]) -> dict[str, list[Door]]:
    """Name the store of each door; doors to the same things share one."""
    shared = _Sharing(doors)
    for one, other in _of_one_schema(doors):
        if _may_share(one, other):
            shared.join(one, other)
    for door in doors:
        is_loose = door.item_path is None and shared.is_alone(door)
        like = _alike(paths, door, doors) if is_loose and door.item else None
        if like:
            shared.join(door, like)
        if door.is_toggle:
            door.members_of = _whose(paths, door, doors)
    stores = {}
    for together in shared.groups():
        together.sort(key=_prominence)
        for door in together:
            door.store = together[0].id
        stores[together[0].id] = together
    return stores


def _of_one_schema(doors: list[Door]) -> Iterator[tuple[Door, Door]]:
    by_identity: dict[str, list[Door]] = defaultdict(list)
    for door in doors:
        for identity in sorted(door.identities):
            by_identity[identity].append(door)
    for together in by_identity.values():
        yield from combinations(together, 2)


class _Sharing:
    """Doors that lead to the same things (a union of disjoint sets)."""

    def __init__(self, doors: list[Door]) -> None:
        self._doors = doors
        self._parents = {door.id: door.id for door in doors}

    def join(self, one: Door, other: Door) -> None:
        self._parents[self._root(one.id)] = self._root(other.id)

    def is_alone(self, door: Door) -> bool:
        own = self._root(door.id)
        return own == door.id and list(self._parents.values()).count(own) == 1

    def groups(self) -> list[list[Door]]:
        found: dict[str, list[Door]] = defaultdict(list)
        for door in self._doors:
            found[self._root(door.id)].append(door)
        return list(found.values())

    def _root(self, name: str) -> str:
        while self._parents[name] != name:
            name = self._parents[name]
        return name


def _prominence(door: Door) -> tuple[bool, bool, int, int]:
    return (
        door.item_path is None or door.is_toggle,
        "GET" not in door.items,
        len(door.path.names),
        len(door.path.segments),
    )


def _may_share(one: Door, other: Door) -> bool:
    """Tell whether doors with items alike lead to the same things.

    Two collections of one schema that each have their own items under another name are
    two things that look alike: tags and categories.
    """
    is_loose = one.item_path is None or other.item_path is None
    if one.is_toggle or other.is_toggle:
        return False
    return is_loose or plain_singular(one.noun) == plain_singular(other.noun)


def _whose(paths: Paths, door: Door, doors: list[Door]) -> str | None:
    """Find the collection whose items are put in behind a toggle."""
    for other in sorted(doors, key=_prominence):
        if other.is_toggle or len(other.keys) != len(door.keys) or other.scope:
            continue
        if door.identities & other.identities and not other.path.names:
            return other.id
    like = _alike(paths, door, [each for each in doors if not each.path.names])
    return like.id if like and len(like.keys) == len(door.keys) else None


def _alike(paths: Paths, door: Door, doors: list[Door]) -> Door | None:
    """Find a collection whose items have nearly all properties of a loose list's."""
    own = paths.schemas.shape(door.item)
    best: tuple[float, Door] | None = None
    for other in doors:
        if other.item_path is None or other.is_toggle or not other.item:
            continue
        share = overlap(own, paths.schemas.shape(other.item))
        is_near = is_same_noun(door.noun, other.noun)
        if len(own.properties) < _FEWEST and not is_near:
            continue
        if (
            share >= _ALIKE
            and _has_key(own, other)
            and (best is None or share > best[0])
        ):
            best = share, other
    return best[1] if best else None


def overlap(part: SchemaShape, whole: SchemaShape) -> float:
    """Return the share of a shape's properties that another has with like types."""
    if not part.properties:
        return 0.0
    shared = part.properties.keys() & whole.properties.keys()
    return len(shared) / len(part.properties)


def _has_key(shape: SchemaShape, door: Door) -> bool:
    places: list[Steps] = [key.steps for key in door.keys if key.steps]
    return all(steps[0] in shape.properties for steps in places)
