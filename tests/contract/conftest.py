"""The real service on a socket, with somebody who has something."""

from collections.abc import Iterator

import pytest

from scripts.proving.people import PersonClient
from scripts.proving.service import Service, scratch_database, serving

# Short enough that a silent client is not waited for, long enough for a busy machine.
_SETTINGS = {
    "COUNTERSIGN_HEADER_TIMEOUT": "2",
    "COUNTERSIGN_BODY_TIMEOUT": "2",
    "COUNTERSIGN_LOG_LEVEL": "warning",
}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    log = tmp_path_factory.mktemp("service") / "service.log"
    with scratch_database() as url, serving(url, log, _SETTINGS) as service:
        yield service


@pytest.fixture(scope="session")
def ada(service: Service) -> Iterator[PersonClient]:
    person = PersonClient.registered(service.url, "ada")
    person.settle(teams=1, apis=1)
    yield person
    person.close()
