"""Messages that are pasted are held against all versions of an API."""

import json
from unittest import mock

import pytest

from impl.jobs.framing import OUT_OF_MEMORY
from impl.jobs.lanes import Lanes
from impl.jobs.processes import ProcessFailed
from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_apis import HOSTILE, MOST_QUERIES
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
GET = {"type": "response", "method": "get", "path": "/things/1", "status": "200"}


async def tried(
    service: Service, *documents: bytes
) -> tuple[Fixture, SiteBrowser, str, str]:
    it = await Fixture.make(service, *documents)
    ada = await SiteBrowser(service).log_in(it.owner)
    at = f"{it.page}/messages"
    form = await ada.open(at)
    assert form.status == 200
    return it, ada, at, form.csrf


def answers(page: SitePage) -> list[str]:
    below = page.html.partition("Version by version")[2].partition("</ul>")[0]
    return [each.partition('"')[0] for each in below.split('<span class="mark ')[1:]]


async def test_the_change_that_flipped_a_response_is_named(service: Service) -> None:
    it, ada, at, csrf = await tried(service, OLD, NEW)
    with counted_queries() as queries:
        page = await ada.send(at, csrf, **GET, body='{"a": 1}')
    assert len(queries) <= MOST_QUERIES, queries
    assert answers(page) == ["no", "yes"]
    assert f"{it.page}/compare?base=1.0.0&amp;revision=1.1.0" in page.html
    assert '"b" is a required property' in page.text
    assert "{&#34;a&#34;: 1}</textarea>" in page.html, "it is there to be changed"
    page = await ada.send(at, csrf, **GET, body='{"b": 1}')
    assert answers(page) == ["yes", "no"]
    page = await ada.send(at, csrf, **GET, body='{"a": 1, "b": 1}')
    assert answers(page) == ["yes", "yes"]
    assert "No change flipped it" in page.text
    by_template = {**GET, "path": "/things/{id}"}
    page = await ada.send(at, csrf, **by_template, body='{"a": 1, "b": 1}')
    assert answers(page) == ["yes", "yes"]
    unknown = {**GET, "path": "/more", "status": "200", "body": ""}
    assert answers(await ada.send(at, csrf, **unknown)) == ["no", "yes"]


async def test_requests_are_judged_by_their_parts(service: Service) -> None:
    document = json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1.0.0"},
            "paths": {
                "/a/{id}": {
                    "post": {
                        "parameters": [
                            {
                                "name": "id",
                                "in": "path",
                                "required": True,
                                "schema": {"type": "integer"},
                            },
                            {"name": "q", "in": "query", "schema": {"maximum": 5}},
                            {
                                "name": "X-A",
                                "in": "header",
                                "required": True,
                                "schema": {"type": "string"},
                            },
                        ],
                        "requestBody": {
                            "content": {
                                "application/json": {"schema": {"type": "object"}}
                            }
                        },
                        "responses": {"204": {"description": "Done."}},
                    }
                }
            },
        }
    ).encode()
    _, ada, at, csrf = await tried(service, document)
    good = {
        "type": "request",
        "method": "POST",
        "path": "/a/1?q=5",
        "headers": "x-a: 1",
    }
    for change, said in (
        ({}, None),
        ({"path": "/a/x"}, "path id"),
        ({"path": "/a/1?q=6"}, "query q"),
        ({"headers": ""}, "header X-A"),
        ({"body": "[]"}, "body"),
        ({"body": "{}"}, None),
        ({"path": "/b"}, "There is no such operation."),
        ({"method": "PUT"}, "There is no such operation."),
    ):
        page = await ada.send(at, csrf, **{**good, **change})
        assert answers(page) == (["no"] if said else ["yes"]), (change, page.text)
        assert said is None or said in page.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("type", "else"), ("method", "?"), ("path", "a"), ("status", "20")),
        *(("headers", "no field"), ("media_type", "text/xml"), ("body", "{")),
        *(("body", "NaN"), ("body", "[" * 100_000), ("path", "/a b")),
    ],
)
async def test_what_is_no_message_is_told_at_its_field(
    service: Service, name: str, value: str
) -> None:
    _, ada, at, csrf = await tried(service, OLD)
    page = await ada.send(at, csrf, **{**GET, "body": "{}", name: value})
    assert page.status == 422
    assert f'id="{name}-wrong"' in page.html


async def test_hostile_messages_and_contracts_stay_inert(service: Service) -> None:
    _, ada, at, csrf = await tried(service, OLD)
    hostile = {"body": json.dumps({HOSTILE: HOSTILE}), "headers": f"x: {HOSTILE[:40]}"}
    page = await ada.send(at, csrf, **GET, **hostile)
    assert answers(page) == ["no"]
    assert "<script" not in page.html
    large = await ada.send(at, csrf, **GET, body="1" * 500_000)
    assert large.status == 413


async def test_what_takes_too_much_is_told_and_whoever_may_not_see_is_not(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    it, ada, at, csrf = await tried(service, OLD)
    stranger = await SiteBrowser(service).log_in(await service.person())
    assert (await stranger.open(at)).status == 404
    guest = SiteBrowser(service)
    assert (await guest.open(at)).location.startswith("/sign-in")
    viewer = await service.join(it.owner, it.team_path, "viewer")
    there = await SiteBrowser(service).log_in(viewer)
    mine = (await there.open(at)).csrf
    assert answers(await there.send(at, mine, **GET, body='{"a": 1}')) == ["yes"]
    for failure in (TimeoutError(), ProcessFailed(OUT_OF_MEMORY)):
        monkeypatch.setattr(Lanes, "run", mock.AsyncMock(side_effect=failure))
        page = await ada.send(at, csrf, **GET)
        assert answers(page) == ["unknown"]
        assert "Not looked at" in page.text
    monkeypatch.setattr(Lanes, "run", mock.AsyncMock(side_effect=ProcessFailed(1)))
    assert (await ada.send(at, csrf, **GET)).status == 500
