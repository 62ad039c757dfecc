"""Public contracts of other people: published and given back, or rightly refused."""

import pytest

from impl.settings import Settings
from tests.support.client import Service
from tests.support.corpus import CONTRACTS, Contract, contracts, each_contract

# What is wrong with those that are not valid contracts, each fault looked at by hand.
_OUTSIDE = {"CS1304"}  # refers to other files, so it needs a bundle
FAULTS = {
    "camara-qod": _OUTSIDE,
    "conjur": _OUTSIDE,
    "digitalocean": _OUTSIDE,
    "redocly-starter": _OUTSIDE,
}


@pytest.fixture
def generous(generous: Settings) -> Settings:
    # Coverage and a busy machine make checking many times slower.
    return generous.model_copy(update={"publish_timeout": 120})


@each_contract
@pytest.mark.asyncio
async def test_comes_back_byte_for_byte_or_is_rightly_refused(
    service: Service, contract: Contract
) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    content = contract.file.read_bytes()
    published = await ada.upload(
        f"{api}/versions?version=1.0.0", content, contract.media_type
    )
    if faults := FAULTS.get(contract.name):
        assert published.status_code == 422
        errors = published.json()["errors"]
        assert {error["code"] for error in errors} == faults
        assert all(error["line"] and error["mend"] for error in errors)
        return
    assert published.status_code == 201, published.text
    assert published.json()["operations"] == contract.operations
    document = await ada.get(f"{published.headers['location']}/document")
    assert document.content == content
    assert document.headers["content-type"] == contract.media_type


@pytest.mark.skipif(not CONTRACTS.exists(), reason=f"no corpus at {CONTRACTS}")
def test_the_whole_corpus_is_read() -> None:
    names = {contract.name for contract in contracts()}
    assert len(names) == 24
    assert FAULTS.keys() < names
