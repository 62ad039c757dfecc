"""A service per test, since these tests break things."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from scripts.proving.people import PersonClient
from scripts.proving.service import Service, scratch_database, serving

Start = Callable[[Mapping[str, str]], Service]


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    with scratch_database() as url:
        yield url


@pytest.fixture
def start(database: str, tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def start(settings: Mapping[str, str]) -> Service:
            log = tmp_path / "service.log"
            return stack.enter_context(serving(database, log, settings))

        yield start


@pytest.fixture
def service(start: Start) -> Service:
    return start({})


@pytest.fixture
def ada(service: Service) -> Iterator[PersonClient]:
    person = PersonClient.registered(service.url, "ada")
    person.settle(teams=1, apis=1)
    yield person
    person.close()
