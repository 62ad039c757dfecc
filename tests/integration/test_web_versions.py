"""Pages of published contracts."""

import json
import re
from typing import Any
from unittest import mock

import pytest

from impl.jobs.framing import OUT_OF_MEMORY
from impl.jobs.lanes import Lanes
from impl.jobs.processes import ProcessFailed
from impl.services import operation_facts
from tests.integration.test_comparisons import OLD
from tests.integration.test_web_apis import HOSTILE, MOST_QUERIES
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

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
    assert page.html.count("<details open>") == 7
    closed = await ada.open(f"{at}/source", folded="1")
    assert closed.html.count("<details open>") == 1
    assert closed.html.count("<details><summary><span") == 6
    beyond = await ada.open(f"{at}/source", **{"from": "99999"})
    assert beyond.status == 200
    assert (await ada.open(f"{at}/source", **{"from": "-²"})).status == 200
    document = await ada.http.get(f"{at}/document")
    assert document.content == OLD
    assert document.headers["content-disposition"].startswith("attachment")
    assert document.headers["content-type"].startswith("application/yaml")


async def test_places_have_addresses_by_pointer_and_digest(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/v/1.0.0"
    page = await ada.open(at, at=HERE)
    digest = re.search(r"sha256:[0-9a-f]{64}", page.text)
    assert digest
    same = await ada.open(f"{it.page}/v/{digest[0]}", at=HERE)
    assert same.status == 200
    assert "A thing." in same.text
    [member] = re.findall(rf'href="({at}/source\?at=[^"]+)"', page.html)
    for path, line in (
        (member, 12),
        (f"{at}/source?at={HERE}", 6),
        (f"{it.page}/v/{digest[0]}/source?at=/info", 2),
    ):
        led = await ada.open(path)
        where = path.partition("?")[0]
        assert led.location == f"{where}?from={line}#L{line}", path
    for nowhere in ("/nothing", "x", "/" + "a" * 2001):
        assert (await ada.open(f"{at}/source", at=nowhere)).status == 404
    assert "<details open><summary>" in page.html, "members fold"


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


def with_operation(version: str, *paths: str) -> bytes:
    added = "".join(
        f"  {path}: {{get: {{responses: {{'200': {{description: So.}}}}}}}}\n"
        for path in paths
    )
    return OLD.replace(b"1.0.0", version.encode()) + added.encode()


async def built(it: Fixture, name: str, version: str, *operations: str) -> None:
    """Register a consumer, of which the operations are all that it uses."""
    made = await it.owner.post(
        f"{it.team_path}/consumers", {"name": name, "title": name.title()}
    )
    contract: dict[str, Any] = {"api_id": it.path.rpartition("/")[2]}
    contract["version"] = version
    if operations:
        used: dict[str, Any] = {each: {} for each in operations}
        contract["usage"] = {"usage": "countersign.usage/1", "consumer": name}
        contract["usage"]["operations"] = used
    versions = f"{it.team_path}/consumers/{made.json()['id']}/versions"
    body = {"version": "1", "built_against": [contract]}
    done = await it.owner.post(versions, body)
    assert done.status_code == 201, done.text


def told(page: SitePage, path: str) -> str:
    """What the list of operations says beside one."""
    found = re.search(rf"<code>{path}</code></a>(.*?)</li>", page.html)
    assert found, page.text
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


async def test_who_uses_an_operation_and_since_when_it_stands(
    service: Service,
) -> None:
    line = (
        OLD,
        with_operation("1.1.0", "/new"),
        with_operation("1.2.0-rc", "/new", "/newer"),
        with_operation("1.2.0", "/new", "/newer"),
        with_operation("1.3.0", "/new", "/newer", "/newest"),
    )
    it = await Fixture.make(service, *line)
    ada = await SiteBrowser(service).log_in(it.owner)
    await built(it, "shop", "1.1.0")
    await built(it, "till", "1.0.0", "GET /things/{other}")
    await built(it, "kiosk", "1.3.0", "GET /more", "GET /newest")
    at = f"{it.page}/v/1.3.0"
    page = await ada.open(at)
    assert told(page, "/new") == "at least since 1.3.0", "nothing was compared"
    for base, revision in (("1.0.0", "1.1.0"), ("1.1.0", "1.2.0")):
        body = {"base": base, "revision": revision}
        assert (await it.owner.post(f"{it.path}/comparisons", body)).status_code == 201
    assert told(await ada.open(at), "/new") == "at least since 1.3.0", "a gap"
    body = {"base": "1.2.0", "revision": "1.3.0", "profile": "strict-reader"}
    assert (await it.owner.post(f"{it.path}/comparisons", body)).status_code == 201
    with counted_queries() as queries:
        page = await ada.open(at)
    assert len(queries) <= MOST_QUERIES, queries
    assert told(page, "/newest") == "since 1.3.0; used by Kiosk"
    assert told(page, "/newer") == "since 1.2.0"
    assert told(page, "/new") == "since 1.1.0; used by Shop (built against 1.1.0)"
    used = "used by Kiosk, Shop (built against 1.1.0)"
    assert told(page, "/more") == f"since 1.0.0; {used}"
    both = "used by Shop (built against 1.1.0), Till (built against 1.0.0)"
    assert told(page, "/things/{id}") == f"since 1.0.0; {both}"
    page = await ada.open(f"{it.page}/v/1.2.0-rc")
    assert told(page, "/newer") == "at least since 1.2.0-rc"
    page = await ada.open(at, at="/paths/~1more/get")
    assert "It stands since 1.0.0." in page.text
    assert "Kiosk" in page.text.partition("Who uses it:")[2]
    page = await ada.open(at, at="/paths/~1newer/get")
    assert "Nobody said that they use it." in page.text
    await it.owner.patch(it.path, {"visibility": "everyone"}, "*")
    guest = await SiteBrowser(service).log_in(await service.person())
    assert told(await guest.open(at), "/newest") == "since 1.3.0", "users are private"


async def test_what_is_too_much_to_tell_of_operations_is_said_so(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await Fixture.make(service, OLD, with_operation("1.1.0", f"/{'x' * 400}"))
    ada = await SiteBrowser(service).log_in(it.owner)
    await built(it, "till", "1.1.0", "GET /more")
    body = {"base": "1.0.0", "revision": "1.1.0"}
    assert (await it.owner.post(f"{it.path}/comparisons", body)).status_code == 201
    at = f"{it.page}/v/1.1.0"
    page = await ada.open(at)
    assert told(page, f"/{'x' * 400}") == "at least since 1.1.0", "the name is too long"
    assert told(page, "/more") == "since 1.0.0; used by Till"
    monkeypatch.setattr(operation_facts, "_LARGEST_USAGE", 10)
    monkeypatch.setattr(operation_facts, "_ADDED", 1)
    page = await ada.open(at)
    assert told(page, "/more") == "at least since 1.1.0"
    assert "Of Till it takes too much to tell" in page.text
    assert "Built on it" in page.text
    monkeypatch.setattr(operation_facts, "_CHANGES", 0)
    monkeypatch.setattr(operation_facts, "_ADDED", 2000)
    assert told(await ada.open(at), "/more") == "at least since 1.1.0"
    monkeypatch.setattr(operation_facts, "_CHANGES", 5000)
    monkeypatch.setattr(operation_facts, "_RELEASES", 1)
    assert told(await ada.open(at), "/more") == "at least since 1.1.0"


async def test_a_version_is_tried_at_its_mock(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    assert (
        f'href="{it.page}/v/1.0.0/try"' in (await ada.open(f"{it.page}/v/1.0.0")).html
    )
    page = await ada.http.get(f"{it.page}/v/1.0.0/try")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy
    scripts = re.findall(r'<script src="([^"]+)"></script>', page.text)
    assert len(scripts) == page.text.count("<script") == 2
    [sheet] = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page.text)
    for each in (*scripts, sheet):
        found = await ada.http.get(each, headers={"Accept": "*/*"})
        assert found.status_code == 200, each
        assert "immutable" in found.headers["cache-control"]
    [contract] = re.findall(r'data-contract="([^"]+)"', page.text)
    told = await SiteBrowser(service).http.get(contract, headers={"Accept": "*/*"})
    [server] = told.json()["servers"]
    assert server["url"].endswith(contract.removesuffix("/_mock/openapi.json"))


async def test_a_version_is_deprecated_and_that_is_taken_back(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/v/1.0.0"
    page = await ada.open(f"{at}/deprecation")
    typed = {"tag": page.hidden("tag"), "note": f"Take 2. {HOSTILE}"}
    for wrong in ("", "soon", "2030-02-31", "9" * 20):
        again = await ada.send(f"{at}/deprecation", page.csrf, **typed, sunset_on=wrong)
        assert again.status == 422
        assert 'id="sunset_on-wrong"' in again.html
        assert "Take 2." in again.text, "nothing is lost"
    done = await ada.send(
        f"{at}/deprecation", page.csrf, **typed, sunset_on="2030-12-31"
    )
    assert done.location == at
    shown = await ada.open(at)
    assert "sunset 2030-12-31" in shown.text.replace("\xa0", " ")
    assert "Take 2." in shown.text
    assert "<script" not in shown.html
    stale = await ada.send(f"{at}/deprecation", page.csrf, **typed, action="undo")
    assert stale.status == 412
    page = await ada.open(f"{at}/deprecation")
    typed["tag"] = page.hidden("tag")
    undone = await ada.send(f"{at}/deprecation", page.csrf, **typed, action="undo")
    assert undone.location == at
    assert "sunset" not in (await ada.open(at)).text
    viewer = await service.join(it.owner, it.team_path, "viewer")
    bob = await SiteBrowser(service).log_in(viewer)
    page = await bob.open(f"{at}/deprecation")
    assert "Members of the team do that." in page.text
    csrf = (await bob.open("/teams")).csrf
    denied = await bob.send(f"{at}/deprecation", csrf, **typed, sunset_on="2030-12-31")
    assert denied.status == 403
