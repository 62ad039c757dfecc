"""Passwords that the service may refuse though the contract allows them."""

import re
from typing import Any, Final

from zxcvbn_rs_py import zxcvbn

# Which member of its body each operation takes a new password from.
PASSWORDS: Final = {"register_person": "password", "update_me": "new_password"}
# The service may know more words than this does.
_MOST_GUESSES: Final = 10**12
_LONGEST: Final = 48
_WORD: Final = re.compile(r"\w+")


def is_guessed(password: str, *known: str) -> bool:
    """Say whether who knows a few texts of its owner guesses a password soon."""
    text = password.encode("utf-8", "replace").decode()[:_LONGEST]
    words = [word for each in known for word in (each, *_WORD.findall(each))]
    # A repetition is one in letters of either case.
    forms = (text, text.casefold())
    return any(zxcvbn(form, words).guesses < _MOST_GUESSES for form in forms)


def refused_password(body: Any, member: str, problem: Any) -> bool:
    """Say whether a body was refused for a password that is in fact guessed soon."""
    password = body.get(member) if isinstance(body, dict) else None
    if not isinstance(password, str) or problem.get("code") != "weak_password":
        return False
    known = [body.get(name) for name in ("email", "display_name")]
    return is_guessed(password, *(each for each in known if isinstance(each, str)))
