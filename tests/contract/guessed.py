"""Passwords that the service may refuse though the contract allows them."""

from typing import Any, Final

from zxcvbn_rs_py import zxcvbn

# Which member of its body each operation takes a new password from.
PASSWORDS: Final = {"register_person": "password", "update_me": "new_password"}
# Whatever its owner is called: the service may know more words than this does.
_MOST_GUESSES: Final = 10**12
_LONGEST: Final = 48


def is_guessed(password: str) -> bool:
    """Say whether a password is guessed soon."""
    text = password.encode("utf-8", "replace").decode()[:_LONGEST]
    return bool(zxcvbn(text).guesses < _MOST_GUESSES)


def refused_password(body: Any, member: str, problem: Any) -> bool:
    """Say whether a body was refused for a password that is in fact guessed soon."""
    password = body.get(member) if isinstance(body, dict) else None
    is_said = problem.get("code") == "weak_password"
    return isinstance(password, str) and is_said and is_guessed(password)
