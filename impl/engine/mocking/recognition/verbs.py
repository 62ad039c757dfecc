"""Actions whose name says what becomes of the item that they are done to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from impl.engine.mocking.recognition.declared import MockedOperation
from impl.engine.mocking.recognition.plans import VerbEffect
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.mocking.recognition.words import parts, plain, word_set

# What an item is once the verb was done to it, as enumerations call it.
_STATES: Final[dict[str, tuple[str, ...]]] = {
    "cancel": ("cancelled", "canceled"),
    "archive": ("archived",),
    "unarchive": ("active", "open"),
    "publish": ("published", "live"),
    "unpublish": ("unpublished", "draft"),
    "activate": ("active", "activated", "enabled"),
    "deactivate": ("inactive", "deactivated", "disabled"),
    "enable": ("enabled", "active"),
    "disable": ("disabled", "inactive"),
    "close": ("closed",),
    "reopen": ("reopened", "open"),
    "open": ("open", "opened"),
    "approve": ("approved",),
    "reject": ("rejected",),
    "accept": ("accepted",),
    "decline": ("declined",),
    "complete": ("completed", "complete", "done"),
    "finish": ("finished", "completed", "done"),
    "start": ("started", "running", "active", "in_progress"),
    "stop": ("stopped", "inactive"),
    "pause": ("paused",),
    "resume": ("running", "active", "resumed"),
    "suspend": ("suspended",),
    "unsuspend": ("active",),
    "lock": ("locked",),
    "unlock": ("unlocked",),
    "verify": ("verified", "pending"),
    "confirm": ("confirmed",),
    "revoke": ("revoked",),
    "ship": ("shipped",),
    "pay": ("paid",),
    "refund": ("refunded",),
    "capture": ("captured",),
    "void": ("voided", "void"),
    "submit": ("submitted",),
    "send": ("sent",),
    "restore": ("active", "restored"),
    "block": ("blocked",),
    "unblock": ("active", "unblocked"),
    "merge": ("merged",),
    "resolve": ("resolved",),
    "fulfill": ("fulfilled",),
    "expire": ("expired",),
    "schedule": ("scheduled",),
}  # fmt: skip
_NEGATIONS: Final = ("un", "de", "dis")
_FIELDS: Final = ("status", "state", "lifecyclestatus", "phase")
# Verbs that make another item of the one that they are done to, or of nothing.
MAKING: Final = word_set(
    "copy clone duplicate fork import create generate add upload batch bulk new "
    "register signup"
)


def makes(name: str) -> bool:
    """Tell whether a path's last word is a verb that makes things."""
    return bool(parts(name)) and parts(name)[0] in MAKING


def verb_effect(
    schemas: SchemaShapes, item: str | None, name: str, *, is_undone: bool = False
) -> VerbEffect | None:
    """Find what an action sets in an item; a DELETE of it undoes that."""
    verb = parts(name)[0] if parts(name) else ""
    properties = schemas.shape(item).properties
    by_name = {plain(each): each for each in properties}
    for field in () if is_undone else _FIELDS:
        if field not in by_name:
            continue
        values = schemas.shape(properties[by_name[field]]).enum
        known = {plain(each): each for each in values if isinstance(each, str)}
        for state in _STATES.get(verb, ()):
            if plain(state) in known:
                return VerbEffect((by_name[field],), known[plain(state)])
    for flag, value in _flags(verb):
        pointer = properties.get(by_name.get(flag, ""))
        if pointer and schemas.shape(pointer).types - {"null"} == {"boolean"}:
            return VerbEffect((by_name[flag],), value is not is_undone)
    return None


def member_at(
    schemas: SchemaShapes, operation: MockedOperation, item: str | None
) -> str:
    """Find the property of an item that a path right below the item is called."""
    for name, pointer in schemas.shape(item).properties.items():
        if plain(name) != plain(operation.shape.word):
            continue
        if operation.method == "DELETE":
            return name
        found = operation.body.json if operation.body else None
        sent, kept = schemas.shape(found and found[1]), schemas.shape(pointer)
        is_alike = bool(sent.properties.keys() & kept.properties.keys())
        if operation.method in {"PUT", "PATCH"} and is_alike:
            return name
    return ""


def _flags(verb: str) -> Iterator[tuple[str, bool]]:
    """Give the names of booleans that a verb sets: favorite sets favorited."""
    positives = [(verb, True)]
    positives += [(verb[len(p) :], False) for p in _NEGATIONS if verb.startswith(p)]
    for each, value in positives:
        stem = each.removesuffix("e")
        states = [*_STATES.get(each, ()), f"{stem}ed", f"{each}ed", f"{stem}ing"]
        for state in (plain(state) for state in states if len(each) > 2):
            yield state, value
            yield f"is{state}", value
