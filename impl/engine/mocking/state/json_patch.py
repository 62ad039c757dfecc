"""JSON Patch (RFC 6902)."""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any, Final

from impl.engine.openapi.pointers import split, step

_END = "-"
_OPERATIONS: Final = ("add", "remove", "replace", "move", "copy", "test")
_NEEDED: Final = {
    **dict.fromkeys(("add", "replace", "test"), ("value",)),
    **dict.fromkeys(("move", "copy"), ("from",)),
}
# Each operation may copy all that those before it have made, so that what a few dozen
# leave behind has no end: so many operations, values and letters are enough.
_MOST_OPERATIONS: Final = 1_000
_MOST_WEIGHT: Final = 250_000
_MOST_LEVELS: Final = 100


class UnfitPatch(Exception):
    """A patch is not for its target, or for nobody's; the message says why.

    Attributes:
        pointer: what of the patch is wrong.
    """

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer


class FailedTest(UnfitPatch):
    """A patch tests for what its target is not; the message says for what."""


def json_patch(
    target: Any,
    operations: Any,
    notes: list[str],
    named: Collection[str] = (),
) -> Any:
    """Apply the operations of a patch to a copy of a target: all of them, or none.

    Those that the standard does not know, because a contract has operations of its own,
    are left out with a note. What is `named` by the contract itself as a path may be
    replaced or removed though it is not there: what is there, nobody else has said.

    Raises:
        FailedTest: a test fails.
        UnfitPatch: an operation can't be applied (RFC 6902, §5), there are more than
            anybody needs, or they make more.
    """
    given = operations if isinstance(operations, list) else [operations]
    if len(given) > _MOST_OPERATIONS:
        raise UnfitPatch(f"a patch has {_MOST_OPERATIONS} operations at most")
    patching = _Patching(target, named)
    for index, each in enumerate(given):
        if not _is_standard(each):
            notes.append(f"left out of the patch: {each!r:.80}")
            continue
        try:
            patching.apply(each)
        except UnfitPatch as error:
            error.pointer = error.pointer or f"/{index}"
            raise
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            why = _why(each, error)
            raise UnfitPatch(f"the patch does not fit: {why}", f"/{index}") from error
    return patching.result


def _is_standard(operation: Any) -> bool:
    return isinstance(operation, dict) and operation.get("op") in _OPERATIONS


def _why(operation: dict[str, Any], error: Exception) -> str:
    """Say why an operation can't be applied."""
    name = operation["op"]
    needed = ["path", *_NEEDED.get(name, ())]
    lacking = [each for each in needed if each not in operation]
    if lacking:
        return f"{name} has no {lacking[0]}"
    places = [operation[each] for each in ("from", "path") if each in needed]
    where = " to ".join(f"{each!r:.80}" for each in places)
    is_place = isinstance(error, LookupError)
    return f"{name} {where}: {'there is no such place' if is_place else error}"


class _Patching:
    """A target that is being patched.

    What is put into it counts even where it is removed again, for that bounds the time
    that a patch takes, too.
    """

    def __init__(self, target: Any, named: Collection[str]) -> None:
        self.result = copy.deepcopy(target)
        self._named = named
        # What is there may be larger than what patches may make, and still be patched.
        self._room = max(_MOST_WEIGHT - _weight(target, 0), _MOST_WEIGHT // 10)

    def apply(self, operation: dict[str, Any]) -> None:
        """Apply an operation, or leave everything as it is and raise an error."""
        path = split(operation["path"])
        match operation["op"]:
            case "add":
                self._add(path, self._copied(operation["value"], path))
            case "remove":
                if not self._is_open(operation["path"], path):
                    self.result = _remove(self.result, path)
            case "replace":
                value = self._copied(operation["value"], path)
                if not self._is_open(operation["path"], path):
                    self.result = _remove(self.result, path)
                self._add(path, value)
            case "move":
                self._move(split(operation["from"]), path)
            case "copy":
                source = _at(self.result, split(operation["from"]))
                self._add(path, self._copied(source, path))
            case _:
                if not _same(_at(self.result, path), operation["value"]):
                    where = operation["path"] or "the whole"
                    raise FailedTest(f"{where} is another one")

    def _is_open(self, name: str, path: list[str]) -> bool:
        """Tell whether nothing is at a path, and the contract names it all the same."""
        if name not in self._named:
            return False
        try:
            _at(self.result, path)
        except LookupError:
            return True
        return False

    def _add(self, path: list[str], value: Any) -> None:
        self.result = _add(self.result, path, value)

    def _move(self, source: list[str], path: list[str]) -> None:
        if path[: len(source)] == source and path != source:
            raise ValueError("a value cannot move into itself")
        value = _at(self.result, source)
        _weight(value, len(path))
        self.result = _remove(self.result, source)
        try:
            self._add(path, value)
        except LookupError:
            self._add(source, value)
            raise

    def _copied(self, value: Any, path: list[str]) -> Any:
        """Return a copy of a value that is put at a path.

        Raises:
            UnfitPatch: there is no room for it.
        """
        self._room -= _weight(value, len(path))
        if self._room < 0:
            raise UnfitPatch("what the patch makes is too large")
        return copy.deepcopy(value)


def _weight(value: Any, level: int) -> int:
    """Count the values in one, and their letters, no further than is of interest.

    Raises:
        UnfitPatch: it goes deeper than anybody needs, where `level` is not 0.
    """
    weight, waiting = 0, [(value, level)]
    while waiting and weight <= _MOST_WEIGHT:
        inner, depth = waiting.pop()
        if level and depth > _MOST_LEVELS:
            raise UnfitPatch("what the patch makes is too deep")
        weight += 1
        if isinstance(inner, str):
            weight += len(inner)
        elif isinstance(inner, dict):
            weight += sum(map(len, inner))
            waiting += [(each, depth + 1) for each in inner.values()]
        elif isinstance(inner, list):
            waiting += [(each, depth + 1) for each in inner]
    return weight


def _at(target: Any, path: list[str]) -> Any:
    for token in path:
        target = step(target, token)
    return target


def _add(target: Any, path: list[str], value: Any) -> Any:
    if not path:
        return value
    holder = _at(target, path[:-1])
    name = path[-1]
    match holder:
        case list():
            holder.insert(_index(name, len(holder)), value)
        case dict():
            holder[name] = value
        case _:
            raise LookupError(name)
    return target


def _index(token: str, most: int) -> int:
    if token == _END:
        return most
    is_number = token.isascii() and token.isdigit() and len(token) < 10
    if not is_number or (len(token) > 1 and token[0] == "0") or int(token) > most:
        raise LookupError(token)
    return int(token)


def _remove(target: Any, path: list[str]) -> Any:
    if not path:
        return None
    holder = _at(target, path[:-1])
    _at(holder, path[-1:])
    if isinstance(holder, list):
        del holder[int(path[-1])]
    else:
        del holder[path[-1]]
    return target


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _same(v, other[k]) for k, v in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
