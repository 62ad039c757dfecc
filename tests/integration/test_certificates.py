import json
from typing import Any

import pytest

from impl.jobs.framing import OUT_OF_MEMORY
from impl.jobs.lanes import Lanes
from impl.jobs.processes import ProcessFailed
from tests.integration.test_comparisons import BROKEN, NEW, OLD, compared, published
from tests.support.client import Actor, Service

pytestmark = pytest.mark.asyncio
URL = "/v1/certificates/verifications"


async def certificate(actor: Actor, api: str) -> Any:
    path = (await compared(actor, api)).headers["location"]
    return json.loads((await actor.get(f"{path}/certificate")).content)


async def verified(actor: Actor, record: Any, **texts: str) -> tuple[str, list[str]]:
    answer = await actor.post(URL, {"certificate": record, **texts})
    assert answer.status_code == 200, answer.text
    return answer.json()["result"], answer.json()["reasons"]


async def test_against_published_versions(service: Service) -> None:
    ada, api = await published(service)
    record = await certificate(ada, api)
    assert await verified(ada, record) == ("valid", [])
    forged = {**record, "verdict": "compatible"}
    result, reasons = await verified(ada, forged)
    assert result == "invalid"
    assert any("digest of the certificate" in each for each in reasons)
    key = await service.key(ada, api.rpartition("/apis")[0], "versions:read")
    assert (await verified(key, record))[0] == "valid"


async def test_against_a_document_that_was_compared(service: Service) -> None:
    ada, api = await published(service)
    document = NEW.replace(b"Shop", b"Shop of tomorrow")
    made = await ada.upload(f"{api}/versions/1.0.0/comparisons", document)
    path = f"{made.headers['location']}/certificate"
    record = json.loads((await ada.get(path)).content)
    assert (await verified(ada, record))[0] == "valid"


async def test_against_documents_with_slips(service: Service) -> None:
    ada, api = await published(service)
    slips = b"openapi: 3.1.0\ninfo: {title: T}\npaths: []\n"
    upload = await ada.upload(f"{api}/versions?version=3.0.0", slips)
    assert upload.status_code == 201
    made = await ada.post(f"{api}/comparisons", {"base": "3.0.0", "revision": "1.0.0"})
    path = f"{made.headers['location']}/certificate"
    record = json.loads((await ada.get(path)).content)
    assert record["base"] != upload.json()["digest"]
    assert await verified(ada, record) == ("valid", [])
    back = await ada.post(f"{api}/comparisons", {"base": "1.0.0", "revision": "3.0.0"})
    path = f"{back.headers['location']}/certificate"
    record = json.loads((await ada.get(path)).content)
    assert await verified(ada, record) == ("valid", [])


async def test_what_others_may_not_read_is_unknown_to_them(service: Service) -> None:
    ada, api = await published(service)
    record = await certificate(ada, api)
    grace = await service.person()
    result, reasons = await verified(grace, record)
    assert result == "unknown_document"
    assert record["base"] in reasons[0]
    given = {"base": OLD.decode(), "revision": NEW.decode()}
    assert await verified(grace, record, **given) == ("valid", [])
    swapped = {"base": NEW.decode(), "revision": OLD.decode()}
    assert (await verified(grace, record, **swapped))[0] == "invalid"


async def test_texts_that_are_no_contracts(service: Service) -> None:
    ada = await service.person()
    texts = {"base": OLD.decode(), "revision": BROKEN.decode()}
    answer = await ada.post(URL, {"certificate": {}, **texts})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_contract")
    first = answer.json()["errors"][0]
    assert first["pointer"] == "/revision"
    assert first["line"] == 3


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"base": 1},
        {"base": "sha256:\u0000"},
        {"format": "countersign.comparison/1", "facts": [[]]},
        {"base": "sha256:" + "0" * 64, "facts": {"a": 1e308}},
    ],
)
async def test_what_is_no_certificate(service: Service, record: Any) -> None:
    ada = await service.person()
    given = {"base": OLD.decode(), "revision": NEW.decode()}
    result, reasons = await verified(ada, record, **given)
    assert result == "invalid"
    assert reasons
    if not str(record.get("base", "")).endswith("0"):
        assert (await verified(ada, record))[0] == "invalid"


@pytest.mark.parametrize("error", [TimeoutError(), ProcessFailed(OUT_OF_MEMORY)])
async def test_what_takes_too_much(
    service: Service, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    ada, api = await published(service)
    record = await certificate(ada, api)

    async def slow(self: Lanes, *_: object) -> list[bytes]:
        raise error

    monkeypatch.setattr(Lanes, "run", slow)
    answer = await ada.post(URL, {"certificate": record})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_complex")
    assert answer.json()["errors"][0]["pointer"] == "/certificate"
