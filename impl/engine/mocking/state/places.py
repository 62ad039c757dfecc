"""Where a request points to: the scope, the key, and the items that are meant."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.path_shapes import HOLE, PathShape
from impl.engine.mocking.state.messages import ABSENT, MockRequest
from impl.engine.mocking.state.values import is_scalar, last_segment, part, text_of
from impl.engine.mocking.state.world import StoredItem, World


@dataclass(frozen=True, slots=True)
class FilledPath:
    """A path whose parameters are filled in.

    Attributes:
        holes: the paths that end with each parameter.
        texts: the texts of the parameters.
    """

    holes: tuple[str, ...]
    texts: tuple[str, ...]

    def first(self, count: int) -> FilledPath:
        """Give the place of the first parameters."""
        return FilledPath(self.holes[:count], self.texts[:count])

    def bindings(self) -> dict[str, str]:
        """Give the text of each parameter, by the path that ends with it."""
        return dict(zip(self.holes, self.texts, strict=True))


def place_of(operation: MockedOperation, request: MockRequest) -> FilledPath:
    """Read a request's path."""
    shape = operation.shape
    texts = tuple(text_of(request.path.get(name, "")) for name in shape.names)
    return FilledPath(shape.holes, texts)


def filled(text: str, texts: tuple[str, ...]) -> str:
    """Write a path with holes with its parameters filled in."""
    pieces = text.split(HOLE)
    values = [quote(each, safe="") for each in texts[: len(pieces) - 1]]
    return "".join(
        piece + (values[index] if index < len(values) else "")
        for index, piece in enumerate(pieces)
    )


def written(shape: PathShape, request: MockRequest) -> str:
    """Write the path of a request as its contract has it."""
    path = shape.template.partition("?")[0].partition("#")[0]
    for name in shape.names:
        value = quote(text_of(request.path.get(name, "")), safe="")
        path = path.replace("{" + name + "}", value)
    return path


def known_text(
    stored: StoredItem, hole: str, steps: tuple[str, ...] | None, *, is_link: bool
) -> str | None:
    """Return what is known of an item for a parameter, from a property or beside."""
    if steps:
        value = part(stored.item, steps)
        if value is not ABSENT and is_scalar(value):
            return last_segment(str(value)) if is_link else text_of(value)
    return stored.bindings.get(hole)


def key_texts(door: Door, stored: StoredItem) -> tuple[str | None, ...]:
    """Return what names an item behind a door."""
    if door.item_path is None:
        return ()
    holes = door.item_path.holes
    first = len(holes) - len(door.keys)
    found = []
    for index, key in enumerate(door.keys, start=first):
        found.append(known_text(stored, holes[index], key.steps, is_link=key.is_link))
    return tuple(found)


def scope_texts(door: Door, stored: StoredItem) -> tuple[str | None, ...]:
    """Return what is known of an item for each parameter of a collection's path."""
    return tuple(
        stored.bindings.get(each.hole)
        or known_text(stored, each.hole, each.steps, is_link=each.is_link)
        for each in door.scope
    )


def membership(door: Door, place: FilledPath) -> str:
    """Name the members of a door's scope."""
    return f"{door.id} {filled(door.path.text, place.texts)}"


def is_member(world: World, door: Door, place: FilledPath, stored: StoredItem) -> bool:
    """Tell whether an item is in a door's scope."""
    wanted = place.texts[: len(door.scope)]
    known = scope_texts(door, stored)
    if all(
        one is not None and one == other
        for one, other in zip(known, wanted, strict=True)
    ):
        return True
    if any(
        one is not None and one != other
        for one, other in zip(known, wanted, strict=True)
    ):
        return False
    return stored.serial in world.members.get(membership(door, place), ())


def members(world: World, door: Door, place: FilledPath) -> list[StoredItem]:
    """Give the items in a door's scope, the oldest first."""
    items = world.items(door.store)
    if not door.scope:
        return list(items)
    return [each for each in items if is_member(world, door, place, each)]


def may_be_in(door: Door, place: FilledPath, stored: StoredItem) -> bool:
    """Tell whether nothing speaks against an item's being in a scope."""
    known = scope_texts(door, stored)
    pairs = zip(known, place.texts, strict=False)
    return all(one is None or one == other for one, other in pairs)
