"""Pages of published contracts."""

import json
from unittest import mock

import pytest

from impl.jobs.framing import OUT_OF_MEMORY
from impl.jobs.lanes import Lanes
from impl.jobs.processes import ProcessFailed
from tests.integration.test_comparisons import OLD
from tests.integration.test_web_apis import HOSTILE, MOST_QUERIES
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, counted_queries

pytestmark = pytest.mark.asyncio
HERE = "/paths/~1things~1{id}/get"


async def test_a_contract_is_looked_up_in(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/v/1.0.0"
    with counted_queries() as queries:
        page = await ada.open(at)
    assert len(queries) <= MOST_QUERIES, queries
    assert "/things/{id}" in page.text
    found = await ada.open(at, q="MORE.")
    assert "/things/{id}" not in found.text
    assert "/more" in found.text
    assert "No operation says that." in (await ada.open(at, q="nothing")).text
    page = await ada.open(at, at=HERE)
    assert "A thing." in page.text
    assert "integer, required" in page.text
    assert "object" in page.text
    assert f"{at}/source?from=6#L6" in page.html
    for nowhere in ("/paths", "/paths/~1more/put", "x" * 3000, ""):
        assert (await ada.open(at, at=nowhere)).status == 404
    assert (await ada.open(f"{it.page}/v/9.9.9")).status == 404


async def test_the_source_has_lines_that_can_be_linked_to(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/v/1.0.0"
    page = await ada.open(f"{at}/source", **{"from": "6"})
    assert 'id="L1"' in page.html, "a line is always on the same page"
    assert "Lines 1 to 13 of 13" in page.text
    beyond = await ada.open(f"{at}/source", **{"from": "99999"})
    assert beyond.status == 200
    assert (await ada.open(f"{at}/source", **{"from": "-²"})).status == 200
    document = await ada.http.get(f"{at}/document")
    assert document.content == OLD
    assert document.headers["content-disposition"].startswith("attachment")
    assert document.headers["content-type"].startswith("application/yaml")


async def test_hostile_contracts_are_shown_inert(service: Service) -> None:
    it = await Fixture.make(service)
    schema: dict[str, object] = {"type": "object", "description": HOSTILE}
    schema["properties"] = {HOSTILE: {"$ref": "#/components/schemas/S"}}
    answer = {"description": HOSTILE * 100, "content": {"application/json": {}}}
    answer["content"] = {"application/json": {"schema": schema}}
    contract = {
        "openapi": "3.1.0",
        "info": {"title": HOSTILE, "version": "1.0.0", "description": HOSTILE * 5000},
        "paths": {"/a": {"get": {"tags": [HOSTILE], "responses": {"200": answer}}}},
        "components": {"schemas": {"S": schema}},
    }
    content = json.dumps(contract).encode()
    done = await it.owner.upload(f"{it.path}/versions", content, "application/json")
    assert done.status_code == 201, done.text
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/v/1.0.0"
    for path in (at, f"{at}?at=/paths/~1a/get", f"{at}/source", f"{at}?q={HOSTILE}"):
        page = await ada.open(path)
        assert page.status == 200
        assert "<script" not in page.html
        assert "<img" not in page.html
        assert len(page.html) < 300_000, "a circle of schemas ends"


@pytest.mark.parametrize("path", ["", "/source"])
async def test_what_takes_too_much_is_told(
    service: Service, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    for failure in (TimeoutError(), ProcessFailed(OUT_OF_MEMORY)):
        run = mock.AsyncMock(side_effect=failure)
        monkeypatch.setattr(Lanes, "run", run)
        page = await ada.open(f"{it.page}/v/1.0.0{path}")
        assert page.status == 200
        assert "takes too much time or memory" in page.text
    monkeypatch.setattr(Lanes, "run", mock.AsyncMock(side_effect=ProcessFailed(1)))
    assert (await ada.open(f"{it.page}/v/1.0.0{path}")).status == 500
