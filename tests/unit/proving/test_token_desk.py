"""Tokens for people who may have lost everything."""

import httpx2
import pytest

from scripts.proving.people import PersonClient
from scripts.proving.requests import PopulationError
from scripts.proving.token_desk import Desk, open_desk, wfc_document


class FakePerson(PersonClient):
    """Logs in unless the account is gone."""

    def __init__(self) -> None:
        self.gone = False
        self.renewals = 0
        self.hopeless = False

    def log_in(self) -> str:
        if self.gone:
            msg = "401"
            raise PopulationError(msg)
        return f"token-{self.renewals}"


def renew(person: PersonClient) -> None:
    assert isinstance(person, FakePerson)
    person.renewals += 1
    person.gone = person.hopeless


@pytest.fixture
def ada() -> FakePerson:
    return FakePerson()


def test_a_token_is_a_new_log_in(ada: FakePerson) -> None:
    with open_desk(Desk({"ada": ada}, renew)) as url:
        assert httpx2.post(f"{url}/ada").json() == {"token": "token-0"}


def test_who_is_gone_is_registered_again_and_settled(ada: FakePerson) -> None:
    ada.gone = True
    with open_desk(Desk({"ada": ada}, renew)) as url:
        answer = httpx2.post(f"{url}/ada")
    assert answer.status_code == 201
    assert answer.json() == {"token": "token-1"}
    assert ada.renewals == 1


def test_refusals_reach_the_fuzzer(ada: FakePerson) -> None:
    ada.gone = ada.hopeless = True
    with open_desk(Desk({"ada": ada}, renew)) as url:
        assert httpx2.post(f"{url}/ada").status_code == 502
        assert httpx2.post(f"{url}/nobody").status_code == 502


def test_the_fuzzer_is_sent_to_the_desk() -> None:
    document = wfc_document("http://desk", ["ada", "grace"])
    entries = document["auth"]
    assert isinstance(entries, list)
    urls = [entry["loginEndpointAuth"]["externalEndpointURL"] for entry in entries]
    assert urls == ["http://desk/ada", "http://desk/grace"]
