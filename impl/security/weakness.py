"""Passwords that are guessed first (NIST SP 800-63B-4 §3.1.1.2).

The blocklist is that of zxcvbn: 30,000 leaked passwords, 30,000 English words, names,
keyboard walks, sequences, repeats and dates, compared as a guesser would, with letters
swapped for signs and words put together. What it counts is how many guesses come
before the password. It is asked about the password and about what is left without the
usual decoration, each way of decorating multiplying the guesses by a factor.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from math import comb
from typing import Final

from zxcvbn_rs_py import zxcvbn

# Where logins are limited to about a thousand failures a day this takes centuries;
# three unrelated words are well above it, two are about there.
_FEWEST_GUESSES: Final = 10**8.5
# Its work grows faster than the length, and this much is weak or is not: here it takes
# milliseconds, at twice that a tenth of a second.
_LONGEST: Final = 48
_SHORTEST_WORD: Final = 3
_MOST_SIGNS: Final = 4
_SERVICE: Final = (
    "countersign", "contract", "openapi", "swagger", "registry",
    "passwort", "contraseña", "motdepasse", "senha", "wachtwoord", "пароль", "parola",
)  # fmt: skip
_ENDS: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
# The signs above the digits of a keyboard, for those who hold Shift on every other key.
_UNSHIFTED: Final = str.maketrans("!@#$%^&*()", "1234567890")


def weakness(password: str, email: str, *names: str) -> str | None:
    """Say what makes a password too easy to guess, or None if nothing does.

    Args:
        password: of any length; only its beginning counts.
        email: the address that it is to protect.
        names: what else is known of its owner.
    """
    forms = list(_forms(password))
    own = _own_words(email, names)
    rest = (_without(forms[0][0].casefold(), own), 100)
    if not _is_guessed([*forms, rest], [*_SERVICE, *own]):
        return None
    if not _is_guessed(forms, _SERVICE):
        return "The password is guessed too soon: it is made of your name or address."
    feedback = zxcvbn(forms[0][0], list(_SERVICE)).feedback
    if feedback and feedback.warning:
        return f"The password is guessed too soon. {feedback.warning}"
    return (
        "The password is guessed too soon: it is made of common words, names, "
        "sequences or repetitions."
    )


def _is_guessed(forms: Sequence[tuple[str, float]], known: Sequence[str]) -> bool:
    return any(
        zxcvbn(text, list(known)).guesses * factor < _FEWEST_GUESSES
        for text, factor in forms
    )


def _forms(password: str) -> Iterator[tuple[str, float]]:
    """Yield what a guesser starts from, and how many ways lead back from each."""
    # A lone surrogate can come from JSON, and no list has one.
    text = password.encode("utf-8", "replace").decode()
    whole = unicodedata.normalize("NFKC", text)[:_LONGEST]
    folded = whole.casefold()
    yield whole, 1
    parts = list(dict.fromkeys(_PARTS.findall(folded)))
    yield "".join(parts), 3
    bare = "".join(character for character in folded if character.isalnum())
    signs = {character for character in folded if not character.isalnum()}
    # Of something made of other signs this would be no more than a crumb, and signs of
    # many kinds are no decoration but have to be guessed themselves.
    if 2 * len(bare) >= len(folded) and len(signs) <= _MOST_SIGNS:
        yield bare, 10
        digits = sum(map(str.isdigit, bare))
        ways = max(30, comb(len(bare), digits))
        yield "".join(sorted(bare, key=str.isdigit)), ways
    yield folded.translate(_UNSHIFTED), 10
    once = "".join(
        character
        for number, character in enumerate(folded)
        if number == 0 or folded[number - 1] != character
    )
    if 2 * len(once) <= len(folded):
        yield once, 100
    stem = _ENDS.sub("", folded)
    if stem:
        # What stands around it may be decoration, or as hard to guess as anything.
        around = "".join(_ENDS.findall(folded))
        yield stem, max(1000, zxcvbn(around, []).guesses if around else 1)


def _without(text: str, words: Sequence[str]) -> str:
    """Return what somebody who knows these words still has to guess."""
    for word in sorted(words, key=len, reverse=True):
        # A mark keeps what is left of it apart, lest it become another word.
        text = text.replace(word, "\0")
    return text.replace("\0", "")


def _own_words(email: str, names: Sequence[str]) -> list[str]:
    local, _, domain = email.partition("@")
    words = [email, local, domain, *names]
    for text in (local, domain, *names):
        words += re.split(r"[\W_]+", text)
        words.append(re.sub(r"[\W_]+", "", text))
    return [each.casefold() for each in words if len(each) >= _SHORTEST_WORD]
