"""What the parameters of a collection's own path mean to its items."""

from __future__ import annotations

from collections.abc import Iterator

from impl.engine.mocking.recognition.doors import Door, Paths, ScopePart, key_count
from impl.engine.mocking.recognition.envelopes import Steps
from impl.engine.mocking.recognition.keys import KeyPlace, key_place
from impl.engine.mocking.recognition.path_shapes import PathShape
from impl.engine.mocking.recognition.words import parts, plain, singular

_VAGUE = frozenset({"id", "uuid", "guid", "sid", "slug", "key", "name", "code"})


def find_keys(paths: Paths, door: Door) -> None:
    """Find where a door's items have their keys."""
    count = key_count(door)
    if not count or door.item_path is None:
        return
    names = door.item_path.names[-count:]
    noun = door.noun
    found = []
    for index, name in enumerate(names):
        schema = parameter_schema(paths, door.id, len(door.path.names) + index)
        found.append(key_place(paths.schemas, door.item, name, schema, noun))
    taken: set[Steps] = set()
    for index, key in enumerate(found):
        if key.steps in taken:
            found[index] = KeyPlace(key.parameter, key.schema)
        elif key.steps:
            taken.add(key.steps)
    door.keys = tuple(found)


def parameter_schema(paths: Paths, text: str, index: int) -> str | None:
    """Return the schema of the parameter of a path at an index, in any operation."""
    for operations in paths.groups.get(text, {}).values():
        for operation in operations:
            name = operation.shape.names[index]
            parameter = operation.parameter("path", name)
            if parameter and parameter.schema:
                return parameter.schema
    return None


def find_scope(paths: Paths, door: Door, doors: dict[str, Door]) -> None:
    """Find the parents of a door's items, and where items tell of them."""
    taken = {key.steps for key in door.keys if key.steps}
    scope = []
    for hole, name in zip(door.path.holes, door.path.names, strict=True):
        part = ScopePart(hole, hole if hole in doors else None)
        for key in _told(paths, door, part, name, doors):
            if key.steps and key.steps not in taken:
                part.steps, part.is_link = key.steps, key.is_link
                taken.add(key.steps)
                break
        scope.append(part)
    door.scope = tuple(scope)


def _told(
    paths: Paths, door: Door, part: ScopePart, name: str, doors: dict[str, Door]
) -> Iterator[KeyPlace]:
    """Guess at the property of an item that has the value of a parent's key."""
    shape = paths.schemas.shape(door.item)
    parent = doors.get(part.parent or "")
    noun = singular(plain(_noun_before(door.path, part.hole)))
    names = [] if plain(name) in _VAGUE else [plain(name)]
    names += [f"{noun}{end}" for end in ("id", "uuid", "sid", "slug", "key", "name")]
    names.append(noun)
    by_name = {plain(each): each for each in shape.properties}
    schema = paths.schemas.shape
    for wanted in names:
        if wanted not in by_name:
            continue
        pointer = shape.properties[by_name[wanted]]
        inner = schema(pointer)
        if inner.types & {"array", "boolean"}:
            continue
        if not inner.properties:
            yield KeyPlace(name, None, (by_name[wanted],), property_schema=pointer)
        elif parent and parent.keys and parent.keys[-1].steps:
            steps = parent.keys[-1].steps
            if paths.schemas.at(pointer, steps):
                yield KeyPlace(name, None, (by_name[wanted], *steps))
    yield from _related(paths, door, parent, name)


def _related(
    paths: Paths, door: Door, parent: Door | None, name: str
) -> Iterator[KeyPlace]:
    """Look for an object within an item that is one of the parents."""
    if not parent or len(parent.keys) != 1 or not parent.keys[0].steps:
        return
    if parent.id == door.id or parent.store == door.store:
        return
    for held, pointer in paths.schemas.shape(door.item).properties.items():
        if paths.schemas.shape(pointer).identity in parent.identities:
            yield KeyPlace(name, None, (held, *parent.keys[0].steps))
            return


def _noun_before(path: PathShape, hole: str) -> str:
    words = [word for word in hole.split("/") if word and "{}" not in word]
    return words[-1] if words else (parts(path.word) or ("",))[-1]
