"""A process that is killed in the middle of a comparison."""

import json
import time
from typing import Any

import psycopg
import pytest

from scripts.proving.people import PersonClient
from tests.faults.conftest import Start

pytestmark = pytest.mark.long

_PATIENT = 90


def contract(version: str, longest: int, size: int = 60) -> bytes:
    """Return a contract that takes seconds to compare with its like."""
    paths = {}
    for path in range(size):
        texts = {
            f"p{path}x{number}": {
                "type": "string",
                "maxLength": longest + number,
                "pattern": f"^[a-z]{{1,{number + 2}}}(-[a-z]{{1,{path % 7 + 2}}})*$",
            }
            for number in range(8)
        }
        body = {"application/json": {"schema": {"type": "object", "properties": texts}}}
        answers = {"204": {"description": "Done."}}
        operation = {"requestBody": {"content": body}, "responses": answers}
        paths[f"/p{path}"] = {"post": operation}
    info = {"title": "Slow", "version": version}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": paths}).encode()


def until(person: PersonClient, path: str, states: set[str]) -> Any:
    end = time.monotonic() + _PATIENT
    while time.monotonic() < end:
        comparison = person.call("GET", path, 200)
        if comparison["state"] in states:
            return comparison
        time.sleep(0.05)
    pytest.fail(f"{path} is in none of {states}")


def test_another_process_takes_over(start: Start) -> None:
    settings = {"COUNTERSIGN_COMPARISON_PATIENCE": "0"}
    first = start(settings)
    ada = PersonClient.registered(first.url, "ada")
    team = ada.create_team()
    api = f"/v1/teams/{team}/apis/{ada.create_api(team)}"
    for version, longest in (("1.0.0", 9), ("2.0.0", 8)):
        ada.call(
            "POST",
            f"{api}/versions",
            201,
            content=contract(version, longest),
            headers={"Content-Type": "application/json"},
        )
    body = {"base": "1.0.0", "revision": "2.0.0"}
    made = ada.call("POST", f"{api}/comparisons", 202, body)
    path = f"{api}/comparisons/{made['id']}"
    until(ada, path, {"running"})
    first.process.kill()
    first.process.wait()

    second = start(settings)
    heir = PersonClient(second.url, "ada")
    heir.email = ada.email
    heir.log_in()
    assert heir.call("GET", path, 200)["state"] == "running"
    with psycopg.connect(second.database_url) as link:
        # As if the time of the lease had passed; nobody renews it any more.
        ended = link.execute(
            "UPDATE comparisons SET lease_ends_at = now() WHERE state = 'running'"
            " AND id = (SELECT id FROM comparisons ORDER BY created_at DESC LIMIT 1)"
        )
        assert ended.rowcount == 1
    finished = until(heir, path, {"finished", "failed"})
    heir.close()
    ada.close()
    assert finished["result"]["verdict"] == "breaking"
    assert finished["result"]["changes"]["breaking"] == 480
