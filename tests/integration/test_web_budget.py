"""No page asks the database more than it may, however much there is to show."""

import re
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

from impl.web.site import WebSite
from impl.web.visits import Route
from scripts.proving.service import appoint
from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_proposals import member, press
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12
_POLICIES = ("owner_approval", "acceptances", "consents")


@pytest.fixture
def seen_routes() -> Iterator[tuple[set[str], set[str]]]:
    """The patterns of all pages, once one was asked for, and of those asked for."""
    every, asked = set[str](), set[str]()
    find = WebSite._found

    def finding(self: WebSite, path: str) -> tuple[Route, dict[str, str]] | None:
        found = find(self, path)
        every.update(route.pattern for _, route in self._routes if route.show)
        if found:
            asked.add(found[0].pattern)
        return found

    with mock.patch.object(WebSite, "_found", finding):
        yield every, asked


async def added(it: Fixture, path: str, body: dict[str, Any]) -> dict[str, Any]:
    done = await it.owner.post(path, body)
    assert done.status_code == 201, done.text
    made: dict[str, Any] = done.json()
    return made


async def filled(it: Fixture, ada: SiteBrowser) -> list[str]:
    """Fill a team with several of everything; return where its pages are."""
    team, api_id = it.team_path, it.path.rpartition("/")[2]
    place = await added(it, f"{team}/environments", {"name": "prod", "title": "P"})
    there = f"{team}/environments/{place['id']}"
    body: dict[str, Any] = {"version": "1.0.0", "build": "7"}
    await added(it, f"{there}/apis/{api_id}/deployments", body)
    names: list[str] = []
    for name in ("shop", "till", "kiosk"):
        made = await added(it, f"{team}/consumers", {"name": name, "title": name})
        built = [{"api_id": api_id, "version": each} for each in ("1.0.0", "1.1.0")]
        for version in ("1", "2"):
            body = {"version": version, "built_against": built}
            await added(it, f"{team}/consumers/{made['id']}/versions", body)
        body = {"version": "1"}
        await added(it, f"{there}/consumers/{made['id']}/deployments", body)
        names.append(made["id"])
    hooks = f"{team}/webhooks"
    hook = await added(it, hooks, {"title": "CI", "url": "https://ci.example.com"})
    hook_id = hook["webhook"]["id"]
    await it.owner.post(f"{hooks}/{hook_id}/ping")
    body = {"name": "ci", "scopes": ["apis:read"]}
    await added(it, f"{team}/api-keys", body)
    body = {"email": "eve@example.com", "role": "member"}
    await added(it, f"{team}/invitations", body)
    body = {"base": "1.0.0", "revision": "1.1.0"}
    compared = await it.owner.post(f"{it.path}/comparisons", body)
    changes = (
        await it.owner.get(f"{it.path}/comparisons/{compared.json()['id']}/changes")
    ).json()["items"]
    at = await discussed(it, ada, names)
    links = re.findall(rf'href="({at}/acceptances/\w+)"', (await ada.open(at)).html)
    own, mine = it.page, f"/t/{it.names[0]}"
    asked = f"can-i-deploy?what=api&name={it.names[1]}&version=1.1.0&to=prod"
    shop = "can-i-deploy?what=consumer&name=shop&version=1&to=prod"
    comparison = f"{own}/comparisons/{compared.json()['id']}"
    accounts = (
        *("", "/profile", "/password", "/second-factor", "/passkeys"),
        *("/openid-identities", "/deletion", "/export"),
    )
    below = ("", "/apis", "/keys", "/environments", "/environments/prod", "/consumers")
    more = ("/consumers/shop", "/matrix", "/graph", "/webhooks", f"/webhooks/{hook_id}")
    rest = (
        "/policies",
        "/activity",
        "/activity.atom",
        "/quotas",
        "/settings",
        "/audit",
    )
    last = ("/deletion", "/can-i-deploy", f"/{asked}", f"/{shop}")
    steps = (
        "",
        "/rebase",
        "/difference",
        "/lines",
        "/since?from=1&to=1",
        "/since?from=1&to=1&text=whole",
        "/since/lines?from=1&to=1",
        "/remark?side=revision&line=2",
        "/state",
        *(each[len(at) :] for each in links[:1]),
    )
    at_api = ("", "/settings", "/compare", "/propose", "/messages", "/v/1.0.0")
    of_version = (
        "/v/1.0.0/source",
        "/v/1.0.0/deprecation",
        "/v/1.0.0/try",
        "/v/1.0.0?at=/paths/~1more/get",
        "/v/1.0.0/document",
        "/policy/trial",
    )
    assert changes
    assert links
    return [
        *("/", "/apis", "/teams", "/invitations", "/prove-email", "/keyboard"),
        *("/sign-in", "/register", "/forgot-password", "/reset-password"),
        "/sign-in/passkey",
        *("/search?q=things", "/search?q=things&in=contracts", "/administration"),
        *(f"/account{each}" for each in accounts),
        *(f"{mine}{each}" for each in (*below, *more, *rest, *last)),
        *(f"{own}{each}" for each in (*at_api, *of_version)),
        *(f"{at}{each}" for each in steps),
        *(comparison, f"{comparison}/certificate", f"{comparison}/changelog"),
        *(f"{comparison}/difference", f"{comparison}/lines"),
    ]


