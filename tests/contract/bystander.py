"""Somebody in every team who is asked what others are in it, and what is there.

The bystander only looks on, as a viewer. What is asked is asked with credentials and a
role that the fuzzer never touches, so that a fault in judging the one who was refused
does not hide itself.
"""

from functools import cached_property
from urllib.parse import quote

import httpx2

from scripts.proving.people import PersonClient
from tests.contract.roles import Role


class Bystander:
    """Answers questions about teams; None where the bystander can't see them."""

    def __init__(self, email: str, client: httpx2.Client) -> None:
        self._email = email
        self._client = client

    @cached_property
    def _person(self) -> PersonClient:
        # Not before there is a question: the fuzzer reads its hooks earlier.
        return PersonClient.known(self._email, "bystander", self._client)

    @cached_property
    def _teams(self) -> set[str]:
        page = self._get("/v1/teams?limit=100").json()
        return {team["id"] for team in page["items"]}

    @property
    def id(self) -> str:
        """The id of the bystander's own account."""
        return self._person.belongings.person_ids[-1]

    def let_in(self, team: str, authorization: str) -> None:
        """Join a team, let in by somebody who may add members."""
        body = {"email": self._email, "role": "viewer"}
        path = f"/v1/teams/{quote(team, safe='')}/members"
        headers = {"Authorization": authorization}
        answer = self._client.post(path, json=body, headers=headers)
        if answer.status_code in (201, 409):
            self._teams.add(team)

    def is_in(self, team: str) -> bool:
        """Whether the bystander is known to be in a team."""
        return team in self._teams

    def role(self, team: str, person: str) -> Role | None:
        """Return what a person is in a team now."""
        place = f"/v1/teams/{quote(team, safe='')}"
        answer = self._get(f"{place}/members/{quote(person, safe='')}")
        if answer.status_code == 200:
            self._teams.add(team)
            return Role.named(answer.json()["role"])
        is_there = answer.status_code == 404 and self.sees(place)
        return Role.STRANGER if is_there else None

    def signer(self, team: str, api: str) -> Role | None:
        """Return the least role that signs proposals for an API now."""
        place = f"/v1/teams/{quote(team, safe='')}/apis/{quote(api, safe='')}"
        answer = self._get(place)
        if answer.status_code != 200:
            return None
        return Role.named(answer.json()["policy"]["signers"])

    def author(self, team: str, api: str, proposal: str) -> str | None:
        """Return who made a proposal, None if nobody is said to."""
        names = [quote(each, safe="") for each in (team, api, proposal)]
        answer = self._get("/v1/teams/{}/apis/{}/proposals/{}".format(*names))
        return answer.json().get("author") if answer.status_code == 200 else None

    def is_for_everyone(self, team: str, api: str, comparison: str = "") -> bool:
        """Whether everyone sees an API now, and may see a comparison of it."""
        place = f"/v1/teams/{quote(team, safe='')}/apis/{quote(api, safe='')}"
        answer = self._get(place)
        if answer.status_code != 200 or answer.json()["visibility"] != "everyone":
            return False
        return not (comparison and self._is_for_members(place, comparison))

    def _is_for_members(self, place: str, comparison: str) -> bool:
        """Whether a comparison is of a document that nobody published or proposed."""
        answer = self._get(f"{place}/comparisons/{quote(comparison, safe='')}")
        found = answer.json() if answer.status_code == 200 else {}
        compared = found.get("revision", {})
        # Whose usage it is can't be asked: they see it, too.
        if not compared or "version" in compared or "usage_digest" in found:
            return False
        answer = self._get(f"{place}/proposals?limit=100")
        page = answer.json() if answer.status_code == 200 else {}
        # Of too many, those that are on other pages are not looked through.
        return (
            "items" in page
            and "next_cursor" not in page
            and not any(
                self.sees_item(path, "digest", compared["digest"])
                for each in page["items"]
                for path in [f"{place}/proposals/{each['number']}/revisions"]
            )
        )

    def sees(self, path: str) -> bool:
        """Whether there is something at a path."""
        return self._get(path).status_code == 200

    def sees_item(self, path: str, member: str, value: str) -> bool:
        """Whether the first page of a list has an item with such a member."""
        answer = self._get(f"{path}?limit=100")
        if answer.status_code != 200:
            return False
        return any(item[member] == value for item in answer.json()["items"])

    def _get(self, path: str) -> httpx2.Response:
        answer = self._client.get(path, headers=self._person.headers)
        if answer.status_code == 401:
            # Access tokens last for minutes; a run may take longer.
            self._person.log_in()
            answer = self._client.get(path, headers=self._person.headers)
        return answer
