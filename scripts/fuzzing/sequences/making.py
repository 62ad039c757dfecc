"""Makes items, and what has to be there for that."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from impl.engine.mocking.recognition.plans import OperationPlan
from scripts.fuzzing.sequences.bodies import RECIPES, PlayedBody
from scripts.fuzzing.sequences.exchanges import (
    PlayedCaller,
    PlayedReply,
    Unplayable,
)
from scripts.fuzzing.sequences.places import Ground, Place, keys_in, text_of
from scripts.fuzzing.sequences.stage import PlayedItem, Stage
from scripts.fuzzing.sequences.subjects import PlayedCollection, label_of
from scripts.fuzzing.sequences.walking import walk

_NOWHERE = Ground()


class ItemMaker:
    """Adds items to collections; parents are made once and shared."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._recipes: dict[str, str] = {}
        self._hopeless: dict[str, str] = {}
        self._shared: dict[tuple[str, ...], PlayedItem] = {}

    def make(
        self,
        collection: PlayedCollection,
        ground: Ground = _NOWHERE,
        *,
        headers: Mapping[str, str] | None = None,
        given: Mapping[str, Any] | None = None,
        caller: PlayedCaller | None = None,
    ) -> PlayedItem:
        """Make an item.

        Args:
            collection: what it is added to.
            ground: what is known of where; what is missing is made.
            headers: fields that are sent with it.
            given: members that it is to have.
            caller: who makes it.

        Raises:
            Unplayable: that does not succeed, or answers with what was there before.
            Found: the service fails.
        """
        if why := self._hopeless.get(collection.label):
            raise Unplayable(why)
        plan = collection.create
        whole = self.ground(plan, ground)
        self._look(collection, whole.place, caller)
        refused: list[str] = []
        kept = self._recipes.get(collection.label)
        for recipe in [kept] if kept else RECIPES:
            body, needed = self._body(collection, recipe, whole, given, refused)
            if body is None:
                continue
            reply = self._stage.send(
                plan, whole.place, body=body, headers=headers, caller=caller
            )
            if reply.ok:
                self._recipes[collection.label] = recipe
                return self._made(collection, whole.with_({}, needed), body, reply)
            refused.append(f"{reply.status} to a valid body")
            if reply.status in {202, 401, 403}:
                break
        listed = ", ".join(dict.fromkeys(refused)) or "no body to send"
        msg = f"{collection.label}: {listed}"
        if not kept:
            self._hopeless[collection.label] = msg
        raise Unplayable(msg)

    def body(self, collection: PlayedCollection, ground: Ground) -> PlayedBody | None:
        """Make a body as one that was taken; None if none ever was."""
        recipe = self._recipes.get(collection.label)
        if recipe is None:
            return None
        return self._body(collection, recipe, ground, None, [])[0]

    def ground(self, plan: OperationPlan, ground: Ground) -> Ground:
        """Return where an operation can be called; makes what its path names.

        Raises:
            Unplayable: nothing makes that.
        """
        shape, collections = plan.operation.shape, self._stage.collections
        for hole, name in zip(shape.holes, shape.names, strict=True):
            if hole in ground.place:
                continue
            parameter = plan.operation.parameter("path", name)
            schema = parameter.schema if parameter else None
            maker = collections.supplier(hole, schema, frozenset(ground.place))
            if maker is not None and maker.create is not plan:
                parent = self.parent(maker, ground)
                place = {**parent.place, hole: parent.key[-1]}
                ground = ground.with_(place, parent.trail)
                continue
            known = self._stage.bodies.known(schema)
            if known is None:
                raise Unplayable(f"{label_of(plan)}: nothing makes {{{name}}}")
            ground = ground.with_({hole: text_of(known)}, ())
        return ground

    def parent(self, maker: PlayedCollection, ground: Ground) -> PlayedItem:
        """Return an item that others are below, the same for the same place.

        Raises:
            Unplayable: it can't be made.
        """
        holes = maker.create.operation.shape.holes
        known = {hole: ground.place[hole] for hole in holes if hole in ground.place}
        name = (maker.label, *(f"{hole} {value}" for hole, value in known.items()))
        if name not in self._shared:
            self._shared[name] = self.make(maker, Ground(known, ground.trail))
        return self._shared[name]

    def fresh(self, collection: PlayedCollection) -> Ground:
        """Return where a collection is empty, if its path has a parent to make anew.

        Raises:
            Unplayable: the parent can't be made.
        """
        shape = collection.create.operation.shape
        scope = [hole for hole in shape.holes if hole in collection.door.path.holes]
        for hole in reversed(scope):
            for maker in self._stage.collections.all:
                if maker.door.id == hole and maker is not collection:
                    return self.make(maker).below
        return _NOWHERE

    def is_playable(self, collection: PlayedCollection) -> bool:
        """Whether items of a collection were made."""
        return collection.label in self._recipes

    def forget(self) -> None:
        """Make new parents from now on."""
        self._shared.clear()

    def _look(
        self, collection: PlayedCollection, place: Place, caller: PlayedCaller | None
    ) -> None:
        """Take note of what is in a collection before anything is added to it."""
        listing, existing = collection.listing, self._stage.existing
        if listing is None or not existing.must_look(collection, place):
            return
        own = collection.holes[-len(collection.door.keys) :]
        with suppress(Unplayable):
            for each in walk(self._stage, listing, place, caller=caller).items:
                found = dict(zip(own, each.key, strict=True))
                existing.add(collection, {**place, **found})

    def _body(
        self,
        collection: PlayedCollection,
        recipe: str,
        ground: Ground,
        given: Mapping[str, Any] | None,
        refused: list[str],
    ) -> tuple[PlayedBody | None, tuple[PlayedReply, ...]]:
        plan = collection.create
        try:
            related = self._related(plan, ground.place, recipe)
            wanted = {name: value for name, (value, _) in related.items()}
            body = self._stage.bodies.make(plan, recipe, {**wanted, **(given or {})})
        except Unplayable as error:
            refused.append(str(error))
            return None, ()
        needed = [reply for _, trail in related.values() for reply in trail]
        return body, tuple(dict.fromkeys(needed))

    def _related(
        self, plan: OperationPlan, place: Place, recipe: str
    ) -> dict[str, tuple[Any, tuple[PlayedReply, ...]]]:
        """Return members that name what there is, with what made that."""
        stage = self._stage
        found: dict[str, tuple[Any, tuple[PlayedReply, ...]]] = {}
        taken: set[str] = set()
        shape = stage.collections.model.schemas.shape(plan.sent.item)
        for name, pointer in shape.properties.items():
            if recipe == "example" or stage.bodies.known(pointer) is not None:
                continue
            made = self._named(plan, place, pointer, taken)
            if made is not None:
                found[name] = made.key[-1], made.trail
            elif recipe == "related" and (shown := self._shown(plan, place, name)):
                found[name] = shown
        return found

    def _named(
        self, plan: OperationPlan, place: Place, schema: str, taken: set[str]
    ) -> PlayedItem | None:
        """Return an item whose key a member of this schema is."""
        for maker in self._stage.collections.suppliers_of(schema):
            near = _near(maker, plan, place)
            if maker.door is plan.door or near is None:
                continue
            # Two members that name such a thing are of two things.
            make = self.make if maker.label in taken else self.parent
            taken.add(maker.label)
            return make(maker, near)
        return None

    def _shown(
        self, plan: OperationPlan, place: Place, name: str
    ) -> tuple[Any, tuple[PlayedReply, ...]] | None:
        """Return what a member is in an item below the last that the path names."""
        collections = self._stage.collections
        schemas = collections.model.schemas
        wanted = collections.named(schemas.shape(plan.sent.item).properties[name])
        for maker in collections.all:
            there = schemas.shape(maker.door.item).properties.get(name)
            near = _near(maker, plan, place)
            is_last = maker.door.path.names[-1:] == plan.operation.shape.names[-1:]
            if not there or near is None or maker.door is plan.door or not is_last:
                continue
            if wanted and wanted == collections.named(there):
                made = self.parent(maker, near)
                item = self._stage.item_in(maker.create, made.reply)
                value = item.get(name) if isinstance(item, dict) else None
                return None if value is None else (value, made.trail)
        return None

    def _made(
        self,
        collection: PlayedCollection,
        ground: Ground,
        body: PlayedBody,
        reply: PlayedReply,
    ) -> PlayedItem:
        item = self._stage.item_in(collection.create, reply)
        values = keys_in(collection.door, item, reply)
        holes = collection.holes
        if values is None:
            msg = f"{collection.label}: nothing tells the key of what it makes"
            raise Unplayable(msg)
        own = holes[len(holes) - len(values) :]
        if not all(hole in ground.place for hole in holes[: -len(values)]):
            raise Unplayable(f"{collection.label}: nothing tells where its items are")
        place = {**ground.place, **dict(zip(own, values, strict=True))}
        if not self._stage.existing.add(collection, place):
            msg = f"{collection.label}: what it answers with was there before"
            raise Unplayable(msg)
        return PlayedItem(collection, ground, place, body.item, reply)


def _near(maker: PlayedCollection, plan: OperationPlan, place: Place) -> Ground | None:
    """Return where the same parameters lead to another collection, if they do."""
    shape = plan.operation.shape
    by_name = dict(zip(shape.names, shape.holes, strict=True))
    names = maker.door.path.names
    if not set(names) <= by_name.keys():
        return None
    pairs = zip(maker.door.path.holes, names, strict=True)
    return Ground({hole: place[by_name[name]] for hole, name in pairs})
