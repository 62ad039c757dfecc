"""When things were made and changed, as the properties that tell of it have it."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final

from impl.engine.mocking.recognition.words import plain, word_set
from impl.engine.mocking.state.context import StateContext

_MADE: Final = word_set(
    "created createdat createdon createdtime createtime createdate datecreated "
    "creationdate creationtime creationtimestamp createddate insertedat createdts "
    "registeredat addedat dateadded joinedat"
)
_CHANGED: Final = word_set(
    "updated updatedat updatedon updatedtime updatetime updatedate dateupdated "
    "modified modifiedat modifiedon lastmodified lastmodifiedat lastupdated "
    "lastupdate lastupdatedat lastupdatetime datemodified modifieddate "
    "modificationdate changedat lastchanged editedat"
)
_HEADS: Final = frozenset({"metadata", "meta"})


def is_moment(name: str) -> bool:
    """Tell whether a property of this name says when something was made or changed."""
    return plain(name) in _MADE | _CHANGED


def stamp(
    context: StateContext,
    schema: str | None,
    item: dict[str, Any],
    given: Any,
    *,
    is_new: bool,
) -> dict[str, Any]:
    """Return an item with the times of its making, and of its latest change, set.

    Properties that were given are left as they are, and so is what would be invalid.
    """
    sent = given if isinstance(given, dict) else {}
    names = _MADE | _CHANGED if is_new else _CHANGED
    stamped = dict(item)
    for name, pointer in context.shape(schema).properties.items():
        shape = context.shape(pointer)
        if (
            plain(name) in _HEADS
            and isinstance(item.get(name), dict)
            and shape.is_object
        ):
            inner = sent.get(name)
            stamped[name] = stamp(context, pointer, item[name], inner, is_new=is_new)
        is_due = plain(name) in names and name not in sent
        if not is_due or (name not in item and not is_new) or item.get(name, 0) is None:
            continue
        if name not in item and name not in context.shape(schema).required:
            continue
        for value in _spellings(context.clock.now(), shape.types, shape.format):
            if not context.sampler.faults(pointer, value):
                stamped[name] = value
                break
    return stamped


def _spellings(now: datetime, types: frozenset[str], form: str) -> list[Any]:
    if types & {"integer", "number"}:
        return [int(now.timestamp())]
    if types and "string" not in types:
        return []
    moment = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    if form == "date":
        return [now.date().isoformat()]
    if form == "date-time-rfc-2822":
        return [format_datetime(now)]
    return [moment, now.isoformat(timespec="milliseconds").replace("+00:00", "Z")]
