"""Accounts and what is sent to them, as repositories take and return it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

# As the contract has them, whose answers no other address or name would fit. What is
# said by nobody's request, but by operators and OpenID providers, is held to it here.
EMAIL: Final = (
    r"^[A-Za-z0-9_'+-]{1,30}(\.[A-Za-z0-9_'+-]{1,30}){0,2}"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,24}$"
)
LONGEST_EMAIL: Final = 254
LONGEST_NAME: Final = 100
PASSWORD_LENGTHS: Final = range(15, 129)
_EMAIL: Final = re.compile(EMAIL.strip("^$"), re.ASCII)

TokenPurpose = Literal["email_proof", "password_reset"]
LetterPurpose = Literal["notice", "invitation", "email_proof", "password_reset"]


def is_email(text: str) -> bool:
    """Tell whether a text is an email address that an account may have."""
    return len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long sessions last: from their beginning, and from their last use.

    `most` is how many a person has open at once.
    """

    life: timedelta
    idle: timedelta
    most: int


@dataclass(frozen=True, slots=True)
class AccountToken:
    """Whom a token was sent to, where, and what for."""

    person_id: UUID
    purpose: str
    email: str


@dataclass(frozen=True, slots=True)
class DueMail:
    """A message to be sent; `age` is seconds since it was written.

    `attempts` counts this one, too.
    """

    id: UUID
    sealed: str
    attempts: int
    age: float


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation."""

    id: UUID
    team_id: UUID
    team_title: str
    email: str
    role: str
    invited_by: UUID | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to one person, in plain text.

    Attributes:
        purpose: what it is for. Of what anybody can have sent to anybody there are
            only so many an hour to one address; a notice always comes.
    """

    to: str
    subject: str
    text: str
    purpose: LetterPurpose


@dataclass(frozen=True, slots=True)
class ResetAsked:
    """Somebody asked for a new password of whoever has an address, if anybody has."""

    email: str


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What a person's codes are made of, sealed, and whether log-in takes them."""

    sealed: str
    is_on: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key of a device that a person logs in with."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """What a log-in with a passkey is checked against.

    `handle` is what devices know the person by.
    """

    id: UUID
    person_id: UUID
    name: str
    public_key: bytes
    handle: bytes
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class OpenIdIdentity:
    """An account of an OpenID provider that a person logs in with.

    `email` is its address, as the provider said last.
    """

    id: UUID
    issuer: str
    subject: str
    email: str | None
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """A person as operators see them."""

    id: UUID
    email: str
    is_verified: bool
    is_suspended: bool
    is_administrator: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What came of something that was done with an account.

    Attributes:
        is_changed: whether it was not so before.
        sessions: how many ended.
        grants: how many ended, of what programs were allowed.
    """

    email: str
    is_changed: bool = True
    sessions: int = 0
    grants: int = 0


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which accounts somebody wants; None is any.

    Attributes:
        address: a part of the email address, in any letter case.
    """

    address: str | None = None
    is_suspended: bool | None = None


@dataclass(frozen=True, slots=True)
class NamedTeam:
    """A team, by its name."""

    id: UUID
    name: str
