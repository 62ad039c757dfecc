import asyncio
import json
from collections import Counter
from pathlib import Path

import pytest

from impl.app import create
from impl.database.unit_of_work import Database
from impl.settings import Settings
from tests.support.client import Service, contract_text, running

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

OWN = (Path(__file__).resolve().parents[2] / "openapi.yaml").read_bytes()


async def test_publishing_this_services_own_contract(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    published = await ada.upload(f"{api}/versions", OWN)
    assert published.status_code == 201
    version = published.json()
    assert (version["version"], version["operations"]) == ("0.1.0", 164)
    assert version["published_by"] == ada.id
    again = await ada.upload(f"{api}/versions", OWN)
    assert (again.status_code, again.json()) == (200, version)
    for reference in ("0.1.0", version["digest"]):
        path = f"{api}/versions/{reference}"
        assert (await ada.get(path)).json() == version
        download = await ada.get(f"{path}/document")
        assert download.content == OWN
        assert download.headers["content-type"] == "application/yaml"
        tag = {"If-None-Match": download.headers["etag"]}
        assert (await ada.get(f"{path}/document", **tag)).status_code == 304
        tag = {"If-None-Match": published.headers["etag"]}
        assert (await ada.get(path, **tag)).status_code == 304


async def test_conflicts(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    await ada.upload(f"{api}/versions", contract_text())
    other = await ada.upload(f"{api}/versions", contract_text(title="Other"))
    assert (other.status_code, other.json()["code"]) == (409, "version_taken")
    moved = await ada.upload(f"{api}/versions?version=2.0.0", contract_text())
    assert (moved.status_code, moved.json()["code"]) == (409, "content_published")


async def test_the_same_content_in_another_form_is_the_same(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    first = await ada.upload(f"{api}/versions", contract_text())
    value = {
        "paths": {},
        "info": {"version": "1.0.0", "title": "Refunds"},
        "openapi": "3.1.0",
    }
    again = await ada.upload(
        f"{api}/versions", json.dumps(value).encode(), "application/json"
    )
    assert (again.status_code, again.json()) == (200, first.json())


async def test_json_comes_back_as_json(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    text = (
        b'{"openapi": "3.0.3", "info": {"title": "\\u0000", "version": "1"},"paths":{}}'
    )
    published = await ada.upload(
        f"{api}/versions?version=1.0.0", text, "application/json"
    )
    assert published.status_code == 201
    download = await ada.get(f"{published.headers['location']}/document")
    assert (download.content, download.headers["content-type"]) == (
        text,
        "application/json",
    )


async def test_a_version_is_required(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    response = await ada.upload(f"{api}/versions", contract_text(version="latest"))
    assert (response.status_code, response.json()["code"]) == (422, "version_required")


@pytest.mark.parametrize(
    ("text", "media_type", "line"),
    [
        (b"openapi: 3.1.0\ninfo: T\npaths: {}\n", "application/yaml", 2),
        (b"openapi: 3.1.0\n\ninfo: [", "application/yaml", 4),
        (b"{}", "application/json", 1),
        (contract_text(), "application/json", 1),
        (
            b"openapi: 3.1.0000\ninfo: {title: T, version: 1.0.0}\npaths: {}\n",
            "application/yaml",
            1,
        ),
        (b"a: &a [*a]", "application/yaml", 1),
        (b"[" * 100_000, "application/json", 1),
        (
            (
                b'{"openapi": "3.1.0", "paths": {}, '
                b'"info": {"title": "\\ud800", "version": "1.0.0"}}'
            ),
            "application/json",
            1,
        ),
        (b"", "application/yaml", 1),
    ],
)
async def test_what_is_no_contract(
    service: Service, text: bytes, media_type: str, line: int
) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    response = await ada.upload(f"{api}/versions", text, media_type)
    if text == b"" and response.status_code == 400:
        return
    assert (response.status_code, response.json()["code"]) == (422, "invalid_contract")
    first = response.json()["errors"][0]
    assert first["line"] == line
    assert first["detail"]


@pytest.mark.parametrize("openapi", ["3.0.4", "3.1.2", "3.2.0"])
async def test_every_version_of_openapi_that_is_compiled_is_published(
    service: Service, openapi: str
) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    text = contract_text().replace(b"3.1.0", openapi.encode())
    sent = await ada.upload(f"{api}/versions", text)
    assert (sent.status_code, sent.json()["openapi"]) == (201, openapi)


async def test_slips_are_no_reason_to_refuse(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    text = b"openapi: 3.0\ninfo: {version: 1.0}\npaths: {/a: {get: null}}\n"
    response = await ada.upload(f"{api}/versions?version=1.0.0", text)
    assert response.status_code == 201
    published = response.json()
    expected = ("3.0.0", "", 1)
    found = (published["openapi"], published["title"], published["operations"])
    assert found == expected
    document = await ada.get(f"{response.headers['location']}/document")
    assert document.content == text


async def test_many_faults_are_cut_off(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    paths = "".join(f"  /p{n}: {{get: {{responses: 1}}}}\n" for n in range(300))
    text = f"openapi: 3.1.0\ninfo: {{title: T, version: 1.0.0}}\npaths:\n{paths}"
    response = await ada.upload(f"{api}/versions", text.encode())
    assert len(response.json()["errors"]) == 100


async def test_what_takes_too_long(database: Database, generous: Settings) -> None:
    hasty = generous.model_copy(update={"publish_timeout": 0.001})
    async with running(create(hasty)) as service:
        ada = await service.person()
        api = await service.api(ada, await service.team(ada))
        response = await ada.upload(f"{api}/versions", OWN)
        assert (response.status_code, response.json()["code"]) == (
            422,
            "invalid_contract",
        )
        assert (await ada.get(f"{api}/versions")).json()["items"] == []


async def test_one_of_many_publications_is_the_first(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    answers = await asyncio.gather(
        *(ada.upload(f"{api}/versions", contract_text()) for _ in range(12))
    )
    assert Counter(each.status_code for each in answers) == {201: 1, 200: 11}
    assert len({each.content for each in answers}) == 1


async def test_repeating_with_a_key(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    key = {"Idempotency-Key": "k"}
    first = await ada.upload(f"{api}/versions", contract_text(), **key)
    again = await ada.upload(f"{api}/versions", contract_text(), **key)
    assert (again.status_code, again.content) == (201, first.content)


async def test_pages(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    for number in range(3):
        await ada.upload(f"{api}/versions", contract_text(version=f"{number}.0.0"))
    page = await ada.get(f"{api}/versions?limit=2")
    rest = await ada.get(page.headers["link"].partition(">")[0][1:])
    found = [each["version"] for each in page.json()["items"] + rest.json()["items"]]
    assert found == ["2.0.0", "1.0.0", "0.0.0"]


async def test_deprecating_and_taking_it_back(service: Service) -> None:
    ada = await service.person()
    api = await service.api(ada, await service.team(ada))
    published = await ada.upload(f"{api}/versions", contract_text())
    path = published.headers["location"]
    notice = {"sunset_on": "2027-06-30", "note": "Move on."}
    deprecated = await ada.call(
        "PUT", f"{path}/deprecation", notice, match=published.headers["etag"]
    )
    assert deprecated.json()["deprecation"]["sunset_on"] == "2027-06-30"
    stale = await ada.call("PUT", f"{path}/deprecation", notice, match='"0"')
    assert stale.status_code == 412
    for url in (path, f"{path}/document"):
        response = await ada.get(url)
        assert response.headers["sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"
        assert response.headers["deprecation"].startswith("@")
    later = await ada.call(
        "PUT",
        f"{path}/deprecation",
        {"sunset_on": "2028-01-01"},
        match=deprecated.headers["etag"],
    )
    since = [
        each.json()["deprecation"]["deprecated_at"] for each in (deprecated, later)
    ]
    assert since[0] == since[1]
    plain = await ada.delete(f"{path}/deprecation", later.headers["etag"])
    assert "deprecation" not in plain.json()
    assert "sunset" not in (await ada.get(path)).headers


async def test_a_key_publishes_without_a_person(service: Service) -> None:
    ada = await service.person()
    team = await service.team(ada)
    api = await service.api(ada, team)
    key = await service.key(ada, team, "versions:write")
    published = await key.upload(f"{api}/versions", contract_text())
    assert published.status_code == 201
    assert "published_by" not in published.json()
