"""Raw requests that no client library sends, each with the one right kind of answer."""

import secrets
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from scripts.fuzzing.sending import RawAnswer
from scripts.proving.people import PersonClient
from scripts.proving.service import Service
from tests.contract.oracle import Oracle
from tests.contract.probe import API, ETAG, TEAM, TOKEN, UNIQUE, Probe, send
from tests.contract.probes import PROBES

_AT_ONCE = 8


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle.of_contract()


Pending = dict[str, Future[list[RawAnswer]]]


def values_for(person: PersonClient) -> dict[str, str]:
    team, api = person.belongings.team_ids[0], person.belongings.api_ids[0]
    return {
        TEAM: team,
        API: api,
        TOKEN: person.headers["Authorization"].removeprefix("Bearer "),
        ETAG: person.etag(f"/v1/teams/{team}/apis/{api}"),
    }


def with_name(values: dict[str, str]) -> dict[str, str]:
    # As long as its placeholder: Content-Length is counted with that.
    return {**values, UNIQUE: "n" + secrets.token_hex(4)[: len(UNIQUE) - 1]}


@pytest.fixture(scope="module")
def values(ada: PersonClient) -> dict[str, str]:
    return values_for(ada)


@pytest.fixture(scope="module")
def pending(
    request: pytest.FixtureRequest, service: Service, values: dict[str, str]
) -> Iterator[Pending]:
    """The chosen probes, some at a time: most of their time is waiting for silence."""
    params = (getattr(item, "callspec", None) for item in request.session.items)
    chosen = [one.params["probe"] for one in params if one and "probe" in one.params]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield {
            probe.name: pool.submit(send, service.port, probe, with_name(values))
            for probe in chosen
        }


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_answers_as_the_contract_says(
    probe: Probe, pending: Pending, values: dict[str, str], oracle: Oracle
) -> None:
    responses = pending[probe.name].result()
    answers = [one for one in responses if one.status >= 200]
    wrong = [f"{len(answers)} answers"] if len(answers) != probe.answers else []
    interim = len(responses) - len(answers)
    if probe.interim not in {None, interim}:
        wrong.append(f"{interim} interim responses")
    for answer in answers:
        if answer.status not in probe.statuses:
            wrong.append(f"{answer.status}, expected {sorted(probe.statuses)}")
        target = probe.target
        for placeholder, value in values.items():
            target = target.replace(placeholder, value)
        wrong += oracle.faults(probe.method, target, answer, framing=probe.framing)
    shown = [(one.status, one.body[:300]) for one in answers]
    assert not wrong, f"{probe.request[:300]!r}\n{wrong}\n{shown}"


def test_the_service_is_unharmed(service: Service, ada: PersonClient) -> None:
    assert service.process.poll() is None
    assert "ERROR" not in service.log.read_text().upper().split()
    ada.call("GET", "/readyz", 200)


def test_no_probe_is_told_apart_by_its_number_only() -> None:
    names = Counter(probe.name for probe in PROBES)
    assert not [name for name, count in names.items() if count > 1]
    assert len(PROBES) >= 100
