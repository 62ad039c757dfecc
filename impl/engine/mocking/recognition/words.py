"""English names of resources and their parts, compared by what they mean."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_BOUNDARY: Final = re.compile(
    r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+"
)
# What names are spelled with; what has other signs has no other spelling.
_SPELLED: Final = re.compile(r"[A-Za-z0-9 _.$@:/\[\]~#*+&',-]+\Z")
_PLAIN: Final = frozenset(
    {"status", "address", "news", "series", "alias", "sms", "dns"}
)
_ODD: Final = {
    "people": "person", "children": "child", "indices": "index", "indexes": "index",
    "data": "data", "media": "media", "statuses": "status", "aliases": "alias",
    "vertices": "vertex", "criteria": "criterion", "movies": "movie",
}  # fmt: skip


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


@cache
def parts(name: str) -> tuple[str, ...]:
    """Split a name into its words, in small letters: petId, pet_id, pet-id, PetID."""
    if name and not _SPELLED.match(name):
        return (name.lower(),)
    return tuple(part.lower() for part in _BOUNDARY.split(name) if part)


@cache
def singular(word: str) -> str:
    """Give the singular of a word in small letters; of a name, of its last word."""
    if word in _ODD:
        return _ODD[word]
    if word in _PLAIN or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 2 else word


@cache
def plain(name: str) -> str:
    """Write a name so that all spellings of it are the same."""
    return "".join(parts(name))


@cache
def plain_singular(name: str) -> str:
    """Write a name so that all spellings of its singular and plural are the same."""
    found = parts(name)
    return "".join((*found[:-1], singular(found[-1]))) if found else ""


def is_same_noun(one: str, other: str) -> bool:
    """Tell whether two names are of one thing: special-events and SpecialEvent."""
    left, right = plain_singular(one), plain_singular(other)
    if not left or not right:
        return False
    return left == right or (
        min(len(left), len(right)) > 3
        and (left.endswith(right) or right.endswith(left))
    )


@cache
def without(name: str, noun: str) -> str:
    """Take a noun off the front of a name: petId without pets is id."""
    words, front = list(parts(name)), [*parts(noun)]
    front = [*front[:-1], singular(front[-1])] if front else []
    for size in range(len(front), 0, -1):
        tail = front[-size:]
        if len(words) > size and [singular(each) for each in words[:size]] == tail:
            return "".join(words[size:])
    return ""
