"""Levels between breaking and compatible, and those that only code has."""

import pytest
from sqlalchemy import text

from impl.database.unit_of_work import Database
from tests.support.client import Actor, Service

pytestmark = pytest.mark.asyncio

SHOP = """\
openapi: 3.1.0
info: {{title: Shop, version: {version}}}
paths:
  /things:
    get:
      operationId: {name}
      responses:
        '200':
          description: A thing.
          content:
            application/json:
              schema: {{type: object, properties: {{a: {{}}, {property}: {{}}}}}}
"""
OLD = SHOP.format(version="1.0.0", name="get_things", property="b").encode()
NEW = SHOP.format(version="1.1.0", name="list_things", property="c").encode()


async def asked(service: Service) -> tuple[Actor, str]:
    """Somebody and their API with two versions."""
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team, major_version_for="nothing")
    for document in (OLD, NEW):
        assert (await ada.upload(f"{api}/versions", document)).status_code == 201
    return ada, api


async def test_what_is_risky_is_counted_and_listed_apart(service: Service) -> None:
    ada, api = await asked(service)
    body = {"base": "1.0.0", "revision": "1.1.0"}
    made = await ada.post(f"{api}/comparisons", body)
    result = made.json()["result"]
    assert (result["verdict"], result["semver"]) == ("risky", "minor")
    counts = {"compatible": 2, "risky": 1, "breaking": 0, "undecided": 0}
    assert result["changes"] == counts
    path = made.headers["location"]
    [only] = (await ada.get(f"{path}/changes?verdict=risky")).json()["items"]
    assert only["kind"] == "response-property-removed"
    assert only["profiles"]["generated-clients"] == "breaking"
    log = await ada.get(f"{path}/changelog")
    assert "<summary>1 risky change</summary>" in log.text


async def test_names_break_code(service: Service) -> None:
    ada, api = await asked(service)
    body = {"base": "1.0.0", "revision": "1.1.0", "profile": "generated-clients"}
    made = await ada.post(f"{api}/comparisons", body)
    assert made.json()["result"]["verdict"] == "breaking"
    path = made.headers["location"]
    found = (await ada.get(f"{path}/changes?verdict=breaking")).json()["items"]
    assert {change["kind"] for change in found} == {
        "operation-id-changed",
        "response-property-removed",
    }


async def test_what_was_stored_before_there_were_levels_is_read(
    service: Service, database: Database
) -> None:
    ada, api = await asked(service)
    body = {"base": "1.0.0", "revision": "1.1.0"}
    path = (await ada.post(f"{api}/comparisons", body)).headers["location"]
    async with database.begin() as work:
        await work.execute(text("UPDATE comparisons SET risky = NULL"))
        await work.commit()
    read = await ada.get(path)
    assert read.status_code == 200
    assert read.json()["result"]["changes"]["risky"] == 0
