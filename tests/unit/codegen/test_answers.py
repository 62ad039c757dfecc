"""A compiled package keeps secrets, drops what is not the client's, and sends no body
where none may be.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CONTRACTS = Path(__file__).parent / "contracts"
IMPLEMENTATION = """
from typing import Any

from pydantic import MISSING

from answers import Allowance, Context, Options, RateLimit, allowance_of
from answers import create_app, defaults, models
from answers.ports import UsersPort
from answers.responses import users as responses

seen: list[str] = []
leaks: dict[str, Any] = {}


class Users(UsersPort):
    async def add_user(
        self, context: Context, *, body: models.UserRequest | models.AddUserRequest
    ) -> responses.AddUserResult:
        seen.append(body.model_dump_json(exclude={"face"}))
        if "fault" in leaks:
            fault = models.FaultResponse.model_validate(leaks["fault"])
            return responses.AddUser4XX(status=409, body=fault)
        user = {"id": 7, "name": body.name, **leaks}
        return responses.AddUser200(body=models.UserResponse.model_validate(user))

    async def change_group(
        self, context: Context, *, body: models.GroupRequest
    ) -> responses.ChangeGroupResult:
        size: int = defaults.GroupRequest.size if body.size is MISSING else body.size
        assert size == 7
        seen.append(body.model_dump_json())
        group = models.GroupResponse.model_validate(leaks)
        return responses.ChangeGroup200(body=group)

    async def get_nothing(
        self, context: Context, *, status: int
    ) -> responses.GetNothingResult:
        match status:
            case 204:
                return responses.GetNothing204()
            case 205:
                return responses.GetNothing205()
            case 304:
                return responses.GetNothing304()
            case 206:
                return responses.GetNothing2XX(status=206)
        return responses.GetNothingDefault(status=status)

    async def get_any(self, context: Context) -> responses.GetAnyResult:
        return responses.GetAnyDefault(status=204)


class Elsewhere:
    async def take(self, limit: RateLimit, context: Context) -> Allowance | None:
        return allowance_of(limit, 30.0) if context.client_host else None


app = create_app(users=Users())
generous = create_app(users=Users(), options=Options(rate_limits=Elsewhere()))
"""
CLIENT = """
import json
from starlette.testclient import TestClient
from implementation import app, generous, leaks, seen

client = TestClient(app)
PATCH = {"Content-Type": "application/merge-patch+json"}
user = {"name": "n", "password": "h", "role": "admin", "id": 1}
files = [("photo", ("a", b"1", "image/png")), ("face", ("b", b"1", "image/png"))]


def show(reply):
    body = reply.json() if reply.content else None
    faults = body.get("errors") if reply.status_code == 422 else None
    shown = [f["pointer"] + " " + f["detail"] for f in faults] if faults else body
    if reply.status_code == 500:
        shown = None
    print(json.dumps([reply.status_code, shown, [*map(json.loads, seen)]]))
    seen.clear()


show(client.post("/users", json=user))
show(client.post("/users", data=user))
show(client.post("/users", data={"name": "n", "password": "h"}, files=files))
for wrong in ([1], "x"):
    show(client.post("/users", json={**user, "id": wrong}))
show(client.post("/users", data={**user, "id": "x"}))
show(client.post("/users", data={**user, "id": "x"}, files=files[1:]))
show(client.post("/users", json={"name": "n"}))
pet, dog = {"kind": "cat", "id": 1}, {"kind": "dog", "id": 1}
group = {"users": [user], "by_name": {"a": user}, "pet": pet}
show(client.patch("/users", json=group, headers=PATCH))
show(client.patch("/users", json={"pet": dog}, headers=PATCH))
show(client.patch("/users", json={"pet": {"kind": "dog"}}, headers=PATCH))
show(client.patch("/users", json={"pet": {"kind": "cow"}}, headers=PATCH))
leaks.update(password="p")
show(client.post("/users", json=user))
leaks.clear()
leaks.update(fault={"title": "t", "secret": "s"})
show(client.post("/users", json=user))
leaks.clear()
leaks.update(pet={**dog, "chip": "c"})
show(client.patch("/users", json={}, headers=PATCH))
paths = [f"/empty/{status}" for status in (204, 205, 304, 206, 300)]
for path in ("/any", *paths):
    reply = client.get(path)
    has_type = "content-type" in reply.headers
    print(json.dumps([reply.status_code, reply.text[:1], has_type]))
for served in (app, generous):
    reply = TestClient(served).get("/any")
    left, _, seconds = reply.headers["ratelimit"].rpartition("=")
    wait = reply.headers.get("retry-after")
    print(json.dumps([reply.status_code, left, wait and wait == seconds]))
"""
USER, ID = {"name": "n", "password": "h"}, {"id": 7, "name": "n"}


def test_a_compiled_package_answers_no_more_than_it_may(
    tmp_path: Path, compiled: Callable[[Path], Path], mypy: Callable[..., str]
) -> None:
    package = compiled(CONTRACTS / "answers.yaml")
    implementation = tmp_path / "implementation.py"
    implementation.write_text(IMPLEMENTATION, encoding="utf-8")
    (tmp_path / "answers").symlink_to(package)
    assert mypy(implementation, cwd=tmp_path) == ""

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CLIENT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    dog = {"kind": "dog", "id": 1}
    group = {"users": [USER], "pet": {"kind": "cat"}, "by_name": {"a": USER}}
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        *([200, ID, [USER]] for _ in range(7)),
        [422, {"title": "Unprocessable Content"}, []],
        [200, {}, [group]],
        [200, {}, [{"pet": dog}]],
        [422, ["/pet/id is required"], []],
        [422, ['/pet/kind is not one of "cat", "dog"'], []],
        [500, None, [USER]],
        [500, None, [USER]],
        [500, None, [{}]],
        *([status, "", False] for status in (204, 204, 205, 304)),
        [500, "{", True],
        [500, "{", True],
        [429, '"getAny";r=0;t', True],
        [204, '"getAny";r=0;t', None],
    ]
    for place in ("/password", "/secret", "/pet/chip"):
        assert f"body {place} is not allowed here" in done.stderr
    assert done.stderr.count("needs a body") == 2
