"""Processes that are killed in the middle of deliveries: nothing is lost.

COUNTERSIGN_KILLS sets how many are killed one after the other, by default 1; if it is
more, as many are killed at any moment, the last two with comparisons on their way.
"""

import contextlib
import os
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import psycopg
import pytest

from impl.security import ids
from scripts.proving.people import PersonClient
from scripts.proving.service import Service
from tests.faults.conftest import Start
from tests.faults.test_comparisons import contract, until

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("COUNTERSIGN_KILLS", "1"))
HOOKS = ("/one", "/two")
SETTINGS = {
    "COUNTERSIGN_WEBHOOKS_TO_PRIVATE_ADDRESSES": "true",
    "COUNTERSIGN_WEBHOOK_TIMEOUT": "60",
    "COUNTERSIGN_COMPARISON_PATIENCE": "0",
}
_PATIENT = 60


class Receiver(ThreadingHTTPServer):
    """Takes messages, and may keep their senders waiting."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.got: Counter[tuple[str, str]] = Counter()
        self.open = threading.Event()

    def handle_error(self, *_: object) -> None:
        """Whoever asked is gone."""


class _Answers(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got[self.path, self.headers["webhook-id"]] += 1
        self.server.open.wait()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.open.set()
        server.shutdown()
        thread.join()


def eventually(what: Callable[..., object], *given: object) -> None:
    end = time.monotonic() + _PATIENT
    while not what(*given):
        assert time.monotonic() < end, "This never came to be."
        time.sleep(0.05)


def again(service: Service, person: PersonClient) -> PersonClient:
    """Return somebody at another service of the same database."""
    heir = PersonClient(service.url, "ada")
    heir.email = person.email
    heir.log_in()
    person.close()
    return heir


def rows(service: Service, team: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(service.database_url) as link:
        return link.execute(
            "SELECT state, attempts, next_attempt_at > now(), status"
            " FROM webhook_deliveries JOIN webhooks ON webhooks.id = webhook_id"
            " WHERE team_id = %s",
            [ids.decode(ids.TEAM, team)],
        ).fetchall()


def has_got(receiver: Receiver, number: int) -> bool:
    return receiver.got.total() >= number


def is_calm(service: Service, team: str, number: int) -> bool:
    """Tell whether nothing is to be sent but what somebody has to themselves."""
    found = rows(service, team)
    held = [row for row in found if row[0] == "pending" and row[2]]
    return len(found) == number == len(held) + states(found)["delivered"]


def is_over(service: Service, team: str) -> bool:
    return states(rows(service, team)).keys() == {"delivered"}


def states(found: list[tuple[Any, ...]]) -> Counter[str]:
    return Counter(row[0] for row in found)


def end_leases(service: Service, team: str) -> int:
    """Let the time pass for which killed processes had something to themselves.

    Of the team alone: what other tests left in the database is sent in vain, too.
    """
    with psycopg.connect(service.database_url) as link:
        link.execute(
            "UPDATE comparisons SET lease_ends_at = now() WHERE state = 'running'"
        )
        return link.execute(
            "UPDATE webhook_deliveries SET next_attempt_at = now() FROM webhooks"
            " WHERE state = 'pending' AND attempts > 0"
            " AND webhooks.id = webhook_id AND team_id = %s",
            [ids.decode(ids.TEAM, team)],
        ).rowcount


def add_hooks(person: PersonClient, team: str, receiver: Receiver) -> None:
    for path in HOOKS:
        url = f"http://127.0.0.1:{receiver.server_port}{path}"
        body = {"url": url, "title": "Hook", "event_types": ["api.created"]}
        person.call("POST", f"/v1/teams/{team}/webhooks", 201, body)


def test_what_a_killed_process_held_arrives(start: Start, receiver: Receiver) -> None:
    service = start(SETTINGS)
    ada = PersonClient.registered(service.url, "ada")
    team = ada.create_team()
    add_hooks(ada, team, receiver)
    for number in range(1, KILLS + 1):
        receiver.open.clear()
        before = receiver.got.total()
        for _ in range(3):
            ada.create_api(team)
        eventually(has_got, receiver, before + len(HOOKS))
        service.process.kill()
        service.process.wait()
        receiver.open.set()

        service = start(SETTINGS)
        ada = again(service, ada)
        # What nobody held is sent at once, the rest to nobody else before its time.
        eventually(is_calm, service, team, 3 * number * len(HOOKS))
        held = [row for row in rows(service, team) if row[0] == "pending"]
        assert held == [("pending", 1, True, None)] * len(HOOKS)
        assert end_leases(service, team) == len(HOOKS)
        eventually(is_over, service, team)
    attempts = sum(row[1] for row in rows(service, team))
    assert receiver.got.total() == attempts == (3 + 1) * KILLS * len(HOOKS)
    assert Counter(receiver.got.values()) == {
        1: 2 * KILLS * len(HOOKS),
        2: KILLS * len(HOOKS),
    }
    ada.close()


@pytest.mark.skipif(KILLS < 2, reason="COUNTERSIGN_KILLS is not set")
def test_processes_are_killed_at_any_moment(start: Start, receiver: Receiver) -> None:
    receiver.open.set()
    service = start(SETTINGS)
    ada = PersonClient.registered(service.url, "ada")
    team = ada.create_team()
    add_hooks(ada, team, receiver)
    api = f"/v1/teams/{team}/apis/{ada.create_api(team)}"
    json_type = {"Content-Type": "application/json"}
    made: list[str] = []
    for number in range(KILLS):
        versions = (f"{2 * number}.0.0", f"{2 * number + 1}.0.0")
        for version, longest in zip(versions, (9, 8), strict=True):
            text = contract(version, longest, size=10)
            ada.call("POST", f"{api}/versions", 201, content=text, headers=json_type)
        timer = threading.Timer(secrets.randbelow(1000) / 1000, service.process.kill)
        timer.start()
        with contextlib.suppress(Exception):
            # None is begun more than three times: it might be what kills them.
            if number >= KILLS - 2:
                body = dict(zip(("base", "revision"), versions, strict=True))
                asked = ada.call("POST", f"{api}/comparisons", 202, body)
                made.append(f"{api}/comparisons/{asked['id']}")
            while True:
                ada.create_api(team)
        timer.join()
        service.process.wait()
        # While nobody is there: of one that lives, it would be another beginning.
        end_leases(service, team)
        service = start(SETTINGS)
        ada = again(service, ada)
    for path in made:
        ended = until(ada, path, {"finished", "failed"})
        assert ended["state"] == "finished", ended
    eventually(is_over, service, team)
    with psycopg.connect(service.database_url) as link:
        found = link.execute(
            "SELECT count(*) FROM apis WHERE team_id = %s", [ids.decode(ids.TEAM, team)]
        ).fetchone()
    assert found is not None
    assert len(receiver.got) == len(rows(service, team)) == found[0] * len(HOOKS)
    assert receiver.got.total() <= sum(row[1] for row in rows(service, team))
    ada.close()
