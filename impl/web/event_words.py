"""What happened, in words for people."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote
from uuid import UUID

from impl.event_records import Event
from impl.security import ids

_SERVICE: Final = "The service"
_NOUNS: Final = {
    "api": "API",
    "api_key": "API key",
    "oauth_client": "OAuth client",
    "consumer_version": "version of a consumer",
    "policy": "policy of an API",
    "webhook": "webhook",
}
_DONE: Final = {
    "added": "added",
    "created": "made",
    "deleted": "deleted",
    "removed": "removed",
    "updated": "changed",
    "revoked": "revoked",
    "revised": "revised",
    "reviewed": "reviewed",
    "signed": "signed",
    "withdrawn": "withdrew",
    "published": "published",
    "deprecated": "deprecated",
    "undeprecated": "took back the deprecation of",
    "answered": "answered",
    "resolved": "resolved",
    "reopened": "took up again",
    "registered": "registered",
    "recorded": "recorded",
    "ended": "ended",
    "declined": "declined",
    "secret_rotated": "made another secret of",
    "pinged": "sent a ping to",
    "disabled": "switched off",
}
_MOST: Final = 12
_LONGEST: Final = 200


def actor(event: Event, names: Mapping[UUID, str]) -> str:
    """Return who did it; `names` are those of the team's members."""
    if event.actor is None:
        return _SERVICE
    person = person_of(event)
    if person is None:
        return "An API key" if event.actor.startswith("key_") else "A program"
    return names.get(person, "Somebody")


def person_of(event: Event) -> UUID | None:
    """Return the person who did it, None if it was no person."""
    try:
        return ids.decode(ids.PERSON, event.actor or "")
    except ValueError:
        return None


def sentence(event: Event) -> str:
    """Return what was done, to go after who did it."""
    noun, _, done = event.action.partition(".")
    said = _NOUNS.get(noun, noun)
    article = "an" if said[0] in "aeiouAEIO" else "a"
    return f"{_DONE.get(done, done)} {article} {said}"


def below(event: Event) -> str | None:
    """Return what an event is about, as a path below the page of its API."""
    noun, _, _ = event.action.partition(".")
    number, version = event.details.get("number"), event.details.get("version")
    if noun == "proposal" and isinstance(number, int):
        return f"proposals/{number}"
    if noun == "version" and isinstance(version, str):
        return f"v/{quote(version, safe='+')}"
    return None


def facts(event: Event) -> Sequence[tuple[str, str]]:
    """Return what is known of it, in pairs of a name and a text."""
    details = dict(event.details)
    before, after = details.pop("before", None), details.pop("after", None)
    found = [(name, _text(it)) for name, it in details.items()]
    old = before if isinstance(before, Mapping) else {}
    new = after if isinstance(after, Mapping) else {}
    for name in dict.fromkeys([*old, *new]):
        was, became = _text(old.get(name)), _text(new.get(name))
        is_change = name in old and name in new
        found.append((name, f"{was} → {became}" if is_change else was or became))
    return [(name.replace("_", " "), it) for name, it in found if it][:_MOST]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_text, value))[:_LONGEST]
    return str(value)[:_LONGEST]
