"""The examples of problems in the contract are what the service says."""

from typing import Any

import pytest

from tests.support import contract
from tests.support.client import Service

PROBLEM = "application/problem+json"
# What a healthy service says to nobody who waits.
NEVER_PROVOKED = {429, 500, 503}


def examples() -> dict[int, Any]:
    """Return the example of each shared problem, by its status."""
    found: dict[int, Any] = {}
    for _, _, operation in contract.operations():
        for status, response in operation["responses"].items():
            media = contract.resolve(response).get("content", {}).get(PROBLEM)
            if media is not None:
                known = found.setdefault(int(status), media["example"])
                assert media["example"] == known
    return found


def test_each_status_has_an_example_of_its_own() -> None:
    found = examples()
    assert {status: each["status"] for status, each in found.items()} == {
        status: status for status in found
    }
    assert found.keys() >= {400, 401, 403, 404, 409, 422, 500, 503}


@pytest.mark.asyncio
async def test_examples_are_what_the_service_says(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    taken = {"name": (await ada.get(team)).json()["name"], "title": "Taken"}
    grace = await service.join(ada, team, "viewer")
    unknown = team[:-1] + ("0" if team[-1] != "0" else "1")
    answers = [
        await ada.get("/v1/teams?colour=red"),
        await service.anonymous.get("/v1/teams"),
        await grace.call("DELETE", team, match="*"),
        await ada.get(unknown),
        await ada.get("/v1/teams", Accept="image/png"),
        await ada.post("/v1/teams", taken),
        await ada.call("PATCH", team, {"title": "New"}, match='"0"'),
        await ada.upload("/v1/teams", b" " * 1_000_000, "application/json"),
        await ada.upload("/v1/teams", b"<team/>", "text/xml"),
        await ada.post("/v1/teams", {"name": "Payments", "title": "Payments"}),
        await ada.call("PATCH", team, {"title": "New"}),
    ]
    said = {answer.status_code: answer.json() for answer in answers}
    for each in said.values():
        del each["request_id"]
    assert said == {
        status: example
        for status, example in examples().items()
        if status not in NEVER_PROVOKED
    }
