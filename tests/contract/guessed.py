"""Passwords that the service may refuse though the contract allows them."""

import re
from typing import Any, Final

from zxcvbn_rs_py import zxcvbn

# Which member of its body each operation takes a new password from.
PASSWORDS: Final = {"register_person": "password", "update_me": "new_password"}
# The service may know more words than this does.
_MOST_GUESSES: Final = 10**12
# All that can be written with the few characters that a password has.
_MOST_OF_FEW: Final = 10**16
_LONGEST: Final = 48
_WORD: Final = re.compile(r"\w+")
_RUN: Final = re.compile(r"(.)\1+", re.DOTALL)


def is_guessed(password: str, *known: str) -> bool:
    """Say whether who knows a few texts of its owner guesses a password soon."""
    text = password.encode("utf-8", "replace").decode()[:_LONGEST]
    words = [
        word
        for each in known
        for word in (each, *each.rsplit("@", 1), *_WORD.findall(each))
    ]
    folded = text.casefold()
    # Repetitions are such in letters of either case, and whatever interrupts them.
    if len(set(folded)) ** len(folded) < _MOST_OF_FEW:
        return True
    once = _RUN.sub(r"\1", folded)
    forms = (text, folded, once)
    return any(zxcvbn(form, words).guesses < _MOST_GUESSES for form in forms)


def refused_password(body: Any, member: str, problem: Any) -> bool:
    """Say whether a body was refused for a password that is in fact guessed soon."""
    password = body.get(member) if isinstance(body, dict) else None
    if not isinstance(password, str) or problem.get("code") != "weak_password":
        return False
    known = [body.get(name) for name in ("email", "display_name")]
    return is_guessed(password, *(each for each in known if isinstance(each, str)))
