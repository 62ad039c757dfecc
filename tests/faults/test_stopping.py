"""SIGTERM while documents are examined and contracts compared."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import psycopg
import pytest

from scripts.proving.people import PersonClient
from scripts.proving.requests import PopulationError
from scripts.proving.service import Service
from tests.faults.conftest import Start
from tests.faults.test_comparisons import contract, until

_JSON = {"Content-Type": "application/json"}
_PATIENT = 60.0
# Longer than any of these requests is waited for, shorter than it would take.
_PROMISE = "5"


def settings(workers: str) -> dict[str, str]:
    return {
        "COUNTERSIGN_WORKERS": workers,
        "COUNTERSIGN_SHUTDOWN_TIMEOUT": _PROMISE,
        "COUNTERSIGN_COMPARISON_PATIENCE": "0",
        # None of them ends by itself.
        "COUNTERSIGN_PUBLISH_TIMEOUT": "300",
        "COUNTERSIGN_COMPARISON_TIMEOUT": "300",
    }


def eventually(what: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENT
    while not what():
        assert time.monotonic() < end, "This never came to be."
        time.sleep(0.05)


def family(service: Service) -> list[psutil.Process]:
    root = psutil.Process(service.process.pid)
    return [root, *root.children(recursive=True)]


def engines(service: Service) -> list[psutil.Process]:
    found = []
    for process in family(service):
        with contextlib.suppress(psutil.Error):
            if "impl.jobs.fork_server" in process.cmdline():
                found.append(process)
    return found


def is_examining(service: Service) -> bool:
    """Say whether one of the processes that were forked has worked for a moment."""
    for process in engines(service):
        with contextlib.suppress(psutil.Error):
            parent = process.parent()
            forked = parent and "impl.jobs.fork_server" in parent.cmdline()
            if forked and process.cpu_times().user > 0.3:
                return True
    return False


def stop(service: Service) -> None:
    """Terminate it; see that it ends well, and every process of its with it."""
    before = family(service)
    service.terminate()
    assert service.process.wait(_PATIENT) == 0
    _, alive = psutil.wait_procs(before, timeout=_PATIENT)
    assert not alive


def place(person: PersonClient) -> str:
    team = person.create_team()
    return f"/v1/teams/{team}/apis/{person.create_api(team)}"


@pytest.fixture(params=["1", "2"], ids=["alone", "workers"])
def service(start: Start, request: pytest.FixtureRequest) -> Service:
    return start(settings(request.param))


@pytest.fixture
def ada(service: Service) -> Iterator[PersonClient]:
    person = PersonClient.registered(service.url, "ada")
    yield person
    person.close()


def test_a_comparison_goes_back_to_its_lane(
    service: Service, ada: PersonClient
) -> None:
    api = place(ada)
    for version, longest in (("1.0.0", 9), ("2.0.0", 8)):
        content = contract(version, longest, size=600)
        ada.call("POST", f"{api}/versions", 201, content=content, headers=_JSON)
    body = {"base": "1.0.0", "revision": "2.0.0"}
    made = ada.call("POST", f"{api}/comparisons", 202, body)
    until(ada, f"{api}/comparisons/{made['id']}", {"running"})

    with psycopg.connect(service.database_url, autocommit=True) as connection:

        def row() -> tuple[object, ...] | None:
            return connection.execute(
                "SELECT state, is_slow, attempts, lease_ends_at FROM comparisons"
                " ORDER BY created_at DESC LIMIT 1"
            ).fetchone()

        eventually(lambda: (found := row()) and found[1])
        stop(service)
        assert row() == ("queued", True, 0, None)


def test_an_examination_is_given_up(service: Service, ada: PersonClient) -> None:
    api = place(ada)
    long = b'{"x-a":[' + b"1," * 7_000_000 + b"1]}"
    ended: list[Exception] = []

    def publish() -> None:
        try:
            ada.call("POST", f"{api}/versions", 201, content=long, headers=_JSON)
        except PopulationError as error:
            ended.append(error)

    publishing = threading.Thread(target=publish)
    publishing.start()
    eventually(lambda: is_examining(service))
    stop(service)
    publishing.join(_PATIENT)
    assert len(ended) == 1
    # Nothing was said of the document, which was not read to its end.
    assert "422" not in str(ended[0])
