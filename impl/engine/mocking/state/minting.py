"""New keys, in the type and pattern that paths have them in."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from itertools import cycle
from typing import Any, Final

from impl.engine.mocking.recognition.doors import Door
from impl.engine.mocking.recognition.keys import KeyPlace
from impl.engine.mocking.state.context import StateContext
from impl.engine.mocking.state.places import key_texts
from impl.engine.mocking.state.values import text_of
from impl.engine.sampling.likeness import own_letters

_ATTEMPTS: Final = 12
_MOST_SKIPPED: Final = 1000
_HEX: Final = frozenset(string.hexdigits.lower())
# So many samples that are the same are taken for all that there are.
_PROBES: Final = 3


def mint(context: StateContext, door: Door, key: KeyPlace, index: int) -> Any:
    """Make up a value for a key that no item behind a door has.

    Of a schema that allows few values it may be one that an item has.
    """
    schema = key.property_schema if key.steps and not key.is_link else key.schema
    if "integer" in context.shape(schema).types:
        number = _number(context, door, schema, index)
        if number is not None:
            return number
    value: Any = None
    for value in _proposals(context, door, key, schema, index):
        # What is cheaper to find out comes first.
        is_taken = len(door.keys) == 1 and _is_taken(context, door, value, index)
        if is_taken or not _is_fit(context, key, value):
            continue
        if len(door.keys) == 1 or not _is_taken(context, door, value, index):
            return value
    return value


def _is_taken(context: StateContext, door: Door, value: Any, index: int) -> bool:
    text = text_of(value)
    if len(door.keys) == 1:
        return context.index(door).has(context.world, (text,))
    return any(
        key_texts(door, e)[index] == text for e in context.world.items(door.store)
    )


def _proposals(
    context: StateContext, door: Door, key: KeyPlace, schema: str | None, index: int
) -> Iterator[Any]:
    """Make up values until one is new, the most natural first."""
    for attempt in range(_ATTEMPTS):
        count = context.world.count(f"key {door.store}")
        source = key.schema if attempt % 2 == 0 and key.schema else schema
        if source is None:
            yield f"{door.noun or 'item'}-{count}"
            continue
        what = ("key", door.id, index, count)
        value = _only_sample(context, source)
        if value is None:
            value = context.sample(source, *what)
        yield value
        if isinstance(value, str):
            yield varied(value, (context.seed, *what))
            yield f"{value}-{count}"
            yield str(10**17 + count)
            yield str(count)


def _only_sample(context: StateContext, schema: str) -> Any:
    """Return the value that all samples of a schema are; None if they differ.

    A contract that shows one example of a key has it shown each time.
    """
    if schema not in context.constants:
        first, *others = [context.sample(schema, "key", n) for n in range(_PROBES)]
        is_one = all(each == first for each in others)
        context.constants[schema] = first if is_one else None
    return context.constants[schema]


def varied(text: str, seed: Any) -> str:
    """Write another text of the same look: digits for digits, letters for letters.

    What stands before the last separator stays, as `sk_` of a key does, unless all of
    it is hexadecimal, as a UUID is.
    """
    digest = hashlib.sha256(repr(seed).encode()).digest()
    bare = text.replace("-", "")
    is_hex = len(bare) > 7 and all(letter in _HEX for letter in bare)
    start = 0 if is_hex else max(text.rfind(mark) for mark in "_-:.") + 1
    letters = "abcdef" if is_hex else own_letters(text[start:])
    made = [text[:start]]
    is_within = False
    for turn, sign in zip(cycle(digest), text[start:], strict=False):
        if not sign.isascii() or not sign.isalnum():
            made.append(sign)
            is_within = False
            continue
        if sign.isdigit():
            # No number begins with a nought unless the given one does.
            least = 0 if is_within or sign == "0" else 1
            made.append(str(turn % (10 - least) + least))
        else:
            letter = letters[turn % len(letters)]
            made.append(letter if sign.islower() else letter.upper())
        is_within = True
    return "".join(made)


def _number(
    context: StateContext, door: Door, schema: str | None, index: int
) -> int | None:
    """Count on from the last number, past those that people have sent."""
    for _ in range(_MOST_SKIPPED):
        number = context.world.count(f"number {door.id} {index}")
        if not _is_taken(context, door, number, index):
            is_fit = schema is None or not context.sampler.faults(schema, number)
            return number if is_fit else None
    return None


def _is_fit(context: StateContext, key: KeyPlace, value: Any) -> bool:
    """Tell whether a value may stand both in the path and in the item."""
    text = text_of(value)
    if not text or "/" in text or text in {".", ".."}:
        return False
    if key.schema and context.sampler.faults(key.schema, value, direction="request"):
        return False
    if key.is_link or not key.property_schema:
        return True
    return not context.sampler.faults(key.property_schema, value)
