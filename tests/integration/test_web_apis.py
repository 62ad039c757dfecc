"""Pages of APIs, and of what changed between two documents."""

import json
import re
from html import escape
from unittest import mock

import pytest

from impl.services.comparisons import Comparisons
from tests.integration.test_comparisons import BROKEN, NEW, OLD
from tests.support.client import Service, contract_text
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12


async def test_what_an_api_was_and_became(service: Service) -> None:
    it = await Fixture.make(service)
    ada = await SiteBrowser(service).log_in(it.owner)
    assert "Nothing is published yet." in (await ada.open(it.page)).text
    for document in (OLD, NEW):
        await it.owner.upload(f"{it.path}/versions", document)
    page = await ada.open(it.page)
    assert page.status == 200
    assert page.text.index("1.1.0") < page.text.index("1.0.0")
    assert "None yet." in page.text
    body = {"base": "1.0.0", "revision": "1.1.0"}
    made = await it.owner.post(f"{it.path}/comparisons", body)
    with counted_queries() as queries:
        page = await ada.open(it.page)
    assert len(queries) <= MOST_QUERIES, queries
    assert f"{it.page}/comparisons/{made.json()['id']}" in page.html
    assert "✗" in page.html, "a verdict has a shape"
    assert "breaking" in page.text, "and a word"


