"""What is the same for everybody: its representations, validators and lifetimes."""

import re

import httpx2
import pytest
import yaml

from generated.contract import CONTRACT
from tests.support.client import Actor, Service

pytestmark = [pytest.mark.asyncio, pytest.mark.long]
ASSETS = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "initializer.js": "text/javascript",
    "favicon.png": "image/png",
}
PATHS = ["/openapi.yaml", "/openapi.json", *(f"/docs/{name}" for name in ASSETS)]
FOR_EVER = "public, max-age=31536000, immutable"


async def get(actor: Actor, path: str, coding: str, **headers: str) -> httpx2.Response:
    return await actor.get(path, **{"Accept-Encoding": coding, **headers})


async def test_the_contract_is_served(service: Service) -> None:
    text = await service.anonymous.get("/openapi.yaml")
    assert text.content == CONTRACT.document
    value = await service.anonymous.get("/openapi.json")
    assert value.json() == yaml.safe_load(CONTRACT.document)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", ["identity", "gzip"])
async def test_representations_have_validators(
    service: Service, path: str, coding: str
) -> None:
    first = await get(service.anonymous, path, coding)
    known = {"If-None-Match": first.headers["etag"]}
    again = await get(service.anonymous, path, coding, **known)
    assert again.status_code == 304
    for field in ("etag", "cache-control"):
        assert again.headers[field] == first.headers[field]
    assert "Accept-Encoding" in first.headers["vary"]
    assert first.headers["cache-control"] == "public, max-age=300"
    head = await service.anonymous.call("HEAD", path, **{"Accept-Encoding": coding})
    assert (head.status_code, head.content) == (200, b"")
    for field in ("etag", "content-length", "cache-control", "vary"):
        assert head.headers[field] == first.headers[field]


@pytest.mark.parametrize("path", ["/openapi.yaml", "/docs/swagger-ui-bundle.js"])
async def test_compressed_and_plain_are_told_apart(service: Service, path: str) -> None:
    plain = await get(service.anonymous, path, "identity")
    packed = await get(service.anonymous, path, "gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    sent = int(packed.headers["content-length"])
    assert sent < int(plain.headers["content-length"]) / 2
    # Whoever has the one does not have the other.
    known = {"If-None-Match": plain.headers["etag"]}
    assert (await get(service.anonymous, path, "gzip", **known)).status_code == 200


async def test_what_does_not_shrink_is_sent_as_it_is(service: Service) -> None:
    answer = await get(service.anonymous, "/docs/favicon.png", "gzip")
    assert "content-encoding" not in answer.headers


async def test_the_page_asks_for_names_that_say_what_is_in_them(
    service: Service,
) -> None:
    page = await service.anonymous.get("/docs")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "://" not in page.text
    names = re.findall(r'"docs/([^"]+)"', page.text)
    assert len(names) == len(ASSETS)
    for name in names:
        stem, _digest, suffix = name.rsplit(".", 2)
        plain = await service.anonymous.get(f"/docs/{stem}.{suffix}")
        pinned = await service.anonymous.get(f"/docs/{name}")
        assert pinned.headers["content-type"] == ASSETS[f"{stem}.{suffix}"]
        assert pinned.headers["cache-control"] == FOR_EVER
        assert pinned.content == plain.content
        # Another content has another name.
        other = f"/docs/{stem}.{'0' * 16}.{suffix}"
        assert (await service.anonymous.get(other)).status_code == 404
    assert (await service.anonymous.get("/docs/other.js")).status_code == 404


async def test_secrets_are_neither_compressed_nor_kept(service: Service) -> None:
    person = await service.person()
    team = await service.team(person)
    api = await service.api(person, team)
    for path in ("/v1/people/me", "/v1/teams", team, api, f"{api}/versions", "/livez"):
        answer = await get(person, path, "gzip")
        assert answer.status_code == 200
        assert "content-encoding" not in answer.headers
        assert "public" not in answer.headers["cache-control"]
