"""Identifiers that look like a given one, and are others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from random import Random

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_RUN: Final = re.compile(r"[A-Za-z0-9]+")
_HEX: Final = re.compile(r"[0-9a-f]{8,}|[0-9A-F]{8,}")
_LOWER: Final = "abcdefghijklmnopqrstuvwxyz"
# So many different letters are enough to tell identifiers apart by.
_ENOUGH: Final = 6


def look_alike(example: str, random: Random) -> str | None:
    """Return an identifier of the kind of another; None if that has no such parts."""
    if _UUID.fullmatch(example):
        return str(UUID(int=random.getrandbits(128), version=4))
    found = _RUN.sub(lambda match: _other(match[0], random), example)
    return None if found == example else found


def _other(run: str, random: Random) -> str:
    if not any(sign.isdigit() for sign in run):
        return run  # a word or a prefix
    if _HEX.fullmatch(run) and not run.isdigit():
        text = "".join(random.choice("0123456789abcdef") for _ in run)
        return text if run.islower() else text.upper()
    prefix = _prefix(run)
    letters = own_letters(run[prefix:])
    made = []
    for index, sign in enumerate(run):
        if sign.isdigit():
            least = 1 if index == prefix and sign != "0" else 0
            made.append(str(random.randint(least, 9)))
        elif index < prefix:
            made.append(sign)
        else:
            letter = random.choice(letters)
            made.append(letter if sign.islower() else letter.upper())
    return "".join(made)


def own_letters(text: str) -> str:
    """Return the letters to write others of a text's kind with, in lower case.

    Those are its own if they are enough: alphabets of identifiers leave out some.
    """
    own = {sign.lower() for sign in text if sign.isascii() and sign.isalpha()}
    return "".join(sorted(own)) if len(own) >= _ENOUGH else _LOWER


def _prefix(run: str) -> int:
    """Return how many letters stand before the first digit, if they are a word's."""
    letters = next(i for i, sign in enumerate(run) if sign.isdigit())
    return letters if run[letters:].isdigit() else 0
