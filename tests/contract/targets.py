"""Things that exist, for requests to aim at; made over HTTP as they are needed."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import httpx2

from scripts.proving.belongings import somebody
from scripts.proving.people import PersonClient
from tests.contract.cast import Cast, Headers

# Fuzzing wears things out; it gets others after so many uses.
_USES = 25
_TIMEOUT = 60.0
# Outer things before those in them.
_ORDER = (
    *(
        "team_id",
        "person_id",
        "api_key_id",
        "oauth_client_id",
        "api_id",
        "version",
        "comparison_id",
    ),
    "invitation_id",
    *(
        "acceptance_id",
        "proposal",
        "revision",
        "thread_id",
        "verification_id",
        "consumer_id",
        "consumer_version_id",
        "usage_digest",
        "environment_id",
        "deployment_id",
        "webhook_id",
        "delivery_id",
    ),
)
_OF_APIS = (
    *("version", "comparison_id", "proposal", "revision", "thread_id"),
    *("acceptance_id", "verification_id"),
)


class Targets:
    """What one person has, and newcomers whom nobody misses."""

    def __init__(
        self,
        url: str,
        heard: Callable[[httpx2.Response], None] | None = None,
        client: httpx2.Client | None = None,
    ) -> None:
        self._url = url
        self._client = client or httpx2.Client(base_url=url, timeout=_TIMEOUT)
        if heard:
            self._client.event_hooks = {"response": [heard]}
        self._person = PersonClient(url, "caller", self._client)
        self._kept: dict[str, str] = {}
        self._uses = 0
        self._newcomer: PersonClient | None = None
        self._cast = Cast(self.newcomer)

    def parameters(
        self, authorization: str, names: Collection[str], spent: str | None
    ) -> dict[str, str]:
        """Return path parameters that together name one thing that exists.

        Args:
            authorization: credentials of who makes what is missing.
            names: which parameters.
            spent: the one whose thing will be gone afterwards, so it is a new one.

        Raises:
            PopulationError: the caller may not make them.
        """
        self._person.authorize(authorization)
        if self._uses % _USES == 0:
            self._kept.clear()
        self._uses += 1
        found: dict[str, str] = {}
        for name in (name for name in _ORDER if name in names):
            value = None if name == spent else self._kept.get(name)
            found[name] = value or self._make(name, found)
            if name != spent:
                self._kept[name] = found[name]
        return found

    def _make(self, name: str, found: Mapping[str, str]) -> str:
        person = self._person
        if name == "invitation_id":
            return self._invitation(found.get("team_id"))
        if name == "team_id":
            return person.create_team()
        if name == "person_id":
            return self._somebody(found.get("team_id"))
        team = found["team_id"]
        if name == "api_key_id":
            person.create_api_key(team)
            return person.belongings.api_key_ids[-1]
        if name == "api_id":
            # So that what is proposed can be signed at once.
            return person.create_api(team, policy={"approvals": 0})
        if "api_id" in found and name in _OF_APIS:
            return self._make_of_api(name, team, found)
        if name == "consumer_id":
            return person.create_consumer(team)
        if name in ("consumer_version_id", "usage_digest"):
            return self._build(name, team, found["consumer_id"])
        if name == "environment_id":
            return person.create_environment(team)
        return self._make_inner(name, team, found)

    def _somebody(self, team: str | None) -> str:
        """Return a newcomer, in a team if there is one."""
        newcomer = self.newcomer()
        if team:
            self._person.add_member(team, newcomer.email, "viewer")
        return newcomer.belongings.person_ids[0]

    def _invitation(self, team: str | None) -> str:
        """Return an invitation to a team, or of the caller to somebody else's."""
        if team:
            return self._person.invite(team, somebody())
        host = self.regular()
        caller = self._person.call("GET", "/v1/people/me", 200)
        return host.invite(host.create_team(), caller["email"])

    def _make_inner(self, name: str, team: str, found: Mapping[str, str]) -> str:
        person = self._person
        if name == "oauth_client_id":
            return person.create_oauth_client(team)[0]
        if name == "webhook_id":
            return person.create_webhook(team)
        if name == "delivery_id":
            return person.delivery(team, found["webhook_id"])
        if name == "deployment_id":
            consumer = person.create_consumer(team)
            label = person.build(team, consumer)
            what = f"consumers/{consumer}"
            return person.deploy(team, found["environment_id"], what, label)
        raise KeyError(name)

    def _make_of_api(self, name: str, team: str, found: Mapping[str, str]) -> str:
        person, api = self._person, found["api_id"]
        if name == "comparison_id":
            return person.compare(team, api)
        if name == "proposal":
            return str(person.propose(team, api))
        if name == "acceptance_id":
            return person.accept(team, api)
        if name == "thread_id":
            return person.begin_thread(team, api, found["proposal"])
        if name == "verification_id":
            return person.verify(team, api, found["version"])
        if name == "revision":
            return str(person.revise(team, api, found["proposal"]))
        person.publish(team, api)
        return person.belongings.versions[-1]

    def _build(self, name: str, team: str, consumer: str) -> str:
        own = self._person.belongings
        if name == "usage_digest":
            # What is there uses nothing, so that all usages are the same.
            return own.usage_digests[-1]
        api = self._person.create_api(team)
        self._person.publish(team, api)
        self._person.build(team, consumer, (api, "1.0.0"))
        return own.consumer_version_ids[-1]

    def two_versions(self, authorization: str, path: Mapping[str, str]) -> list[str]:
        """Return two versions of the API that path parameters name.

        Raises:
            PopulationError: the caller may not publish them.
        """
        self._person.authorize(authorization)
        return list(self._person.publish_two(path["team_id"], path["api_id"]))

    def one_version(self, authorization: str, path: Mapping[str, str]) -> str:
        """Return a version of the API, or the consumer, that path parameters name.

        Raises:
            PopulationError: the caller may not make one.
        """
        self._person.authorize(authorization)
        if "api_id" in path:
            return self._person.publish_two(path["team_id"], path["api_id"])[0]
        return self._person.build(path["team_id"], path["consumer_id"])

    def revision(self, authorization: str, path: Mapping[str, Any]) -> int:
        """Return a new revision of the proposal that path parameters name.

        Raises:
            PopulationError: the caller may not make one.
        """
        self._person.authorize(authorization)
        place = path["team_id"], path["api_id"], path["proposal"]
        return self._person.revise(*place)

    def contract(self, authorization: str, team: str) -> dict[str, Any]:
        """Return a published contract of a team that somebody could build against.

        Raises:
            PopulationError: the caller may not publish one.
        """
        self._person.authorize(authorization)
        api = self._person.create_api(team)
        self._person.publish(team, api)
        return {"api_id": api, "version": "1.0.0"}

    def certificate(self, authorization: str) -> Any:
        """Return a certificate about documents that the caller can read.

        Raises:
            PopulationError: the caller may not make one.
        """
        place = self.parameters(authorization, ("team_id", "api_id"), None)
        return self._person.certificate(place["team_id"], place["api_id"])

    def newcomer(self) -> PersonClient:
        """Return somebody who has an account and nothing else."""
        return PersonClient.registered(self._url, "newcomer", self._client)

    def known(self, email: str) -> PersonClient:
        """Return somebody whose address is known, with a new session.

        Raises:
            PopulationError: nobody has it.
        """
        return PersonClient.known(email, "known", self._client)

    def regular(self) -> PersonClient:
        """Return a newcomer with a new session, the same person every time."""
        if self._newcomer is None:
            self._newcomer = self.newcomer()
        else:
            self._newcomer.log_in()
        return self._newcomer

    def stand_in(self, team: str, authorization: str) -> Headers:
        """Return the credentials of somebody who is less than the owner of a team.

        Raises:
            PopulationError: the caller is not its owner.
        """
        self._person.authorize(authorization)
        return self._cast.next(team, self._person)

    def etag(self, path: str, credentials: Headers) -> str | None:
        """Return the entity tag of a resource, None if it can't be read."""
        answer = self._client.get(path, headers=credentials)
        return answer.headers.get("ETag")