async def discussed(it: Fixture, ada: SiteBrowser, consumers: list[str]) -> str:
    """Propose a change that breaks, with whatever can be said of it."""
    await it.owner.patch(
        it.path, {"policy": {"breaking_change_needs": "acceptances"}}, "*"
    )
    form = await ada.open(f"{it.page}/propose")
    typed = {"title": "Change", "document": OLD.replace(b"1.0.0", b"1.2.0").decode()}
    at = (await ada.send(f"{it.page}/propose", form.csrf, **typed)).location
    for document in (OLD.replace(b"1.0.0", b"1.3.0"), OLD + b"tags: []\n"):
        another = await added(it, f"{it.path}/proposals", {"title": "Another"})
        there = f"{it.path}/proposals/{another['number']}/revisions"
        assert (await it.owner.upload(there, document)).status_code == 201
    _, bob = await member(it)
    for browser in (ada, bob):
        typed = {"revision": "1", "side": "revision", "pointer": "/info", "body": "?"}
        thread = (await press(browser, at, "threads", **typed)).location.partition("#")
        await press(bob, at, "comments", id=thread[2], body="!")
    for verdict in ("request_changes", "comment", "approve"):
        await press(bob, at, "reviews", revision="1", verdict=verdict, body="So.")
    for each in consumers:
        typed = {"revision": "1", "id": each, "answer": "object", "reason": "No."}
        done = await press(ada, at, "answers", **typed)
        assert done.location == f"{at}#{each}"
    return at


async def test_no_page_asks_more_than_it_may(
    service: Service, database_url: str, seen_routes: tuple[set[str], set[str]]
) -> None:
    it = await Fixture.make(service, OLD, NEW)
    appoint(database_url, it.owner.email)
    await it.owner.patch(it.path, {"visibility": "everyone"}, "*")
    ada = await SiteBrowser(service).log_in(it.owner)
    guest = await SiteBrowser(service).log_in(await service.person())
    paths = await filled(it, ada)
    every, asked = seen_routes
    asked.clear()
    spent: dict[str, list[str]] = {}
    for path in paths:
        # What is found out once, such as what a comparison says, is asked for here.
        await ada.http.get(path)
        with counted_queries() as queries:
            answer = await ada.http.get(path)
        assert answer.status_code in {200, 303}, (path, answer.text)
        spent[path] = queries
    at = f"{it.page}/proposals/1"
    for needs in _POLICIES:
        policy = {"breaking_change_needs": needs, "threads_resolved": True}
        await it.owner.patch(it.path, {"policy": policy}, "*")
        for path, browser in ((at, ada), (at, guest), (it.page, ada), ("/", ada)):
            await browser.open(path)
            with counted_queries() as queries:
                page = await browser.open(path)
            assert page.status == 200
            spent[f"{path} {needs} {browser is guest}"] = queries
    assert every - asked == set()
    over = {path: each for path, each in spent.items() if len(each) > MOST_QUERIES}
    assert over == {}
