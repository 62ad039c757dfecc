"""Collections: paths that list and create things, and the paths of those things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from impl.engine.mocking.recognition.declared import MockedMessage, MockedOperation
from impl.engine.mocking.recognition.envelopes import (
    ItemEnvelope,
    ListEnvelope,
    Steps,
    item_envelope,
    list_envelope,
)
from impl.engine.mocking.recognition.keys import KeyPlace
from impl.engine.mocking.recognition.pages import has_page_parameters
from impl.engine.mocking.recognition.path_shapes import HOLE, PathShape
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes

Grouped = dict[str, list[MockedOperation]]


@dataclass(slots=True)
class ScopePart:
    """A parameter of a collection's own path.

    Attributes:
        hole: the path that ends with it.
        parent: the door whose items it names, if any.
        steps: the properties of an item that have its value, if any do.
        is_link: whether that is the last segment of a URL.
    """

    hole: str
    parent: str | None = None
    steps: Steps | None = None
    is_link: bool = False


@dataclass(slots=True)
class Door:
    """One way to the items of a store.

    Attributes:
        id: the text of the items' path; that of the collection, where they have none.
        path: the collection's path.
        item_path: the path of one item.
        keys: the parameters that name an item within its scope.
        scope: the parameters before.
        item: the pointer of the schema of an item, as whole as the contract has it.
        identities: what that schema, and its summary in lists, are known by.
        store: the name of the store behind it.
        is_toggle: whether items are only put in and taken out.
        members_of: the door to the items that are put in, if they are known.
    """

    id: str
    path: PathShape
    item_path: PathShape | None
    collection: Grouped = field(default_factory=dict)
    items: Grouped = field(default_factory=dict)
    keys: tuple[KeyPlace, ...] = ()
    scope: tuple[ScopePart, ...] = ()
    item: str | None = None
    identities: frozenset[str] = frozenset()
    store: str = ""
    is_toggle: bool = False
    members_of: str | None = None

    @property
    def noun(self) -> str:
        """The word for what it leads to."""
        return self.path.word

    @property
    def creates(self) -> bool:
        """Tell whether it has an operation that makes items."""
        return "POST" in self.collection


class Paths:
    """The operations of a contract by where they stand.

    Attributes:
        groups: the operations of each path, by method.
        shapes: the structure of each path.
    """

    def __init__(
        self, operations: Iterable[MockedOperation], schemas: SchemaShapes
    ) -> None:
        self.schemas = schemas
        self.groups: dict[str, Grouped] = defaultdict(lambda: defaultdict(list))
        self.shapes: dict[str, PathShape] = {}
        for each in operations:
            self.groups[each.shape.text][each.method].append(each)
            self.shapes.setdefault(each.shape.text, each.shape)

    def listing(self, text: str) -> ListEnvelope | None:
        """Find the list that a path gives, if it gives one."""
        for operation in self.groups.get(text, {}).get("GET", ()):
            found = self.list_of(operation)
            if found:
                return found
        return None

    def list_of(
        self, operation: MockedOperation, identity: str = ""
    ) -> ListEnvelope | None:
        """Find the list in what an operation answers."""
        schema = success_schema(operation)
        if schema is None:
            return None
        noun = operation.shape.word
        return list_envelope(self.schemas, schema, noun, identity)

    def is_list(self, text: str) -> bool:
        """Tell whether a path plainly gives a list."""
        found = self.listing(text)
        if found is None:
            return False
        operations = self.groups[text]["GET"]
        is_near = len(found.steps) == 1
        return found.is_certain or (
            is_near and any(map(has_page_parameters, operations))
        )

    def item_of(
        self, message: MockedMessage | None, noun: str, identity: str = ""
    ) -> ItemEnvelope | None:
        """Find the item in a body or a response."""
        found = message.json if message else None
        if found is None:
            return None
        return item_envelope(self.schemas, found[1], noun, identity)

    def item_envelope(
        self, schema: str, noun: str, door: Door | None
    ) -> ItemEnvelope | None:
        """Find the item of a door in a body with a schema."""
        for identity in sorted(door.identities) if door else ():
            found = item_envelope(self.schemas, schema, noun, identity)
            if found and self.schemas.shape(found.item).identity == identity:
                return found
        return item_envelope(self.schemas, schema, noun)


def success_schema(operation: MockedOperation) -> str | None:
    """Return the pointer of the schema of an operation's success, if it is JSON."""
    found = operation.success()
    content = found[1].json if found else None
    return content[1] if content else None


def find_doors(paths: Paths) -> list[Door]:
    """Find the collections of a contract, each with the operations on it."""
    doors: dict[str, Door] = {}
    for text, shape in paths.shapes.items():
        if not shape.ends_filled:
            continue
        collection = _collection(paths, shape)
        is_plain_list = paths.is_list(text) and not _changes_items(paths.groups[text])
        if is_plain_list and collection is not None:
            doors[text] = Door(text, shape, None, paths.groups[text])
        elif collection is not None:
            groups = paths.groups.get(collection.text, {})
            doors[text] = Door(text, collection, shape, groups, paths.groups[text])
    served = {door.path.text for door in doors.values()}
    for text, shape in paths.shapes.items():
        if text not in served and text not in doors and paths.is_list(text):
            doors[text] = Door(text, shape, None, paths.groups[text])
    for door in doors.values():
        door.is_toggle = _is_toggle(door)
    return list(doors.values())


def _collection(paths: Paths, shape: PathShape) -> PathShape | None:
    """Return the path of the collection that an item's path belongs to."""
    count = 1
    while count < len(shape.segments):
        shorter = shape.shorter(count)
        if not shorter.ends_filled or paths.is_list(shorter.text):
            return shorter
        count += 1
    return shape.shorter(count)


def _changes_items(group: Grouped) -> bool:
    return not group.keys().isdisjoint({"PUT", "PATCH", "DELETE"})


def _is_toggle(door: Door) -> bool:
    """Tell whether items are only put in and taken out, without bodies."""
    if not {"PUT", "DELETE"} <= door.items.keys() or "PATCH" in door.items:
        return False
    puts = door.items["PUT"]
    reads = door.items.get("GET", [])
    return all(each.body is None or not each.body.json for each in puts) and all(
        success_schema(each) is None for each in reads
    )


def key_count(door: Door) -> int:
    """Count the parameters that name an item within its scope."""
    item_path = door.item_path
    return item_path.text.count(HOLE) - door.path.text.count(HOLE) if item_path else 0
