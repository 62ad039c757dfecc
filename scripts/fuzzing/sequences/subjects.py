"""The collections of a contract that sequences of requests can be played on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.model import MockModel
from impl.engine.mocking.recognition.path_shapes import HOLE
from impl.engine.mocking.recognition.plans import MockRole, OperationPlan
from scripts.fuzzing.sequences.told_keys import learn_keys

_CHANGES: frozenset[MockRole] = frozenset({"replace", "patch", "update"})
_ACTS = frozenset({"PUT", "DELETE"})


@dataclass(frozen=True, eq=False)
class PlayedCollection:
    """A collection with one operation that adds to it, and what shows and changes it.

    Attributes:
        door: the collection, as it was recognised.
        create: what adds an item.
        read: what shows an item, if anything does.
        listing: what lists the collection, if anything does.
        views: what lists its items elsewhere.
        changes: what changes an item.
        delete: what removes an item.
        notes: what stands at a path below an item and is told in the item: `PUT` and
            `DELETE` of each, by the name of the member.
    """

    door: Door
    create: OperationPlan
    read: OperationPlan | None = None
    listing: OperationPlan | None = None
    views: tuple[OperationPlan, ...] = ()
    changes: tuple[OperationPlan, ...] = ()
    delete: OperationPlan | None = None
    notes: dict[str, dict[str, OperationPlan]] = field(default_factory=dict)

    @cached_property
    def label(self) -> str:
        """What people call the operation that adds to it."""
        return label_of(self.create)

    @property
    def holes(self) -> tuple[str, ...]:
        """The parameters of an item's path, each by the path that ends with it."""
        return self.door.item_path.holes if self.door.item_path else ()


def label_of(plan: OperationPlan) -> str:
    """Return what people call an operation: `GET /notes/{id}`."""
    return f"{plan.operation.method} {plan.operation.shape.template}"


class PlayedCollections:
    """All of them, and which makes what a path parameter of another one names."""

    def __init__(self, model: MockModel) -> None:
        self.model = model
        self.all = tuple(self._find())

    def supplier(
        self, hole: str, schema: str | None, known: frozenset[str]
    ) -> PlayedCollection | None:
        """Find what makes the items that a path parameter names.

        Args:
            hole: the path that ends with the parameter.
            schema: the pointer of the parameter's schema.
            known: the holes that are filled in already.
        """
        for each in self.all:
            if each.door.id == hole:
                return each
        word = _word_before(hole)
        found = [
            each
            for each in self.suppliers_of(schema)
            if each.door.noun == word and known.issuperset(each.holes[:-1])
        ]
        return found[0] if found else None

    def suppliers_of(self, schema: str | None) -> list[PlayedCollection]:
        """List the collections whose items have a key of a schema with a name."""
        identity = self.named(schema)
        return [each for each in self.all if identity and identity in self._keys(each)]

    def children(self, collection: PlayedCollection) -> list[PlayedCollection]:
        """List the collections that are right below an item of a collection."""
        return [
            each
            for each in self.all
            if each.holes[:-1] == collection.holes and each is not collection
        ]

    def named(self, schema: str | None) -> str:
        """Return the component that a schema is; nothing if it is none."""
        if not schema:
            return ""
        identity = self.model.schemas.identity(schema)
        is_named = identity.startswith("/components/schemas/")
        return identity if is_named and identity.count("/") == 3 else ""

    def _keys(self, collection: PlayedCollection) -> set[str]:
        return {
            name
            for key in collection.door.keys
            for name in (self.named(key.schema), self.named(key.property_schema))
            if name
        }

    def _find(self) -> Iterator[PlayedCollection]:
        plans = list(self.model.plans.values())
        for create in plans:
            door = create.door
            if create.role != "create" or door is None or door.is_toggle:
                continue
            learn_keys(self.model, create)
            mine = [each for each in plans if each.door is door]
            lists = [each for each in mine if each.role == "list"]
            here = [e for e in lists if e.operation.shape.text == door.path.text]
            yield PlayedCollection(
                door,
                create,
                _one(mine, "read", "GET"),
                here[0] if here else None,
                tuple(each for each in lists if each not in here),
                tuple(each for each in mine if each.role in _CHANGES),
                _one(mine, "delete", "DELETE"),
                self._notes(door, plans),
            )

    def _notes(
        self, door: Door, plans: list[OperationPlan]
    ) -> dict[str, dict[str, OperationPlan]]:
        found: dict[str, dict[str, OperationPlan]] = {}
        properties = self.model.schemas.shape(door.item).properties
        for plan in plans:
            shape, method = plan.operation.shape, plan.operation.method
            is_below = not shape.ends_filled and shape.shorter(1).text == door.id
            if is_below and method in _ACTS and shape.word in properties:
                found.setdefault(shape.word, {})[method] = plan
        return {name: both for name, both in found.items() if "PUT" in both}


def _one(plans: list[OperationPlan], role: str, method: str) -> OperationPlan | None:
    for plan in plans:
        if plan.role == role and plan.operation.method == method:
            return plan
    return None


def _word_before(hole: str) -> str:
    return next((s for s in reversed(hole.split("/")) if s and HOLE not in s), "")
