"""Public contracts of other people: published and given back, or rightly refused."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from impl.settings import Settings
from tests.support.client import Service

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "contracts"
# id, origin, root document, OpenAPI, operations, schemas
_ROW = re.compile(r"^\| (\S+) \| \S+ \| `(.+?)` \| [\d.]+ \| (\d+) \|", re.MULTILINE)

# What is wrong with those that are not valid contracts, each fault looked at by hand.
_OUTSIDE = {"CS1304"}  # refers to other files, so it needs a bundle
FAULTS = {
    "camara-qod": _OUTSIDE,
    "conjur": _OUTSIDE,
    "digitalocean": _OUTSIDE,
    "redocly-starter": _OUTSIDE,
}


@dataclass(frozen=True)
class Contract:
    name: str
    file: Path
    operations: int

    @property
    def media_type(self) -> str:
        json = self.file.suffix == ".json"
        return "application/json" if json else "application/yaml"


def corpus() -> list[Contract]:
    index = CORPUS / "README.md"
    rows = _ROW.findall(index.read_text()) if index.exists() else []
    return [Contract(name, CORPUS / name / root, int(n)) for name, root, n in rows]


contracts = pytest.mark.parametrize(
    "contract",
    corpus() or [pytest.param(None, marks=pytest.mark.skip(f"no corpus at {CORPUS}"))],
    ids=lambda contract: contract.name if contract else "absent",
)


@pytest.fixture
def generous(generous: Settings) -> Settings:
    # Coverage and a busy machine make checking many times slower.
    return generous.model_copy(update={"publish_timeout": 120})


@contracts
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


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")
def test_the_whole_corpus_is_read() -> None:
    names = {contract.name for contract in corpus()}
    assert len(names) == 24
    assert FAULTS.keys() < names
