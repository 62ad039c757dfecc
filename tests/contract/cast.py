"""Stand-ins for the caller of a request: each role, and those who have none any more.

The one who fuzzes owns whatever there is. What others may do in a team, and may not, is
tried by sending the same requests as one of these.
"""

import itertools
import time
from collections.abc import Callable

from scripts.proving.people import PersonClient

Headers = dict[str, str]
# Access tokens last for minutes; a new one is had in time, in seconds.
_FRESH = 300.0
_ROLES = ("viewer", "member", "maintainer")
READING = ("teams:read", "versions:read")
PARTS = (
    *_ROLES,
    *(
        "stranger",
        "former member",
        "key",
        "reading key",
        "revoked key",
        "ended session",
    ),
)


class Cast:
    """Gives each request of a team's owner to the next stand-in."""

    def __init__(self, newcomer: Callable[[], PersonClient]) -> None:
        self._newcomer = newcomer
        self._people: dict[str, tuple[PersonClient, float]] = {}
        self._keys: dict[tuple[str, str], Headers] = {}
        self._joined: set[tuple[str, str]] = set()
        self._parts = itertools.cycle(PARTS)

    def next(self, team: str, owner: PersonClient) -> Headers:
        """Return the credentials of the next stand-in, made ready for a team.

        Raises:
            PopulationError: the owner may not do that.
        """
        return self.play(next(self._parts), team, owner)

    def play(self, part: str, team: str, owner: PersonClient) -> Headers:
        """Return the credentials of one of `PARTS`, made ready for a team.

        Raises:
            PopulationError: the owner may not do that.
        """
        if part.endswith("key"):
            if (part, team) not in self._keys:
                self._keys[part, team] = self._key(part, team, owner)
            return self._keys[part, team]
        if part == "ended session":
            return self._leaver()
        person = self._person(part)
        if part != "stranger" and (part, team) not in self._joined:
            self._joined.add((part, team))
            owner.add_member(team, person.email, part if part in _ROLES else "viewer")
            if part not in _ROLES:
                owner.remove_member(team, person.belongings.person_ids[-1])
        return person.headers

    def _person(self, part: str) -> PersonClient:
        person, since = self._people.get(part) or (self._newcomer(), time.monotonic())
        if time.monotonic() - since > _FRESH:
            person.log_in()
            since = time.monotonic()
        self._people[part] = person, since
        return person

    def _leaver(self) -> Headers:
        known = self._people.get("ended session")
        person = self._person("ended session")
        if known != self._people["ended session"]:
            person.log_out()
        return person.headers

    @staticmethod
    def _key(part: str, team: str, owner: PersonClient) -> Headers:
        scopes = READING if part == "reading key" else None
        secret = owner.create_api_key(team, scopes)
        if part == "revoked key":
            key = owner.belongings.api_key_ids[-1]
            owner.call("DELETE", f"/v1/teams/{team}/api-keys/{key}", 204)
        return {"X-Api-Key": secret}
