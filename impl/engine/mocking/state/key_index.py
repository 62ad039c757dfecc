"""Finds items by their keys without looking at each of them."""

from __future__ import annotations

from collections.abc import Callable

from impl.engine.mocking.state.world import StoredItem, World

KeyTexts = tuple[str | None, ...]


class KeyIndex:
    """The items of one store by the keys that one door knows them by.

    What was touched since the last question is read anew when the next one is asked.
    """

    def __init__(self, store: str, texts: Callable[[StoredItem], KeyTexts]) -> None:
        self._store = store
        self._texts = texts
        self._read = 0
        self._epoch = -1
        self._serials: dict[KeyTexts, dict[int, None]] = {}
        self._known: dict[int, KeyTexts] = {}

    def serials(self, world: World, texts: KeyTexts) -> list[int]:
        """Return the serial numbers of the items with a key, the oldest first."""
        self._catch_up(world)
        return sorted(self._serials.get(texts, ()))

    def has(self, world: World, texts: KeyTexts) -> bool:
        """Tell whether any item has a key."""
        self._catch_up(world)
        return bool(self._serials.get(texts))

    def _catch_up(self, world: World) -> None:
        log = world.log(self._store)
        if self._epoch != world.epoch:
            self._epoch, self._read = world.epoch, 0
            self._serials, self._known = {}, {}
            touched = [*world.stores.get(self._store, ())]
        elif self._read == len(log):
            return
        else:
            touched = log[self._read :]
        self._read = len(log)
        held = world.stores.get(self._store, {})
        for serial in touched:
            self._take(held.get(serial), serial)

    def _take(self, stored: StoredItem | None, serial: int) -> None:
        before = self._known.pop(serial, None)
        if before is not None:
            self._serials[before].pop(serial, None)
            if not self._serials[before]:
                del self._serials[before]
        if stored is not None:
            texts = self._texts(stored)
            self._known[serial] = texts
            self._serials.setdefault(texts, {})[serial] = None
