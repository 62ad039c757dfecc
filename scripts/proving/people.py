"""People with teams, APIs, keys and versions of their own, made over HTTP."""

import secrets
from collections.abc import Sequence
from typing import Any, Self

import httpx2

from scripts.proving.belongings import Belongings, somebody
from scripts.proving.bodies import ALL_SCOPES, OAUTH_CLIENT
from scripts.proving.requests import ServiceClient

PASSWORD = "a password of a test, not of a person"  # noqa: S105 - it guards nothing
_TIMEOUT = 30.0


class PersonClient(ServiceClient):
    """A registered person who is logged in."""

    def __init__(
        self, url: str, name: str, client: httpx2.Client | None = None
    ) -> None:
        super().__init__(client or httpx2.Client(base_url=url, timeout=_TIMEOUT))
        self.refresh_token = ""
        self._name = name
        self.email = ""
        self.belongings = Belongings()

    @classmethod
    def registered(
        cls, url: str, name: str, client: httpx2.Client | None = None
    ) -> Self:
        """Return a new person, logged in.

        Raises:
            PopulationError: the service refused.
        """
        person = cls(url, name, client)
        person.register()
        person.log_in()
        return person

    @classmethod
    def known(cls, email: str, name: str, client: httpx2.Client) -> Self:
        """Return somebody who has an account already, logged in.

        Raises:
            PopulationError: the service refused.
        """
        person = cls(str(client.base_url), name, client)
        person.email = email
        person.log_in()
        account = person.call("GET", "/v1/people/me", 200)
        person.belongings.person_ids.append(account["id"])
        return person

    def register(self) -> None:
        """Open a new account; the one before, if any, is forgotten."""
        self.email = f"{self._name}-{secrets.token_hex(6)}@example.com"
        body = {
            "email": self.email,
            "password": PASSWORD,
            "display_name": self._name.title(),
        }
        person = self.call("POST", "/v1/people", 201, body)
        self.belongings.person_ids.append(person["id"])
        self.belongings.emails.append(self.email)

    def log_in(self) -> str:
        """Open a session; return its access token."""
        body = {"email": self.email, "password": PASSWORD}
        tokens = self.call("POST", "/v1/sessions", 201, body)
        self.authorize(f"Bearer {tokens['access_token']}")
        self.refresh_token = tokens["refresh_token"]
        self.belongings.session_ids.append(tokens["session_id"])
        return str(tokens["access_token"])

    def log_out(self) -> None:
        """End the session; its access token stays, and should work no more."""
        session = self.belongings.session_ids[-1]
        self.call("DELETE", f"/v1/sessions/{session}", 204)

    def settle(self, teams: int = 2, apis: int = 2, viewer: str | None = None) -> None:
        """Make teams with a key, and APIs with versions, a proposal and a consumer.

        Each API is deployed, in its team's environment, and so is its consumer.

        Args:
            teams: how many.
            apis: how many in each of them.
            viewer: email address of who may look on in all of them.
        """
        for _ in range(teams):
            team = self.create_team()
            if viewer:
                self.add_member(team, viewer, "viewer")
            self.create_api_key(team)
            self.invite(team, somebody())
            self.create_oauth_client(team)
            environment = self.create_environment(team)
            self.delivery(team, self.create_webhook(team))
            for _ in range(apis):
                api = self.create_api(team)
                self.publish(team, api)
                self.compare(team, api)
                self.begin_thread(team, api, self.propose(team, api))
                self.accept(team, api)
                self.verify(team, api, "1.0.0")
                consumer = self.create_consumer(team)
                label = self.build(team, consumer, (api, "1.0.0"))
                self.deploy(team, environment, f"apis/{api}", "1.0.0")
                self.deploy(team, environment, f"consumers/{consumer}", label)

    def create_team(self) -> str:
        """Return the id of a new team."""
        body = {"name": f"{self._name}-{secrets.token_hex(6)}", "title": "A team"}
        team: str = self.call("POST", "/v1/teams", 201, body)["id"]
        self.belongings.team_ids.append(team)
        return team

    def add_member(self, team: str, email: str, role: str) -> None:
        """Add a person to a team."""
        body = {"email": email, "role": role}
        self.call("POST", f"/v1/teams/{team}/members", 201, body)

    def invite(self, team: str, email: str) -> str:
        """Return the id of an invitation of an address to a team."""
        body = {"email": email, "role": "viewer"}
        made: str = self.call("POST", f"/v1/teams/{team}/invitations", 201, body)["id"]
        self.belongings.invitation_ids.append(made)
        return made

    def remove_member(self, team: str, person: str) -> None:
        """Remove a person from a team."""
        path = f"/v1/teams/{team}/members/{person}"
        self.call("DELETE", path, 204, headers={"If-Match": self.etag(path)})

    def create_api_key(self, team: str, scopes: Sequence[str] | None = None) -> str:
        """Return the secret of a new key of a team; it may do everything by default."""
        name = f"key-{secrets.token_hex(4)}"
        body = {"name": name, "scopes": list(scopes or ALL_SCOPES)}
        created = self.call("POST", f"/v1/teams/{team}/api-keys", 201, body)
        self.belongings.api_key_ids.append(created["api_key"]["id"])
        self.belongings.api_keys.append(created["secret"])
        return str(created["secret"])

    def create_oauth_client(self, team: str, **members: object) -> tuple[str, str]:
        """Return the id and the secret of a new client of OAuth of a team."""
        path = f"/v1/teams/{team}/oauth-clients"
        made = self.call("POST", path, 201, {**OAUTH_CLIENT, **members})
        self.belongings.oauth_client_ids.append(made["client"]["id"])
        return made["client"]["id"], made["secret"]

    def create_api(self, team: str, **members: object) -> str:
        """Return the id of a new API of a team; `members` are more of its body."""
        body = {"name": f"api-{secrets.token_hex(6)}", "title": "An API", **members}
        api: str = self.call("POST", f"/v1/teams/{team}/apis", 201, body)["id"]
        self.belongings.api_ids.append(api)
        return api

    def publish(self, team: str, api: str, version: str = "1.0.0") -> None:
        """Publish a small contract of an API; no two are alike."""
        path = f"/v1/teams/{team}/apis/{api}/versions"
        published = self._upload(path, version)
        self.belongings.versions += [published["version"], published["digest"]]

    def accept(self, team: str, api: str) -> str:
        """Return the id of an acceptance of some change of an API."""
        path = f"/v1/teams/{team}/apis/{api}/acceptances"
        body = {"fingerprint": secrets.token_hex(8), "reason": "Agreed."}
        made: str = self.call("POST", path, 201, body)["id"]
        self.belongings.acceptance_ids.append(made)
        return made

    def propose(self, team: str, api: str) -> int:
        """Return the number of a new proposal for an API."""
        path = f"/v1/teams/{team}/apis/{api}/proposals"
        made: int = self.call("POST", path, 201, {"title": "A change"})["number"]
        self.belongings.proposals.append(made)
        return made

    def revise(self, team: str, api: str, proposal: int | str) -> int:
        """Return the number of a new revision of a proposal."""
        path = f"/v1/teams/{team}/apis/{api}/proposals/{proposal}/revisions"
        made: int = self._upload(path, "1.0.1")["number"]
        self.belongings.revisions.append(made)
        return made

    def begin_thread(self, team: str, api: str, proposal: int | str) -> str:
        """Return the id of a new thread about a new revision of a proposal."""
        revision = self.revise(team, api, proposal)
        path = f"/v1/teams/{team}/apis/{api}/proposals/{proposal}/threads"
        anchor = {"side": "revision", "pointer": "/info"}
        body = {"revision": revision, "anchor": anchor, "body": "What is this?"}
        made: str = self.call("POST", path, 201, body)["id"]
        self.belongings.thread_ids.append(made)
        return made

    def _upload(self, path: str, version: str) -> Any:
        """Send a small contract; no two are alike."""
        name = secrets.token_hex(4)
        answer = {"responses": {"200": {"description": "It worked."}}}
        document = {
            "openapi": "3.1.0",
            "info": {"title": f"Contract {name}", "version": version},
            "paths": {f"/{name}": {"get": answer}},
        }
        return self.call("POST", path, 201, document)

    def publish_two(self, team: str, api: str) -> tuple[str, str]:
        """Publish two more versions of an API; return their semantic versions."""
        major = secrets.randbelow(900_000_000) + 1
        pair = f"{major}.0.0", f"{major + 1}.0.0"
        for version in pair:
            self.publish(team, api, version)
        return pair

    def compare(self, team: str, api: str) -> str:
        """Return the id of a comparison of two new versions of an API."""
        base, revision = self.publish_two(team, api)
        path = f"/v1/teams/{team}/apis/{api}/comparisons"
        body = {"base": base, "revision": revision}
        made: str = self.call("POST", path, 201, body)["id"]
        self.belongings.comparison_ids.append(made)
        return made

    def create_consumer(self, team: str) -> str:
        """Return the id of a new consumer of a team."""
        body = {"name": f"consumer-{secrets.token_hex(6)}", "title": "A consumer"}
        made: str = self.call("POST", f"/v1/teams/{team}/consumers", 201, body)["id"]
        self.belongings.consumer_ids.append(made)
        return made

    def build(self, team: str, consumer: str, *known: tuple[str, str]) -> str:
        """Return what a new version of a consumer is called.

        It is built against what is known, APIs and versions of them, and uses nothing.
        """
        label = secrets.token_hex(6)
        usage = {"usage": "countersign.usage/1", "consumer": "app", "operations": {}}
        contracts = [
            {"api_id": api, "version": version, "usage": usage}
            for api, version in known
        ]
        body = {"version": label, "built_against": contracts}
        path = f"/v1/teams/{team}/consumers/{consumer}/versions"
        made = self.call("POST", path, 201, body)
        self.belongings.consumer_version_ids.append(made["id"])
        digests = [each["usage_digest"] for each in made["built_against"]]
        self.belongings.usage_digests += digests
        self.belongings.labels.append(label)
        return label

    def create_environment(self, team: str) -> str:
        """Return the id of a new environment of a team."""
        body = {"name": f"place-{secrets.token_hex(6)}", "title": "An environment"}
        made: str = self.call("POST", f"/v1/teams/{team}/environments", 201, body)["id"]
        self.belongings.environment_ids.append(made)
        return made

    def create_webhook(self, team: str) -> str:
        """Return the id of a new webhook of a team, which nothing comes of."""
        body = {"url": "http://receiver.invalid", "title": "A receiver"}
        made = self.call("POST", f"/v1/teams/{team}/webhooks", 201, body)
        self.belongings.webhook_ids.append(made["webhook"]["id"])
        return str(made["webhook"]["id"])

    def delivery(self, team: str, webhook: str) -> str:
        """Return the id of what was sent to a webhook last."""
        path = f"/v1/teams/{team}/webhooks/{webhook}/deliveries"
        found: str = self.call("GET", path, 200)["items"][0]["id"]
        self.belongings.delivery_ids.append(found)
        return found

    def deploy(self, team: str, environment: str, what: str, version: str) -> str:
        """Return the id of a new deployment; `what` is `apis/…` or `consumers/…`."""
        path = f"/v1/teams/{team}/environments/{environment}/{what}/deployments"
        body = {"version": version, "build": secrets.token_hex(6), "replaces": "none"}
        made: str = self.call("POST", path, 201, body)["id"]
        self.belongings.deployment_ids.append(made)
        return made

    def verify(self, team: str, api: str, version: str) -> str:
        """Return the id of a new verification of a version, which passed."""
        path = f"/v1/teams/{team}/apis/{api}/versions/{version}/verifications"
        counts = {"passed": 1, "failed": 0, "errored": 0, "skipped": 0}
        body = {"tool": "junit", "counts": counts}
        build = secrets.token_hex(6)
        made: str = self.call("POST", f"{path}?build={build}", 201, body)["id"]
        self.belongings.verification_ids.append(made)
        return made

    def certificate(self, team: str, api: str) -> Any:
        """Return the certificate of a new comparison."""
        path = f"/v1/teams/{team}/apis/{api}/comparisons/{self.compare(team, api)}"
        return self.call("GET", f"{path}/certificate", 200)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
