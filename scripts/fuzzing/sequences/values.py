"""What was sent held against what is there: only where a contract promises it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from impl.engine.mocking.recognition.schema_shapes import SchemaShape, SchemaShapes
from impl.engine.mocking.recognition.words import parts, plain, word_set

# What the service makes, or counts on by itself, whatever was sent.
_OWN: Final = word_set(
    "id uuid guid sid etag version revision self href url uri links link meta "
    "created updated modified changed deleted published timestamp status state phase"
)
_TIMES: Final = word_set("at on time date timestamp")
_VOLATILE: Final = word_set(
    "etag version revision updated modified changed lastmodified self href url links "
    "slug"
)
_SECRETS: Final = word_set("password secret token pin cvc cvv credential passphrase")
# What is as good as nothing may be left out.
_NOTHING: Final[tuple[Any, ...]] = (None, "", 0, False, [], {})
# So long is what was made up for one item, and is in no other by chance.
_WORD: Final = 9
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d")
_CONDITION: Final = re.compile(
    r"\b(where|when|if|unless|only|absent|present|omitted|left out)\b", re.IGNORECASE
)
# Formats in which one thing is written in several ways.
_LOOSE: Final = word_set("email idn-email hostname uri iri uuid uri-reference")


def is_made_by_service(name: str) -> bool:
    """Tell whether a member's name is of what services make themselves."""
    words = parts(name)
    is_time = bool(words) and words[-1] in _TIMES and len(words) > 1
    return plain(name) in _OWN or is_time or words[-1:] == ("id",)


def is_volatile(name: str) -> bool:
    """Tell whether a member changes with everything else that changes."""
    words = parts(name)
    is_time = len(words) > 1 and words[-1] in _TIMES
    return plain(name) in _VOLATILE or is_time


class Promises:
    """Says which members of what was sent a contract promises to show again."""

    def __init__(self, schemas: SchemaShapes) -> None:
        self._schemas = schemas
        self._seen: set[tuple[str, str]] = set()

    def see(self, schema: str | None, shown: Any) -> None:
        """Note which members are shown."""
        if schema and isinstance(shown, dict):
            identity = self._schemas.shape(schema).identity
            self._seen |= {(identity, name) for name in shown}

    def broken(
        self, sent: Any, sent_schema: str | None, read: Any, read_schema: str | None
    ) -> Iterator[str]:
        """Yield the names of members that are not what was sent."""
        if not isinstance(sent, dict) or not isinstance(read, dict):
            return
        asked = self._schemas.shape(sent_schema)
        shown = self._schemas.shape(read_schema)
        # One schema for both directions tells not what a client decides.
        is_shared = asked.identity == shown.identity
        for name, value in sent.items():
            there, here = shown.properties.get(name), asked.properties.get(name)
            if there is None or here is None:
                continue
            one, other = self._schemas.shape(here), self._schemas.shape(there)
            if one.is_read_only or other.is_read_only or other.is_write_only:
                continue
            if one.is_write_only or (is_shared and is_made_by_service(name)):
                continue
            if other.types and not other.types & types_of(value):
                # It is told in another way, if at all.
                continue
            if name not in read:
                if value not in _NOTHING and self._is_shown(shown, name, is_shared):
                    yield name
            elif not self._is_same(value, here, read[name], there):
                yield name

    def _is_shown(self, shown: SchemaShape, name: str, is_shared: bool) -> bool:
        """Tell whether a member that was sent has to be there."""
        if name in shown.required or (shown.identity, name) in self._seen:
            return not self._is_conditional(shown.properties[name])
        is_secret = not _SECRETS.isdisjoint(parts(name))
        is_open = is_shared or is_secret
        return not is_open and not self._is_conditional(shown.properties[name])

    def _is_conditional(self, schema: str) -> bool:
        """Tell whether the contract says that something is not always there."""
        texts = [each.get("description") for each in self._schemas.parts(schema)]
        return any(isinstance(t, str) and _CONDITION.search(t) for t in texts)

    def _is_same(self, sent: Any, here: str, read: Any, there: str) -> bool:
        if isinstance(sent, dict) and isinstance(read, dict):
            return next(self.broken(sent, here, read, there), None) is None
        formats = {self._schemas.shape(here).format, self._schemas.shape(there).format}
        return is_same_value(sent, read, is_loose=bool(formats & _LOOSE))


def is_alike(value: Any, sent: Any) -> bool:
    """Tell whether an item has a text that was made up for one that was sent."""
    if not isinstance(value, dict) or not isinstance(sent, dict):
        return False
    texts = {each for each in sent.values() if isinstance(each, str)}
    return any(
        isinstance(each, str) and len(each) >= _WORD and each in texts
        for each in value.values()
    )


def types_of(value: Any) -> frozenset[str]:
    """Return the types that JSON Schema has for a value."""
    match value:
        case None:
            return frozenset({"null"})
        case bool():
            return frozenset({"boolean"})
        case int():
            return frozenset({"integer", "number"})
        case float():
            return frozenset({"number"})
        case str():
            return frozenset({"string"})
        case list():
            return frozenset({"array"})
        case _:
            return frozenset({"object"})


def is_same_value(sent: Any, read: Any, *, is_loose: bool = False) -> bool:
    """Tell whether a value is what was sent, or may be meant to be.

    Values of other types are of something else that has the same name: an object where
    an id was sent is the thing itself.
    """
    if isinstance(sent, bool) or isinstance(read, bool):
        return type(sent) is not type(read) or sent == read
    if isinstance(sent, int | float) and isinstance(read, int | float):
        return math.isclose(sent, read, rel_tol=1e-6, abs_tol=1e-9)
    if isinstance(sent, str) and isinstance(read, str):
        if is_loose:
            return sent.casefold().rstrip("/") == read.casefold().rstrip("/")
        return sent.strip() == read.strip() or _is_same_time(sent, read)
    if isinstance(sent, list) and isinstance(read, list):
        return _are_same_items(sent, read)
    if isinstance(sent, dict) and isinstance(read, dict):
        names = [name for name in sent.keys() & read.keys() if not is_volatile(name)]
        return all(is_same_value(sent[name], read[name]) for name in names)
    if sent is None:
        return read is None or read in ("", [], {})
    return read is not None or not sent


def _are_same_items(sent: list[Any], read: list[Any]) -> bool:
    if not all(isinstance(each, str | int | bool) for each in (*sent, *read)):
        return bool(read) or not sent
    # Order, and what is there twice, is the service's affair where it keeps a set.
    return not Counter(set(sent)) - Counter(set(read))


def time_of(value: Any) -> datetime | None:
    """Return the time that a text is; None if it is none."""
    if not isinstance(value, str) or not _TIME.match(value):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _is_same_time(sent: str, read: str) -> bool:
    one, other = time_of(sent), time_of(read)
    if one is None or other is None:
        return False
    return abs((one - other).total_seconds()) < 1
