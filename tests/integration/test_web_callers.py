"""Every page, and every kind of caller: who sees it, and from whom a form is taken."""

import re
from collections.abc import Iterator
from unittest import mock

import pytest

from impl.web.site import WebSite
from impl.web.visits import Route
from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_budget import filled
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser

pytestmark = pytest.mark.asyncio
# They are for people who are not logged in, or for everybody.
_ENTRANCE = {"/sign-in", "/sign-in/passkey", "/register"}
_OPEN = {"/", "/keyboard", "/prove-email", "/forgot-password", "/reset-password"}
# What only those read who may change it, as the API has it.
_KEPT = {
    "/keys": {"maintainer", "owner"},
    "/webhooks": {"maintainer", "owner"},
    "/audit": {"owner"},
}
_ROLES = ("viewer", "member", "maintainer", "owner")
# Forms of people who are not logged in.
_STRANGE = {
    *("/sign-in", "/register", "/forgot-password", "/reset-password", "/prove-email"),
    *("/sign-in/openid", "/sign-in/openid/join", "/sign-in/passkey", "/sign-out"),
}
_FILLED = re.compile(r"{(\w+)(?::\w+)?}")


@pytest.fixture
def routes() -> Iterator[tuple[dict[str, Route], dict[str, dict[str, str]]]]:
    """All routes by pattern, and the names of those that were asked for."""
    every, asked = dict[str, Route](), dict[str, dict[str, str]]()
    find = WebSite._found

    def finding(self: WebSite, path: str) -> tuple[Route, dict[str, str]] | None:
        found = find(self, path)
        every.update((route.pattern, route) for _, route in self._routes)
        if found:
            asked[found[0].pattern] = found[1]
        return found

    with mock.patch.object(WebSite, "_found", finding):
        yield every, asked


def expected(path: str, who: str, *, is_shown: bool) -> tuple[int, bool]:
    """Return the status, and whether somebody is led to the log-in."""
    plain = path.partition("?")[0]
    if plain in _OPEN:
        return 200, False
    if plain in _ENTRANCE:
        return (200 if who == "nobody" else 303), False
    if who == "nobody":
        return 303, True
    is_guest = who == "stranger"
    if plain == "/administration":
        return 403, False
    if plain.startswith("/t/"):
        below = "/" + plain.split("/")[3] if plain.count("/") > 2 else ""
        if is_guest:
            return 404, False
        return (200 if who in _KEPT.get(below, _ROLES) else 403), False
    is_hidden = plain.startswith("/a/") and is_guest and not is_shown
    return (404 if is_hidden else 200), False


async def browsers(it: Fixture, service: Service) -> dict[str, SiteBrowser]:
    stranger = await SiteBrowser(service).log_in(await service.person())
    known = {"nobody": SiteBrowser(service), "stranger": stranger}
    for role in _ROLES:
        actor = await service.join(it.owner, it.team_path, role)
        known[role] = await SiteBrowser(service).log_in(actor)
    return known


async def test_who_sees_which_page(
    service: Service,
    routes: tuple[dict[str, Route], dict[str, dict[str, str]]],
) -> None:
    every, asked = routes
    it = await Fixture.make(service, OLD, NEW)
    paths = await filled(it, await SiteBrowser(service).log_in(it.owner))
    callers = await browsers(it, service)
    asked.clear()
    for to in ("team", "everyone"):
        await it.owner.patch(it.path, {"visibility": to}, "*")
        for who, browser in callers.items():
            for path in paths:
                found = await browser.http.get(path)
                is_led = found.headers.get("location", "").startswith("/sign-in?")
                wanted = expected(path, who, is_shown=to == "everyone")
                assert (found.status_code, is_led) == wanted, (who, path, to)
    shown = {pattern for pattern, route in every.items() if route.show}
    assert shown - asked.keys() == set()
    await it.owner.patch(it.path, {"visibility": "team"}, "*")
    names: dict[str, str] = {}
    for found_names in asked.values():
        names.update(found_names)
    await forms_are_taken_from_who_may_send_them(every, names, callers)


async def forms_are_taken_from_who_may_send_them(
    every: dict[str, Route], names: dict[str, str], callers: dict[str, SiteBrowser]
) -> None:
    acting = [pattern for pattern, route in every.items() if route.act]
    assert len(acting) > 40
    nobody, stranger = callers["nobody"], callers["stranger"]
    theirs = (await stranger.open("/teams")).csrf
    for pattern in acting:
        path = _FILLED.sub(lambda found: names.get(found[1], "x"), pattern)
        for browser, given in ((callers["owner"], ""), (callers["owner"], theirs)):
            # Whoever lays a form under somebody's hand doesn't know their token.
            done = await browser.http.post(path, data={"csrf": given})
            assert done.status_code == 403, (path, done.status_code)
        token = (await nobody.open("/sign-in")).csrf
        done = await nobody.http.post(path, data={"csrf": token})
        if pattern not in _STRANGE:
            assert done.status_code == 303, (path, done.status_code)
            assert done.headers["location"].startswith("/sign-in?"), path
        if pattern.startswith(("/t/{", "/a/{")):
            done = await stranger.http.post(path, data={"csrf": theirs})
            assert done.status_code == 404, (path, done.status_code)


async def test_nobody_reaches_through_their_own_names_to_others(
    service: Service,
) -> None:
    mine = await Fixture.make(service, OLD)
    theirs = await Fixture.make(service, OLD, NEW)
    eve, owner = await SiteBrowser(service).log_in(mine.owner), theirs.owner
    for it in (mine, theirs):
        at = f"{it.path}/proposals"
        assert (await it.owner.post(at, {"title": "One"})).status_code == 201
        document = OLD.replace(b"1.0.0", b"1.2.0")
        added = await it.owner.upload(f"{at}/1/revisions", document)
        assert added.status_code == 201
    body: dict[str, object] = {"base": "1.0.0", "revision": "1.1.0"}
    made = await owner.post(f"{theirs.path}/comparisons", body)
    comparison = made.json()["id"]
    body = {"title": "CI", "url": "https://ci.example.com"}
    hook = (await owner.post(f"{theirs.team_path}/webhooks", body)).json()
    body = {"name": "ci", "scopes": ["apis:read"]}
    await owner.post(f"{theirs.team_path}/api-keys", body)
    keys = f"{theirs.team_path}/api-keys"
    [key] = (await owner.get(keys)).json()["items"]
    body = {"revision": 1, "body": "A question"}
    threads = f"{theirs.path}/proposals/1/threads"
    thread = (await owner.post(threads, body)).json()
    own, team = mine.page, f"/t/{mine.names[0]}"
    below = ("", "/certificate", "/changelog", "/difference", "/lines")
    for path in (
        *(f"{own}/comparisons/{comparison}{each}" for each in below),
        f"{team}/webhooks/{hook['webhook']['id']}",
    ):
        assert (await eve.open(path)).status == 404, path
    csrf = (await eve.open("/teams")).csrf
    at = f"{own}/proposals/1"
    for path, typed in (
        (f"{team}/keys/revocation", {"id": key["id"]}),
        (f"{at}/comments", {"id": thread["id"], "body": "Mine?"}),
        (f"{at}/resolution", {"id": thread["id"], "state": "resolved"}),
    ):
        sent = await eve.http.post(path, data={"csrf": csrf, **typed})
        assert sent.status_code == 404, path
    assert len((await owner.get(keys)).json()["items"]) == 1
    [now] = (await owner.get(threads)).json()["items"]
    assert (now["state"], now["comments"]) == (thread["state"], thread["comments"])
