"""All that a mock remembers, as plain values that JSON can hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from impl.engine.mocking.state.bounded import Bounded, NoRoom, weight_of

_VERSION: Final = 1
# What is remembered beside items has a part of the room that they have, of each kind.
_PART: Final = 4
_LONGEST_LOG: Final = 50_000


@dataclass(slots=True)
class StoredItem:
    """An item of a store.

    Attributes:
        serial: its number, in the order of creation.
        item: what the schema of the store's items describes.
        rest: what was sent besides, which that schema does not have.
        bindings: the texts of parameters that are known of it, by the path that ends
            with each: its parents' keys, and its own where no property has it.
    """

    serial: int
    item: dict[str, Any]
    rest: dict[str, Any] = field(default_factory=dict)
    bindings: dict[str, str] = field(default_factory=dict)
    views: dict[str, Any] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True, slots=True)
class MockQuota:
    """How much is remembered before the oldest gives way.

    Attributes:
        items: how many items; and as many members, values and whatever else there is.
        octets: how large all items may be, written as JSON; and a quarter of it all
            members, all values, and so on.
    """

    items: int = 20_000
    octets: int = 32 * 1024 * 1024


class World:
    """Stores, members of toggles, and values, with what is gone.

    Attributes:
        epoch: how often what was touched has been forgotten.
        stores: the items of each store, by their serial numbers.
        members: the keys, or serial numbers, that a door has put in, by door and scope.
        values: the values of singletons, by their filled paths.
        seeded: the doors and scopes that have had their first items.
        gone: the filled paths of what was deleted.
        replays: the answers that were given under idempotency keys.
        counts: how often things were done that must differ each time.
        touched: how often an item was made, changed or removed.
    """

    def __init__(self, quota: MockQuota) -> None:
        self.quota = quota
        self.epoch = self.touched = self._dropped = 0
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        most, largest = self.quota.items, self.quota.octets // _PART
        self.stores: dict[str, dict[int, StoredItem]] = {}
        self.members = Bounded(most, largest, is_of_lists=True)
        self.values = Bounded(most, largest)
        self.seeded = Bounded(most, largest)
        self.gone = Bounded(most, largest)
        self.replays = Bounded(most, largest)
        self.counts: dict[str, int] = {}
        self.octets = 0
        self.epoch += 1
        self.touched += 1
        self._logs: dict[str, list[int]] = {}

    @property
    def forgotten(self) -> int:
        """How many items, members and values have given way for lack of room."""
        return self._dropped + self.members.forgotten + self.values.forgotten

    def log(self, store: str) -> list[int]:
        """Return the serial numbers of what was touched in a store, the latest last."""
        return self._logs.setdefault(store, [])

    def forget_log(self, store: str) -> None:
        """Forget what was touched: everybody begins anew, as in another epoch."""
        self.epoch += 1
        self.log(store).clear()

    def count(self, name: str) -> int:
        """Count one more of something; the first is 1."""
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def items(self, store: str) -> Iterator[StoredItem]:
        """Give the items of a store, the oldest first."""
        yield from self.stores.get(store, {}).values()

    def add(
        self,
        store: str,
        item: dict[str, Any],
        rest: dict[str, Any],
        bindings: dict[str, str],
    ) -> StoredItem:
        """Remember an item as the newest of a store; the oldest give way to it.

        Raises:
            NoRoom: it is larger than all items may be.
        """
        size = self._size(item, rest, bindings)
        serial = self.count(f"serial {store}")
        stored = StoredItem(serial, item, rest, bindings)
        self.stores.setdefault(store, {})[serial] = stored
        self._measured(store, stored, size)
        return stored

    def change(
        self,
        store: str,
        stored: StoredItem,
        item: dict[str, Any],
        rest: dict[str, Any] | None = None,
    ) -> None:
        """Let an item be another one than before; the oldest others give way to it.

        Args:
            store: of the item.
            stored: the item.
            item: what it is from now on.
            rest: what was sent besides; what it was unless it is given.

        Raises:
            NoRoom: it is larger than all items may be, and stays as it was.
        """
        kept = stored.rest if rest is None else rest
        size = self._size(item, kept, stored.bindings)
        stored.item, stored.rest = item, kept
        self._measured(store, stored, size)

    def _size(self, *parts: Any) -> int:
        size = weight_of(parts)
        if size > self.quota.octets:
            raise NoRoom(f"no more than {self.quota.octets} bytes are remembered")
        return size

    def _measured(self, store: str, stored: StoredItem, size: int) -> None:
        """Take note of how large an item is, and see that all have room."""
        self._touch(store, stored.serial)
        self.octets += size - stored.size
        stored.size = size
        stored.views.clear()
        while self._is_full():
            self._dropped += 1
            self._drop_oldest(store, stored.serial)

    def _touch(self, store: str, serial: int) -> None:
        log = self.log(store)
        log.append(serial)
        self.touched += 1
        if len(log) > _LONGEST_LOG:
            self.forget_log(store)

    def remove(self, store: str, serial: int) -> None:
        """Forget an item."""
        stored = self.stores.get(store, {}).pop(serial, None)
        if stored:
            self.octets -= stored.size
            self._touch(store, serial)

    def bury(self, path: str) -> None:
        """Take note that what a filled path names is gone."""
        self.gone[path] = None

    def _drop_oldest(self, store: str, kept: int) -> None:
        """Forget the oldest item of a store, but one; of the fullest if it is alone."""
        held = self.stores[store]
        if len(held) == 1:
            others = [each for each in self.stores if each != store]
            store = max(others, key=lambda each: len(self.stores[each]))
        self.remove(store, next(n for n in self.stores[store] if n != kept))

    def _is_full(self) -> bool:
        count = sum(map(len, self.stores.values()))
        return count > self.quota.items or self.octets > self.quota.octets

    def snapshot(self) -> dict[str, Any]:
        """Return everything as plain values."""
        stores = {
            name: [[s.serial, s.item, s.rest, s.bindings] for s in held.values()]
            for name, held in self.stores.items()
        }
        plain = {
            "version": _VERSION,
            "stores": stores,
            "members": dict(self.members),
            "values": dict(self.values),
            "seeded": list(self.seeded),
            "gone": list(self.gone),
            "replays": dict(self.replays),
            "counts": self.counts,
        }
        copy: dict[str, Any] = json.loads(json.dumps(plain))
        return copy

    def restore(self, snapshot: dict[str, Any]) -> None:
        """Remember what a snapshot has, and nothing else.

        Raises:
            ValueError: it is none, or of another version.
        """
        if snapshot.get("version") != _VERSION:
            raise ValueError(f"this is no snapshot of version {_VERSION}")
        copy = json.loads(json.dumps(snapshot))
        try:
            stores = {
                name: {each[0]: StoredItem(*each) for each in held}
                for name, held in copy["stores"].items()
            }
            members, values = dict(copy["members"]), dict(copy["values"])
            seeded, gone = dict.fromkeys(copy["seeded"]), dict.fromkeys(copy["gone"])
            counts, replays = dict(copy["counts"]), dict(copy["replays"])
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no whole snapshot: {error!r}") from error
        self.clear()
        self.counts = counts
        for held, given in (
            *((self.members, members), (self.values, values), (self.seeded, seeded)),
            *((self.gone, gone), (self.replays, replays)),
        ):
            held.update(given)
        for name, items in stores.items():
            self._restore(name, items)

    def _restore(self, store: str, items: dict[int, StoredItem]) -> None:
        """Take in the items of a snapshot, as far as there is room for them."""
        held = self.stores.setdefault(store, {})
        for serial, stored in items.items():
            with suppress(NoRoom):
                size = self._size(stored.item, stored.rest, stored.bindings)
                held[serial] = stored
                self._measured(store, stored, size)
