"""JSON Patch (RFC 6902)."""

from __future__ import annotations

import copy
from typing import Any

from impl.engine.openapi.pointers import split, step

_END = "-"


class FailedTest(Exception):
    """A patch tests for what its target is not; the message says for what."""


def json_patch(target: Any, operations: Any, notes: list[str]) -> Any:
    """Apply the operations of a patch to a copy of a target.

    Operations that do not fit, because their place is not there or because a contract
    has operations of its own, are left out with a note.

    Raises:
        FailedTest: a test fails.
    """
    result = copy.deepcopy(target)
    for each in operations if isinstance(operations, list) else [operations]:
        before = copy.deepcopy(result)
        try:
            result = _apply(result, each)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            result = before
            notes.append(f"left out of the patch: {each!r:.80}: {error!r:.80}")
    return result


def _apply(target: Any, operation: dict[str, Any]) -> Any:
    path = split(operation["path"])
    match operation["op"]:
        case "add":
            return _add(target, path, operation["value"])
        case "remove":
            return _remove(target, path)
        case "replace":
            _at(target, path)
            return _add(_remove(target, path), path, operation["value"])
        case "move":
            source = split(operation["from"])
            if path[: len(source)] == source and path != source:
                raise ValueError("a value cannot move into itself")
            value = _at(target, source)
            return _add(_remove(target, source), path, value)
        case "copy":
            value = copy.deepcopy(_at(target, split(operation["from"])))
            return _add(target, path, value)
        case "test":
            if not _same(_at(target, path), operation["value"]):
                raise FailedTest(f"{operation['path']} is another one")
            return target
    raise ValueError("this is no operation")


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
