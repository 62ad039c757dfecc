"""A walk past operations as each sort of caller, with every answer judged."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID, uuid4

import httpx2

from impl.security import ids
from scripts.proving.people import PersonClient
from tests.contract.aim import _OF_STATE, _SPENT, _contract
from tests.contract.bystander import Bystander
from tests.contract.cast import PARTS, Cast
from tests.contract.credentials import Credentials
from tests.contract.exchanges import Answer, Operations
from tests.contract.judge import Judge, Outcome
from tests.contract.targets import Targets

_URL = "http://service"
_OPERATIONS = Operations.of_contract()
Found = set[tuple[str, str, int]]


class Walk:
    """Sends requests about things that exist and has the answers judged."""

    def __init__(self, client: httpx2.Client) -> None:
        bystander = PersonClient.registered(_URL, "bystander", client)
        self._client = client
        self._judge = Judge(Bystander(bystander.email, client), Credentials())
        self._targets = Targets(_URL, self._overhear, client)
        self.owner = PersonClient.registered(_URL, "owner", client)
        self._cast = Cast(self._targets.newcomer)
        self.unknown: Found = set()

    def wrong(
        self,
        *names: str,
        role: str = "member",
        parts: Callable[[str], Collection[str]] = lambda _: ("owner", *PARTS),
    ) -> Found:
        """Return the operation, the sender and the status of each wrong answer.

        `parts` says who sends an operation of a name.
        """
        self.unknown.clear()
        found: Found = set()
        for name in names:
            for part in parts(name):
                status, outcome = self._send(name, part, role)
                if outcome == Outcome.WRONG:
                    found.add((name, part, status))
                elif outcome == Outcome.UNKNOWN:
                    self.unknown.add((name, part, status))
        return found

    def person_id(self, part: str) -> UUID:
        """Return the id, as the database has it, of a stand-in who was there before."""
        self.wrong("get_team")
        person = self._cast._people[part][0]
        return ids.decode(ids.PERSON, person.belongings.person_ids[-1])

    def _send(self, name: str, part: str, role: str) -> tuple[int, Outcome | None]:
        operation = _OPERATIONS.by_name[name]
        owner, path = self.owner.headers["Authorization"], operation.path
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        spent = "person_id" if name == "update_member" else _SPENT.get(name)
        place = self._targets.parameters(owner, names, spent)
        for parameter, value in place.items():
            path = path.replace(f"{{{parameter}}}", value)
        headers = self.owner.headers
        if part != "owner":
            headers = self._cast.play(part, place["team_id"], self.owner)
        if name.startswith("can_i_deploy"):
            path = f"{path}?version={self._targets.one_version(owner, place)}"
        if name == "record_verification":
            path = f"{path}?build=1"
        tag = self._targets.etag(_OF_STATE.sub("", path), headers)
        headers = {**headers, "If-Match": tag or '"1"'}
        body = self._body(name, role, place)
        if operation.method == "PATCH":
            headers["Content-Type"] = "application/merge-patch+json"
        request = self._client.build_request(
            operation.method, path, headers=headers, json=body
        )
        sent = dict(request.headers)
        call = _OPERATIONS.call(operation.method, path, sent, request.read())
        assert call
        known = self._judge.foresee(call)
        response = self._client.send(request)
        answer = Answer(response.status_code, dict(response.headers), response.content)
        verdict = self._judge.judge(call, known, answer)
        return answer.status, verdict.outcome if verdict else None

    def _body(self, name: str, role: str, place: dict[str, str]) -> Any:
        unique = uuid4().hex
        if name == "create_comparison":
            owner = self.owner.headers["Authorization"]
            base, revision = self._targets.two_versions(owner, place)
            return {"base": base, "revision": revision}
        owner = self.owner.headers["Authorization"]
        if name == "register_consumer_version":
            known = [self._targets.contract(owner, place["team_id"])]
            return {"version": unique, "built_against": known}
        if name in ("create_review", "sign_proposal"):
            said = {} if name == "sign_proposal" else {"verdict": "comment"}
            return {"revision": self._targets.revision(owner, place), **said}
        if name == "create_thread":
            latest = self._targets.revision(owner, place)
            return {"revision": latest, "body": "What is this?"}
        if name == "record_verification":
            counts = {"passed": 1, "failed": 0, "errored": 0, "skipped": 0}
            return {"tool": "junit", "counts": counts}
        if name.startswith("record_"):
            version = self._targets.one_version(owner, place)
            return {"version": version, "build": unique}
        if name in ("publish_version", "compare_document", "add_revision"):
            return _contract(int(unique[:7], 16))
        bodies: dict[str, Any] = {
            "update_team": {"title": "Another"},
            "update_api": {"title": "Another"},
            "create_api": {"name": f"api-{unique}", "title": "An API"},
            "create_api_key": {"name": f"key-{unique}", "scopes": ["apis:read"]},
            "create_oauth_client": {
                "title": "New",
                "type": "public",
                "grant_types": ["refresh_token"],
                "scopes": ["apis:read"],
            },
            "update_oauth_client": {"title": "Another"},
            "update_member": {"role": role},
            "deprecate_version": {"sunset_on": "2030-01-01"},
            "accept_change": {"fingerprint": unique[:16], "reason": "Agreed."},
            "create_proposal": {"title": "A change"},
            "add_comment": {"body": "Something else."},
            "update_proposal": {"title": "Another"},
            "create_consumer": {"name": f"consumer-{unique}", "title": "A consumer"},
            "update_consumer": {"title": "Another"},
            "create_environment": {"name": f"place-{unique}", "title": "A place"},
            "update_environment": {"title": "Another"},
            "create_webhook": {"url": "http://receiver.invalid", "title": "New"},
            "update_webhook": {"title": "Another"},
        }
        if name == "create_invitation":
            return {"email": f"{unique}@example.com", "role": role}
        if name == "add_member":
            return {"email": self._targets.newcomer().email, "role": role}
        return bodies.get(name)

    def _overhear(self, response: httpx2.Response) -> None:
        if exchange := _OPERATIONS.exchange(response):
            self._judge.hear(*exchange)
