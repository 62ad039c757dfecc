"""The words in the names of members: `billingAddress_id` is billing, address, id."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=8192)
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name, in small letters."""
    return tuple(word.lower() for word in _WORD.findall(name[:200]))


@lru_cache(maxsize=8192)
def last_token(name: str) -> str:
    """Return the last word of a name, as one of them; "" if there is none."""
    found = tokens(name)
    return singular(found[-1]) if found else ""


def singular(word: str) -> str:
    """Return an English plural as one of them."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def is_identifier(name: str) -> bool:
    """Tell whether a name is that of what tells things apart."""
    return last_token(name) in _IDENTIFYING


_IDENTIFYING: Final = frozenset(
    {
        *("id", "uuid", "guid", "sid", "key", "token", "hash", "sha", "ref", "slug"),
        *("number", "code", "cursor", "digest", "etag", "nonce", "secret"),
    }
)
