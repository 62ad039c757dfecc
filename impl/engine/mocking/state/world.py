"""All that a mock remembers, as plain values that JSON can hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

_VERSION: Final = 1
_MOST_GONE: Final = 10_000


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
        items: how many items, members and values.
        octets: how large all items may be, written as JSON.
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
        self.epoch = self.touched = 0
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.stores: dict[str, dict[int, StoredItem]] = {}
        self.members: dict[str, list[Any]] = {}
        self.values: dict[str, Any] = {}
        self.seeded: dict[str, None] = {}
        self.gone: dict[str, None] = {}
        self.replays: dict[str, list[Any]] = {}
        self.counts: dict[str, int] = {}
        self.octets = 0
        self.epoch += 1
        self.touched += 1
        self._logs: dict[str, list[int]] = {}

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
        """Remember an item as the newest of a store."""
        serial = self.count(f"serial {store}")
        stored = StoredItem(serial, item, rest, bindings)
        self.stores.setdefault(store, {})[serial] = stored
        self.measure(store, stored)
        return stored

    def measure(self, store: str, stored: StoredItem) -> None:
        """Take note that an item is another one than before."""
        self.log(store).append(stored.serial)
        self.touched += 1
        written = json.dumps([stored.item, stored.rest, stored.bindings])
        self.octets += len(written) - stored.size
        stored.size = len(written)
        stored.views.clear()

    def remove(self, store: str, serial: int) -> None:
        """Forget an item."""
        stored = self.stores.get(store, {}).pop(serial, None)
        if stored:
            self.octets -= stored.size
            self.log(store).append(serial)
            self.touched += 1

    def bury(self, path: str) -> None:
        """Take note that what a filled path names is gone."""
        self.gone.pop(path, None)
        self.gone[path] = None
        while len(self.gone) > _MOST_GONE:
            del self.gone[next(iter(self.gone))]

    def make_room(self, store: str) -> int:
        """Let the oldest items give way until the quota holds; count them.

        The newest item of the store is kept, however large it is.
        """
        dropped = 0
        while self._is_full():
            held = self.stores.get(store, {})
            crowded = (
                store
                if len(held) > 1
                else max(
                    self.stores, key=lambda each: len(self.stores[each]), default=store
                )
            )
            if len(self.stores.get(crowded, {})) <= (1 if crowded == store else 0):
                break
            self.remove(crowded, next(iter(self.stores[crowded])))
            dropped += 1
        for bounded in (self.values, self.members, self.seeded, self.replays):
            while len(bounded) > self.quota.items:
                del bounded[next(iter(bounded))]
        return dropped

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
            "members": self.members,
            "values": self.values,
            "seeded": list(self.seeded),
            "gone": list(self.gone),
            "replays": self.replays,
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
        self.stores, self.members, self.values = stores, members, values
        self.seeded, self.gone, self.counts = seeded, gone, counts
        self.replays = replays
        for name, held in self.stores.items():
            for stored in held.values():
                self.measure(name, stored)
