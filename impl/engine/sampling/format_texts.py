"""Texts of the formats of the format profile, as people would write them."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from impl.engine.openapi.formats import FORMATS
from impl.engine.sampling.tokens import tokens
from impl.engine.sampling.vocabulary import (
    ADJECTIVES,
    DOMAINS,
    FIRST_NAMES,
    LAST_NAMES,
    NOUNS,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from impl.engine.sampling.drawing import Draw

_TO_COME: Final = frozenset(
    {
        *("expires", "expiry", "expiration", "expire", "due", "until", "end", "ends"),
        *("next", "deadline", "arrival", "delivery", "valid", "scheduled", "to"),
    }
)
_RECENT: Final = frozenset(
    {"updated", "modified", "changed", "last", "seen", "accessed", "latest"}
)
_MADE: Final = frozenset({"created", "creation", "added", "registered", "joined"})
_BORN: Final = frozenset({"birth", "born", "birthday", "dob"})
_PICTURES: Final = frozenset(
    {"avatar", "image", "icon", "logo", "photo", "picture", "thumbnail", "banner"}
)
_MINUTES_OF_DAY: Final = 1440


def moment(draw: Draw) -> datetime:
    """Draw a time near to now, on the side that the name of the member suggests."""
    words = set(tokens(draw.name))
    chance = draw.random
    day = _MINUTES_OF_DAY
    if words & _BORN:
        back = chance.randint(20 * 365, 60 * 365) * day
    elif words & _RECENT:
        back = chance.randint(5, 9 * day)
    elif words & _MADE:
        back = chance.randint(10 * day, 90 * day)
    elif words & _TO_COME:
        back = -chance.randint(day, 60 * day)
    else:
        back = chance.randint(-5 * day, 30 * day)
    try:
        return draw.now.replace(microsecond=0) - timedelta(minutes=back)
    except OverflowError:
        return draw.now.replace(microsecond=0)


def _date_time(draw: Draw) -> str:
    return moment(draw).strftime("%Y-%m-%dT%H:%M:%SZ")


def _date(draw: Draw) -> str:
    return moment(draw).strftime("%Y-%m-%d")


def _time(draw: Draw) -> str:
    return f"{draw.random.randint(7, 20):02}:{draw.random.randrange(0, 60, 5):02}:00Z"


def _duration(draw: Draw) -> str:
    return f"P{draw.random.randint(1, 28)}D"


def email(draw: Draw) -> str:
    """Draw an e-mail address at a domain that belongs to nobody (RFC 2606)."""
    first, last = draw.random.choice(FIRST_NAMES), draw.random.choice(LAST_NAMES)
    return f"{first}.{last}@{draw.random.choice(DOMAINS)}".lower()


def uri(draw: Draw) -> str:
    """Draw an address at such a domain."""
    words = tokens(draw.name)
    ending = ".png" if _PICTURES & set(words) else ""
    chance = draw.random
    path = f"{chance.choice(NOUNS)}s/{chance.randint(1, 9999)}{ending}"
    return f"https://{chance.choice(DOMAINS)}/{path}"


def _reference(draw: Draw) -> str:
    return f"/{draw.random.choice(NOUNS)}s/{draw.random.randint(1, 9999)}"


def _hostname(draw: Draw) -> str:
    return f"{draw.random.choice(NOUNS)}.{draw.random.choice(DOMAINS)}"


def _ipv4(draw: Draw) -> str:
    return f"192.0.2.{draw.random.randint(1, 254)}"


def _ipv6(draw: Draw) -> str:
    return f"2001:db8::{draw.random.randint(1, 0xFFFF):x}"


def uuid(draw: Draw) -> str:
    """Draw a UUID of version 4 (RFC 9562)."""
    return str(UUID(int=draw.random.getrandbits(128), version=4))


def phrase(draw: Draw) -> str:
    """Draw two words that name a thing."""
    return f"{draw.random.choice(ADJECTIVES)} {draw.random.choice(NOUNS)}"


def encoded(draw: Draw) -> str:
    """Draw Base64 (RFC 4648, 4) of some words."""
    return base64.b64encode(phrase(draw).encode()).decode()


def _decimal(draw: Draw) -> str:
    return f"{draw.random.randint(5, 500)}.{draw.random.randint(0, 99):02}"


def _password(draw: Draw) -> str:
    return f"{phrase(draw).title().replace(' ', '-')}-{draw.random.randint(100, 999)}"


_MAKERS: Final[dict[str, Callable[[Draw], str]]] = {
    "date": _date,
    "date-time": _date_time,
    "time": _time,
    "duration": _duration,
    "email": email,
    "idn-email": email,
    "hostname": _hostname,
    "idn-hostname": _hostname,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "uri": uri,
    "url": uri,
    "iri": uri,
    "uri-reference": _reference,
    "iri-reference": _reference,
    "uuid": uuid,
    "byte": encoded,
    "binary": phrase,
    "decimal": _decimal,
    "password": _password,
}


# Texts of formats, and by far not all of them, as regular languages: so it can be told
# which of them match something else as well.
_DATE: Final = r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])"
_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]0\d:00)"
_HOST: Final = r"[a-z]([a-z0-9]{0,20}|[a-z0-9]-[a-z0-9]{1,20})(\.[a-z][a-z0-9]{0,15})*"
_OCTET: Final = r"([1-9]?\d|1\d\d|2[0-4]\d)"
_PATH: Final = r"(/[A-Za-z0-9._~-]{0,40})*(\?[a-z0-9=&_]{1,60})?(#[a-z0-9]{1,20})?"
LANGUAGES: Final[dict[str, str]] = {
    "date": f"^{_DATE}$",
    "date-time": f"^{_DATE}T{_TIME}$",
    "time": f"^{_TIME}$",
    "duration": r"^P([1-9]\d{0,3}[DMWY]|T[1-9]\d{0,3}[HMS])$",
    "email": rf"^[a-zA-Z][a-zA-Z0-9_+-]{{0,60}}@{_HOST}\.[a-z]{{2,6}}$",
    "hostname": f"^{_HOST}$",
    "ipv4": rf"^({_OCTET}\.){{3}}{_OCTET}$",
    "ipv6": r"^([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$|^[0-9a-f]{1,4}::[0-9a-f]{1,4}$",
    "uri": rf"^(https?|ftp|wss?)://{_HOST}(:[1-9]\d{{1,3}})?{_PATH}$|^urn:[a-z0-9:-]+$",
    "uri-reference": rf"^({_PATH}|https?://{_HOST}{_PATH})$",
    "uuid": FORMATS["uuid"].pattern,
}
LANGUAGES["idn-email"] = LANGUAGES["email"]
LANGUAGES["idn-hostname"] = LANGUAGES["hostname"]
LANGUAGES["iri"] = LANGUAGES["uri"]
LANGUAGES["iri-reference"] = LANGUAGES["uri-reference"]


def of_format(name: str) -> Callable[[Draw], str] | None:
    """Return what draws texts of a format; None for an unknown one."""
    if name in _MAKERS:
        return _MAKERS[name]
    samples = FORMATS[name].samples if name in FORMATS else ()
    return (lambda draw: draw.random.choice(samples)) if samples else None
