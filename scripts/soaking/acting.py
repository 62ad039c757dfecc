"""What one person does all day; every write goes through the ledger."""

import hashlib
import json
import random
from typing import Any

import httpx2

from scripts.proving.people import PASSWORD
from scripts.soaking.ledger import Ledger, State
from scripts.soaking.sending import SoakSender, UndeservedAnswer, once

_SEGMENTS_OF_API = 5
_SEGMENTS_OF_VERSION = 7
_FULL = 30


class Actor:
    """Somebody with a team, and a guest who is let in and out."""

    def __init__(self, sender: SoakSender, name: str, chance: random.Random) -> None:
        self._sender = sender
        self._chance = chance
        self._name = name
        self._count = 0
        self.ledger = Ledger()
        self.email = f"{name}@example.com"
        self._guest = f"{name}-guest@example.com"
        self._team = ""
        self._refresh_token = ""

    async def settle(self) -> None:
        """Register, log in, and make a team."""
        for email in (self.email, self._guest):
            body = {"email": email, "password": PASSWORD, "display_name": "Soak"}
            await self._sender.insist(
                "POST", "/v1/people", 201, json=body, headers=once()
            )
        await self.log_in()
        self._team = await self._create("/v1/teams") or ""

    async def act(self) -> None:
        """Do one thing."""
        if not self._team:
            self._team = await self._create("/v1/teams") or ""
            return
        acts = [
            *([self.create_api] * 2 + [self.update] * 4 + [self.publish] * 4),
            *([self.read] * 10 + [self.list_all] * 5 + [self.delete, self.keys]),
            *([self.member] * 2 + [self.compare, self.log_in, self.refresh]),
            *([self.rename] * 2),
        ]
        try:
            await self._chance.choice(acts)()
        except UndeservedAnswer as error:
            if error.code in {"unauthenticated", "refresh_token_reused"}:
                await self.log_in()
            self._sender.blame(str(error))

    async def log_in(self) -> None:
        """Open a session."""
        body = {"email": self.email, "password": PASSWORD}
        answer = await self._sender.insist("POST", "/v1/sessions", 201, json=body)
        if answer:
            self._take(answer)

    async def refresh(self) -> None:
        """Exchange the refresh token; without an answer, log in anew."""
        body = {"refresh_token": self._refresh_token}
        path = "/v1/sessions/refresh"
        answer = await self._sender.send("POST", path, 200, 201, json=body)
        if answer:
            self._take(answer)
        else:
            await self.log_in()

    def _take(self, answer: httpx2.Response) -> None:
        tokens = answer.json()
        self._refresh_token = tokens["refresh_token"]
        self._sender.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    async def create_api(self) -> None:
        """Create an API, unless there are many."""
        if len(self._apis()) < _FULL:
            await self._create(f"{self._team}/apis")

    async def update(self) -> None:
        """Change the title of an API, or of the team."""
        path = self._any([*self._apis(), self._team])
        await self._conditional("PATCH", path, {"title": f"Title {self._next()}"})

    async def rename(self) -> None:
        """Change one's own name."""
        path = "/v1/people/me"
        await self._conditional("PATCH", path, {"display_name": f"Soak {self._next()}"})

    async def delete(self) -> None:
        """Delete an API with everything in it, once there are some."""
        if len(self._apis()) > _FULL // 3:
            await self._conditional("DELETE", self._any(self._apis()), None)

    async def publish(self) -> None:
        """Publish a document; now and then the same again."""
        if not self._apis():
            return
        number = self._next()
        document = _document(self._name, number)
        path = f"{self._any(self._apis())}/versions"
        state = {"sha256": hashlib.sha256(document).hexdigest()}
        headers = {**once(), "Content-Type": "application/json"}
        answer = await self._sender.insist(
            "POST", path, 200, 201, content=document, headers=headers
        )
        place = f"{path}/{number}.0.0"
        if answer is None:
            self.ledger.may_have_written(place, state)
            return
        self.ledger.wrote(place, state)
        if self._chance.random() < 0.2:
            again = await self._sender.send(
                "POST", path, 200, 201, content=document, headers=headers
            )
            if again and again.json()["id"] != answer.json()["id"]:
                self._sender.blame(f"{place}: published twice by a repeat")

    async def keys(self) -> None:
        """Create a key, or revoke one."""
        collection = f"{self._team}/api-keys"
        mine = self.ledger.living(f"{collection}/", _SEGMENTS_OF_API)
        if len(mine) > 5:
            path = self._any(mine)
            answer = await self._sender.send("DELETE", path, 204)
            self._enter(path, None, known=answer is not None)
            return
        name = f"key-{self._next()}"
        body = {"name": name, "scopes": ["apis:read"]}
        answer = await self._sender.send("POST", collection, 201, json=body)
        if answer:
            path = f"{collection}/{answer.json()['api_key']['id']}"
            self.ledger.wrote(path, body)
        else:
            self.ledger.may_have_created(collection, name, body)

    async def member(self) -> None:
        """Let the guest in, change their role, or show them out."""
        collection = f"{self._team}/members"
        mine = self.ledger.living(f"{collection}/", _SEGMENTS_OF_API)
        role = self._chance.choice(["viewer", "maintainer"])
        if mine and self._chance.random() < 0.5:
            await self._conditional("PATCH", mine[0], {"role": role})
        elif mine:
            await self._conditional("DELETE", mine[0], None)
        else:
            body = {"email": self._guest, "role": role}
            answer = await self._sender.insist(
                "POST", collection, 201, 409, json=body, headers=once()
            )
            if answer and answer.status_code == 201:
                self.ledger.wrote(
                    f"{collection}/{answer.json()['person_id']}", {"role": role}
                )

    async def read(self) -> None:
        """Read something, and hold it against the ledger."""
        known = list(self.ledger.possible)
        if not known:
            return
        path = self._any(known)
        answer = await self._sender.send("GET", path, 200, 404)
        if answer is None:
            return
        seen = answer.json() if answer.status_code == 200 else None
        if seen is not None and "/versions/" in path:
            document = await self._sender.send("GET", f"{path}/document", 200, 404)
            if document is None:
                return
            seen["sha256"] = hashlib.sha256(document.content).hexdigest()
        if fault := self.ledger.fault(path, seen):
            self._sender.blame(f"while it ran: {fault}")

    async def list_all(self) -> None:
        """Follow the cursors of a list; no certain API may be missing."""
        cursor, found = "", set()
        while True:
            path = f"{self._team}/apis?limit=5{cursor}"
            answer = await self._sender.send("GET", path, 200)
            if answer is None:
                return
            found |= {
                f"{self._team}/apis/{one['id']}" for one in answer.json()["items"]
            }
            if "next_cursor" not in answer.json():
                break
            cursor = f"&cursor={answer.json()['next_cursor']}"
        if missing := set(self._apis()) - found:
            self._sender.blame(f"a list lacks {missing}")

    async def compare(self) -> None:
        """Compare two versions; look at the certificate if there is one."""
        for api in self._apis():
            mine = self.ledger.living(f"{api}/versions/", _SEGMENTS_OF_VERSION)
            if len(mine) < 2:
                continue
            base, revision = (path.rsplit("/", 1)[1] for path in mine[:2])
            body = {"base": base, "revision": revision}
            path = f"{api}/comparisons"
            answer = await self._sender.send("POST", path, 200, 201, 202, json=body)
            if answer is None:
                return
            made = answer.json()
            place = f"{path}/{made['id']}"
            # A finished one keeps its result; any stays what was asked for.
            kept = ("result",) if made["state"] == "finished" else ()
            self.ledger.wrote(place, {n: made[n] for n in ("base", "revision", *kept)})
            if kept:
                await self._sender.send("GET", f"{place}/certificate", 200)
            return

    async def _create(self, collection: str) -> str | None:
        name = f"{self._name}-{self._next()}"
        body = {"name": name, "title": "Soak"}
        headers = once()
        answer = await self._sender.insist(
            "POST", collection, 201, json=body, headers=headers
        )
        if answer is None:
            self.ledger.may_have_created(collection, name, body)
            return None
        path = f"{collection}/{answer.json()['id']}"
        self.ledger.wrote(path, body)
        if self._chance.random() < 0.3:
            again = await self._sender.send(
                "POST", collection, 201, json=body, headers=headers
            )
            if again and again.json()["id"] != answer.json()["id"]:
                self._sender.blame(f"{path}: created twice by a repeat")
        return path

    async def _conditional(
        self, method: str, path: str, change: dict[str, Any] | None
    ) -> None:
        read = await self._sender.send("GET", path, 200)
        if read is None:
            return
        headers = {"If-Match": read.headers["ETag"]}
        options: dict[str, Any] = {}
        if change is not None:
            headers["Content-Type"] = "application/merge-patch+json"
            options["content"] = json.dumps(change).encode()
        # A write that got no answer may still happen, and then this one must not.
        statuses = (200, 204) if self.ledger.certain(path) else (200, 204, 412)
        answer = await self._sender.send(
            method, path, *statuses, headers=headers, **options
        )
        if answer is not None and answer.status_code == 412:
            return
        before = self.ledger.possible.get(path, [{}])
        state = None if change is None else {**(before[-1] or {}), **change}
        self._enter(path, state, known=answer is not None)

    def _enter(self, path: str, state: State, *, known: bool) -> None:
        if known:
            self.ledger.wrote(path, state)
        else:
            self.ledger.may_have_written(path, state)

    def _apis(self) -> list[str]:
        return self.ledger.living(f"{self._team}/apis/", _SEGMENTS_OF_API + 0)

    def _any(self, paths: list[str]) -> str:
        return self._chance.choice(paths)

    def _next(self) -> int:
        self._count += 1
        return self._count


def _document(name: str, number: int) -> bytes:
    document = {
        "openapi": "3.1.0",
        "info": {"title": f"{name} {number}", "version": f"{number}.0.0"},
        "paths": {
            f"/{name}-{number}": {
                "get": {"responses": {"200": {"description": "Yes."}}}
            }
        },
    }
    return json.dumps(document).encode()
