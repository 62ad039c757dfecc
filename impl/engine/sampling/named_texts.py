"""Texts as they are likely under the name of a member, or by what is said of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from impl.engine.sampling import vocabulary as words
from impl.engine.sampling.format_texts import email, moment, phrase, uri, uuid
from impl.engine.sampling.tokens import last_token, singular, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from impl.engine.sampling.drawing import Draw

_PEOPLE: Final = frozenset(
    {
        *("user", "person", "customer", "author", "owner", "member", "contact"),
        *("employee", "patient", "student", "guest", "profile", "account", "artist"),
        *("recipient", "sender", "holder", "attendee", "buyer", "driver", "actor"),
    }
)
_FIRMS: Final = frozenset(
    {"company", "organization", "organisation", "merchant", "vendor", "supplier"}
)


def _of(options: Sequence[str]) -> Callable[[Draw], str]:
    return lambda draw: draw.random.choice(options)


def _place(column: int) -> Callable[[Draw], str]:
    return lambda draw: str(draw.random.choice(words.PLACES)[column])


def _person(draw: Draw) -> str:
    first = draw.random.choice(words.FIRST_NAMES)
    return f"{first} {draw.random.choice(words.LAST_NAMES)}"


def _title(draw: Draw) -> str:
    return phrase(draw).capitalize()


def _slug(draw: Draw) -> str:
    return phrase(draw).replace(" ", "-")


def _user_name(draw: Draw) -> str:
    first = draw.random.choice(words.FIRST_NAMES).lower()
    return f"{first}{draw.random.randint(10, 99)}"


def _street(draw: Draw) -> str:
    return f"{draw.random.randint(1, 180)} {draw.random.choice(words.STREETS)}"


def _phone(draw: Draw) -> str:
    return f"+1555{draw.random.randint(1_000_000, 9_999_999)}"


def _name(draw: Draw) -> str:
    around = {singular(word) for word in (*tokens(draw.owner), *tokens(draw.name))}
    if around & _PEOPLE:
        return _person(draw)
    if around & _FIRMS:
        return draw.random.choice(words.COMPANIES)
    return _title(draw)


def _date_time(draw: Draw) -> str:
    return moment(draw).strftime("%Y-%m-%dT%H:%M:%SZ")


def _date(draw: Draw) -> str:
    return moment(draw).strftime("%Y-%m-%d")


def _hexadecimal(draw: Draw) -> str:
    return f"{draw.random.getrandbits(160):040x}"


def _token(draw: Draw) -> str:
    return f"{draw.random.getrandbits(96):024x}"


def _version(draw: Draw) -> str:
    chance = draw.random
    return f"{chance.randint(1, 4)}.{chance.randint(0, 9)}.{chance.randint(0, 9)}"


def _digits(draw: Draw) -> str:
    return str(draw.random.randint(100_000, 999_999))


_BY_LAST: Final[dict[str, Callable[[Draw], str]]] = {
    **dict.fromkeys(("email", "mail"), email),
    **dict.fromkeys(("url", "uri", "href", "link", "website", "homepage"), uri),
    **dict.fromkeys(("avatar", "image", "logo", "icon", "thumbnail", "photo"), uri),
    **dict.fromkeys(("uuid", "guid"), uuid),
    **dict.fromkeys(
        ("id", "sid", "key", "ref", "reference", "cursor", "nonce"), _token
    ),
    **dict.fromkeys(("token", "secret", "etag"), _token),
    **dict.fromkeys(("sha", "hash", "digest", "checksum", "commit"), _hexadecimal),
    **dict.fromkeys(("slug", "handle"), _slug),
    **dict.fromkeys(("login", "username", "nickname"), _user_name),
    **dict.fromkeys(("firstname", "forename"), _of(words.FIRST_NAMES)),
    **dict.fromkeys(("lastname", "surname"), _of(words.LAST_NAMES)),
    **dict.fromkeys(("fullname", "author", "owner", "assignee"), _person),
    **dict.fromkeys(("company", "organization", "organisation"), _of(words.COMPANIES)),
    **dict.fromkeys(("job", "occupation"), _of(words.JOBS)),
    "name": _name,
    **dict.fromkeys(("title", "label", "subject", "headline"), _title),
    **dict.fromkeys(
        ("description", "summary", "text", "comment"), _of(words.SENTENCES)
    ),
    **dict.fromkeys(("message", "body", "note", "bio"), _of(words.SENTENCES)),
    **dict.fromkeys(("content", "reason", "about"), _of(words.SENTENCES)),
    **dict.fromkeys(("detail", "caption"), _of(words.SENTENCES)),
    **dict.fromkeys(("city", "town", "locality"), _place(0)),
    "country": _place(1),
    **dict.fromkeys(("region", "province"), _place(3)),
    **dict.fromkeys(("zip", "zipcode", "postcode", "postalcode"), _place(4)),
    **dict.fromkeys(("timezone", "tz"), _place(7)),
    **dict.fromkeys(("street", "address"), _street),
    **dict.fromkeys(("phone", "mobile", "telephone", "fax"), _phone),
    **dict.fromkeys(("color", "colour"), _of(words.COLOURS)),
    "currency": _of(words.CURRENCIES),
    **dict.fromkeys(("language", "lang"), _of(words.LANGUAGES)),
    "locale": _of(words.LOCALES),
    **dict.fromkeys(("status", "state"), _of(words.STATUSES)),
    **dict.fromkeys(("mimetype",), _of(words.MEDIA_TYPES)),
    **dict.fromkeys(("file", "filename"), _of(words.FILES)),
    **dict.fromkeys(("at", "datetime", "timestamp"), _date_time),
    "date": _date,
    "version": _version,
    **dict.fromkeys(("price", "amount", "total"), _digits),
    "tag": _of(words.NOUNS),
    "category": _of(words.NOUNS),
    **dict.fromkeys(("host", "hostname", "domain"), _of(words.DOMAINS)),
}
_BY_LAST_TWO: Final[dict[tuple[str, str], Callable[[Draw], str]]] = {
    ("first", "name"): _of(words.FIRST_NAMES),
    ("given", "name"): _of(words.FIRST_NAMES),
    ("last", "name"): _of(words.LAST_NAMES),
    ("family", "name"): _of(words.LAST_NAMES),
    ("user", "name"): _user_name,
    ("screen", "name"): _user_name,
    ("company", "name"): _of(words.COMPANIES),
    ("file", "name"): _of(words.FILES),
    ("host", "name"): _of(words.DOMAINS),
    ("country", "code"): _place(2),
    ("currency", "code"): _of(words.CURRENCIES),
    ("language", "code"): _of(words.LANGUAGES),
    ("postal", "code"): _place(4),
    ("zip", "code"): _place(4),
    ("time", "zone"): _place(7),
    ("phone", "number"): _phone,
    ("mime", "type"): _of(words.MEDIA_TYPES),
    ("content", "type"): _of(words.MEDIA_TYPES),
    ("media", "type"): _of(words.MEDIA_TYPES),
    ("email", "address"): email,
    ("ip", "address"): lambda draw: f"192.0.2.{draw.random.randint(1, 254)}",
}
_BY_DESCRIPTION: Final[tuple[tuple[re.Pattern[str], Callable[[Draw], str]], ...]] = (
    (re.compile(r"ISO[- ]3166", re.IGNORECASE), _place(2)),
    (re.compile(r"ISO[- ]4217", re.IGNORECASE), _of(words.CURRENCIES)),
    (re.compile(r"ISO[- ]639|BCP[- ]47", re.IGNORECASE), _of(words.LANGUAGES)),
    (re.compile(r"ISO[- ]8601|RFC[- ]3339", re.IGNORECASE), _date_time),
    (re.compile(r"\be-?mail address", re.IGNORECASE), email),
    (re.compile(r"\bURL\b|\bURI\b"), uri),
    (re.compile(r"\bUUID\b"), uuid),
    (re.compile(r"\bhex", re.IGNORECASE), _token),
)
_MOST_READ: Final = 500


def of_name(name: str) -> Callable[[Draw], str] | None:
    """Return what draws texts for members of a name; None for an unknown one."""
    found = tokens(name)
    if not found:
        return None
    pair = (found[-2], singular(found[-1])) if len(found) > 1 else ("", "")
    return _BY_LAST_TWO.get(pair) or _BY_LAST.get(last_token(name))


def of_description(text: object) -> Callable[[Draw], str] | None:
    """Return what draws texts that a description speaks of; None if it does not."""
    if not isinstance(text, str):
        return None
    begin = text[:_MOST_READ]
    return next((make for told, make in _BY_DESCRIPTION if told.search(begin)), None)
