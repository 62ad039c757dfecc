"""Merge what is known of one consumer from several places into one usage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.canonical import canonical
from impl.engine.usage.documents import (
    BodyUsage,
    ConsumerUsage,
    ExchangeUsage,
    PartUsage,
    RequestUsage,
    ResponseUsage,
)
from impl.engine.usage.members import MemberTree, whole
from impl.engine.usage.naming import key_of, normal_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


def merge(usages: Sequence[ConsumerUsage]) -> ConsumerUsage:
    """Return the use of all that any of some usages of a contract uses.

    What one of them leaves out is not always sent, and what one uses with any value is
    used so. The names are those of the first.

    Args:
        usages: at least one.
    """
    first = usages[0]
    notes = dict.fromkeys(note for usage in usages for note in usage.notes)
    return ConsumerUsage(
        first.consumer,
        first.version,
        _exchanges([usage.operations for usage in usages], key_of),
        _exchanges([usage.webhooks for usage in usages]),
        tuple(notes),
    )


def _exchanges(
    groups: Sequence[Mapping[str, ExchangeUsage] | None],
    name: Callable[[str], str] = str,
) -> dict[str, ExchangeUsage] | None:
    known = [group for group in groups if group is not None]
    if len(known) < len(groups):
        return None
    found: dict[str, tuple[str, list[ExchangeUsage]]] = {}
    for group in known:
        for written, held in group.items():
            found.setdefault(name(written), (written, []))[1].append(held)
    return {written: _exchange(held) for written, held in found.values()}


def _exchange(used: Sequence[ExchangeUsage]) -> ExchangeUsage:
    requests = [each.request for each in used]
    return ExchangeUsage(
        RequestUsage(
            _parts([each.parameters for each in requests], normal_label),
            _body([each.body for each in requests]),
        ),
        _responses([each.responses for each in used]),
        _exchanges([each.callbacks for each in used]),
    )


def _responses(
    groups: Sequence[Mapping[str, ResponseUsage] | None],
) -> dict[str, ResponseUsage] | None:
    known = [group for group in groups if group is not None]
    if len(known) < len(groups):
        return None
    return {
        status: _response([held for group in known if (held := _of(status, group))])
        for status in dict.fromkeys(status for group in known for status in group)
    }


def _of(status: str, group: Mapping[str, ResponseUsage]) -> ResponseUsage | None:
    """Return what is used of a status, perhaps as one of a range."""
    keys = (status, f"{status[0]}XX", "default")
    return next((group[key] for key in keys if key in group), None)


def _response(used: Sequence[ResponseUsage]) -> ResponseUsage:
    headers = _parts([each.headers for each in used])
    return ResponseUsage(headers, _body([each.body for each in used]))


def _parts(
    groups: Sequence[Mapping[str, PartUsage] | None],
    name: Callable[[str], str] = str,
) -> dict[str, PartUsage] | None:
    known = [group for group in groups if group is not None]
    if len(known) < len(groups):
        return None
    found: dict[str, list[PartUsage]] = {}
    for group in known:
        for written, held in group.items():
            found.setdefault(name(written), []).append(held)
    return {
        written: PartUsage(
            _values(each.values for each in held),
            len(held) == len(groups) and all(each.is_always for each in held),
        )
        for written, held in found.items()
    }


def _body(bodies: Sequence[BodyUsage]) -> BodyUsage:
    used = [body for body in bodies if body.is_used]
    if not used:
        return BodyUsage(is_used=False)
    media_types: dict[str, None] | None = {}
    for body in used:
        if body.media_types is None or media_types is None:
            media_types = None
        else:
            media_types.update(dict.fromkeys(body.media_types))
    members = _tree([body.members for body in used])
    return BodyUsage(True, tuple(media_types) if media_types else None, members)


def _tree(trees: Sequence[MemberTree]) -> MemberTree:
    if any(tree.is_plain for tree in trees):
        return whole()
    inner = {}
    for name in dict.fromkeys(name for tree in trees for name in tree.inner):
        used = [held for tree in trees if (held := _member(tree, name)) is not None]
        inner[name] = _tree(used)
        if len(used) < len(trees):
            for _, held in inner[name].walk():
                held.is_always = False
    return MemberTree(
        inner,
        any(tree.is_whole for tree in trees),
        _values(tree.values for tree in trees),
        all(tree.is_always for tree in trees),
    )


def _member(tree: MemberTree, name: str) -> MemberTree | None:
    found = tree.inner.get(name)
    return whole() if found is None and tree.is_whole else found


def _values(listed: Iterable[tuple[Any, ...] | None]) -> tuple[Any, ...] | None:
    found: dict[bytes, Any] = {}
    for values in listed:
        if values is None:
            return None
        found.update((canonical([value]), value) for value in values)
    return tuple(found.values())
