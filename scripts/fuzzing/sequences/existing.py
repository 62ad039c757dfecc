"""Items that are known to be there, so that none of them is taken for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from impl.engine.mocking.recognition.path_shapes import HOLE

if TYPE_CHECKING:
    from scripts.fuzzing.sequences.subjects import PlayedCollection

Path = tuple[str, ...]


class ExistingItems:
    """Items by their paths, and the collections that were looked through."""

    def __init__(self) -> None:
        self._items: set[Path] = set()
        self._looked_through: set[Path] = set()

    def must_look(self, collection: PlayedCollection, place: Mapping[str, str]) -> bool:
        """Tell, only once, that nobody knows yet what is in a collection."""
        path = _filled(collection.door.path.segments, place)
        if path is None or path in self._looked_through:
            return False
        self._looked_through.add(path)
        return True

    def add(self, collection: PlayedCollection, place: Mapping[str, str]) -> bool:
        """Take note of an item; tell whether it was not known to be there."""
        shape = collection.door.item_path
        path = _filled(shape.segments, place) if shape else None
        if path is None:
            return True
        is_new = path not in self._items
        self._items.add(path)
        return is_new

    def remove(self, segments: Path, place: Mapping[str, str]) -> None:
        """Forget what was at a path, and what was below it."""
        path = _filled(segments, place)
        if path is not None:
            n = len(path)
            self._items = {each for each in self._items if each[:n] != path}
            self._looked_through = {e for e in self._looked_through if e[:n] != path}


def _filled(segments: Path, place: Mapping[str, str]) -> Path | None:
    """Return a path with its holes filled in; None if nobody knows with what."""
    found: list[str] = []
    hole = ""
    for segment in segments:
        hole = f"{hole}/{segment}"
        if HOLE not in segment:
            found.append(segment)
        elif hole in place:
            found.append(segment.replace(HOLE, place[hole]))
        else:
            return None
    return tuple(found)