async def test_comparing_two_versions(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await Fixture.make(service, OLD, NEW)
    ada = await SiteBrowser(service).log_in(it.owner)
    form = await ada.open(f"{it.page}/compare", base="1.0.0", revision="1.1.0")
    assert '<option value="1.0.0" selected>' in form.html
    typed = {"base": "1.0.0", "revision": "1.1.0", "profile": "tolerant-reader"}
    asked = await ada.send(f"{it.page}/compare", form.csrf, **typed)
    with counted_queries() as queries:
        page = await ada.open(asked.location)
    assert len(queries) <= MOST_QUERIES, queries
    told = await it.owner.get(
        f"{it.path}/comparisons/{asked.location.rpartition('/')[2]}/changes"
    )
    changes = told.json()["items"]
    assert changes
    for each in changes:
        assert escape(each["message"]) in page.html.replace("&#39;", "&#x27;")
        assert f'id="c-{each["fingerprint"]}"' in page.html
        if each["verdict"] == "breaking":
            assert "witness" in each
    assert "<mark>" in page.html, "the part that breaks is marked"
    profiles = page.text.partition("By profile:")[2]
    assert re.search(r"tolerant-reader\s+✗ breaking", profiles)
    assert re.search(r"strict-reader\s+✗ breaking", profiles)
    with counted_queries() as queries:
        text = await ada.open(f"{asked.location}/difference")
    assert len(queries) <= MOST_QUERIES, queries
    assert "3 lines added, 3 lines removed" in text.text
    lines = await ada.http.get(f"{asked.location}/lines")
    assert lines.status_code == 200
    assert "<html" not in lines.text
    risky = await ada.open(asked.location, verdict="risky")
    assert "breaking</span>" in risky.html
    assert risky.html.count("<article") < page.html.count("<article")
    certificate = await ada.http.get(f"{asked.location}/certificate")
    digest = json.loads(certificate.content)
    assert certificate.headers["content-disposition"].startswith("attachment")
    assert digest
    proof = await ada.send(asked.location, page.csrf)
    assert (proof.status, "It holds" in proof.text) == (200, True)
    forged = json.dumps({**digest, "verdict": "compatible"}).encode()
    given = mock.AsyncMock(return_value=(None, forged))
    monkeypatch.setattr(Comparisons, "certificate", given)
    proof = await ada.send(asked.location, page.csrf)
    monkeypatch.undo()
    assert "It holds" not in proof.text
    assert 'class="mark no"' in proof.html
    changelog = await ada.http.get(f"{asked.location}/changelog")
    assert changelog.content.startswith(b"## Changes")
    api = await ada.open(it.page)
    assert asked.location in api.html


async def test_comparing_with_a_document_that_is_pasted(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    form = await ada.open(f"{it.page}/compare")
    pasted = {"base": "1.0.0", "document": NEW.decode().replace("\n", "\r\n")}
    asked = await ada.send(f"{it.page}/compare", form.csrf, **pasted)
    page = await ada.open(asked.location)
    assert "1.0.0 → a document" in page.text
    # Of what was pasted only the digest is kept.
    assert (await ada.open(f"{asked.location}/difference")).status == 404
    assert "It holds" in (await ada.send(asked.location, page.csrf)).text
    faulty = {"base": "1.0.0", "document": BROKEN.decode()}
    again = await ada.send(f"{it.page}/compare", form.csrf, **faulty)
    assert again.status == 422
    assert "Nothing is found at" in again.text
    assert "$ref: '#/b'" in again.text, "nothing is lost"


async def test_comparing_with_a_file(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/compare"
    form = await ada.open(at)
    assert 'enctype="multipart/form-data"' in form.html
    typed = {"csrf": form.csrf, "base": "1.0.0", "document": ""}
    sent = await ada.http.post(at, data=typed, files={"document_file": ("a", NEW)})
    assert "1.0.0 → a document" in (await ada.open(sent.headers["location"])).text
    faulty = {"document_file": ("a", BROKEN)}
    again = SitePage(await ada.http.post(at, data=typed, files=faulty))
    assert again.status == 422
    assert "$ref: '#/b'" in again.text, "nothing is lost"
    binary = {"document_file": ("a", bytes(range(256)))}
    assert (await ada.http.post(at, data=typed, files=binary)).status_code == 422
    forged = {**typed, "csrf": "0"}
    for data in (forged, {}):
        done = await ada.http.post(at, data=data, files=faulty)
        assert done.status_code == 403
    multipart = {"Content-Type": "multipart/form-data"}
    for body, expected in ((b"--a\r\n", 400), (b"x" * 16_000_001, 413)):
        headers = {"Content-Type": "multipart/form-data; boundary=a"}
        done = await ada.http.post(at, content=body, headers=headers)
        assert done.status_code == expected
    done = await ada.http.post(at, content=b"", headers=multipart)
    assert done.status_code == 400
    done = await ada.http.post("/teams", data=typed, files=faulty)
    assert done.status_code == 415, "there is no file to be chosen"


@pytest.mark.parametrize("name", ["base", "revision", "profile"])
async def test_names_of_nothing_are_told_at_their_fields(
    service: Service, name: str
) -> None:
    it = await Fixture.make(service, OLD)
    ada = await SiteBrowser(service).log_in(it.owner)
    form = await ada.open(f"{it.page}/compare")
    typed = {"base": "1.0.0", "revision": "1.0.0", "profile": "", name: "?"}
    again = await ada.send(f"{it.page}/compare", form.csrf, **typed)
    assert again.status == 422
    assert f'id="{name}-wrong"' in again.html


async def test_who_sees_an_api(service: Service) -> None:
    it = await Fixture.make(service, OLD, NEW)
    made = await it.owner.post(
        f"{it.path}/comparisons", {"base": "1.0.0", "revision": "1.1.0"}
    )
    comparison = made.json()["id"]
    stranger = await service.person()
    viewer = await service.join(it.owner, it.team_path, "viewer")
    versions = f"{it.path}/versions/1.0.0"
    pages = {
        it.page: it.path,
        f"{it.page}/v/1.0.0": versions,
        f"{it.page}/v/1.0.0/source": f"{versions}/document",
        f"{it.page}/v/1.0.0/document": f"{versions}/document",
        f"{it.page}/compare": f"{it.path}/versions",
        f"{it.page}/settings": it.path,
        f"{it.page}/messages": f"{it.path}/versions",
        f"{it.page}/comparisons/{comparison}": f"{it.path}/comparisons/{comparison}",
        f"{it.page}/comparisons/{comparison}/changelog": (
            f"{it.path}/comparisons/{comparison}/changelog"
        ),
    }
    for actor in (stranger, viewer, it.owner):
        browser = await SiteBrowser(service).log_in(actor)
        for page, resource in pages.items():
            expected = (await actor.get(resource)).status_code
            assert (await browser.http.get(page)).status_code == expected, page
    guest = SiteBrowser(service)
    for page in pages:
        assert (await guest.open(page)).location.startswith("/sign-in?next=")
    browser = await SiteBrowser(service).log_in(stranger)
    for page in (f"{it.page}/comparisons/cmp_1", "/a/nobody/nothing", "/t/x/apis"):
        assert (await browser.open(page)).status == 404
    refused = await (await SiteBrowser(service).log_in(viewer)).open(it.page)
    viewing = await SiteBrowser(service).log_in(viewer)
    name = it.names[0]
    refused = await viewing.send(
        f"/t/{name}/apis",
        refused.csrf and (await viewing.open("/apis")).csrf,
        name="another",
        title="Another",
    )
    assert refused.status == 403


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> \u202etxet"


async def test_what_strangers_write_is_inert(service: Service) -> None:
    it = await Fixture.make(service)
    body = {"title": HOSTILE[:100], "description": HOSTILE * 40}
    changed = await it.owner.patch(it.path, body, "*")
    assert changed.status_code == 200, changed.text
    title = json.dumps(HOSTILE + "x" * 500)
    await it.owner.upload(f"{it.path}/versions", contract_text(title=title))
    ada = await SiteBrowser(service).log_in(it.owner)
    for path in ("/apis", it.page, f"{it.page}/compare"):
        page = await ada.open(path)
        assert page.status == 200
        assert "<script" not in page.html
        assert "<img" not in page.html
        assert "<bdi>&lt;script" in page.html or path.endswith("compare")
