"""Teams on pages: who belongs to them, and what they have."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_apis import HOSTILE
from tests.support.client import Actor, Service
from tests.support.pages import Fixture, SiteBrowser, SitePage, counted_queries

pytestmark = pytest.mark.asyncio
MOST_QUERIES = 12
PAGES = (
    *("", "/keys", "/environments", "/consumers", "/matrix", "/graph", "/webhooks"),
    *(
        "/policies",
        "/activity",
        "/audit",
        "/quotas",
        "/settings",
        "/deletion",
        "/can-i-deploy",
    ),
)


async def press(browser: SiteBrowser, at: str, to: str, **typed: str) -> SitePage:
    page = await browser.open(at)
    return await browser.send(to, page.csrf, **typed)


async def begun(service: Service) -> tuple[Fixture, SiteBrowser, str]:
    it = await Fixture.make(service, OLD)
    return it, await SiteBrowser(service).log_in(it.owner), f"/t/{it.names[0]}"


async def test_members_come_change_and_go(service: Service) -> None:
    it, ada, at = await begun(service)
    bob = await service.person()
    assert f'href="{it.page}"' in (await ada.open(at)).html, "its APIs"
    added = await press(
        ada, at, f"{at}/members", email=bob.email, role="viewer", action="add"
    )
    assert added.location == at
    twice = await press(
        ada, at, f"{at}/members", email=bob.email, role="viewer", action="invite"
    )
    assert twice.status == 409
    assert f'value="{bob.email}"' in twice.html, "nothing is lost"
    wrong = await press(ada, at, f"{at}/members", email="nobody", role="king")
    assert wrong.status == 422
    assert 'id="email-wrong"' in wrong.html
    assert 'id="role-wrong"' in wrong.html
    invited = await press(
        ada, at, f"{at}/members", email="eve@example.com", role="member"
    )
    assert invited.location == at
    page = await ada.open(at)
    assert "eve@example.com" in page.text
    invitation = re.search(r'value="(inv_\w+)"', page.html)
    assert invitation
    back = await press(ada, at, f"{at}/invitations", id=invitation[1])
    assert back.location == at
    page = await ada.open(at)
    assert "eve@example.com" not in page.text
    member = await it.owner.get(f"{it.team_path}/members/{bob.id}")
    tag = str(member.headers["etag"]).strip('"')
    changed = {"id": bob.id, "tag": tag, "role": "maintainer", "action": "change"}
    assert (await press(ada, at, f"{at}/roles", **changed)).location == at
    stale = await press(ada, at, f"{at}/roles", **changed)
    assert stale.status == 412
    there = await SiteBrowser(service).log_in(bob)
    page = await there.open(at)
    assert "you are maintainer" in page.text
    ours = f'value="{it.owner.id}"'
    assert ours not in page.html, "what would be refused is not offered"
    member = await it.owner.get(f"{it.team_path}/members/{bob.id}")
    tag = str(member.headers["etag"]).strip('"')
    left = await press(there, at, f"{at}/roles", id=bob.id, tag=tag, action="remove")
    assert left.location == "/apis"
    assert (await there.open(at)).status == 404


async def test_a_team_is_renamed_and_deleted(service: Service) -> None:
    _, ada, at = await begun(service)
    page = await ada.open(f"{at}/settings")
    typed = {"tag": page.hidden("tag"), "title": HOSTILE[:100], "name": "Not a name"}
    wrong = await ada.send(f"{at}/settings", page.csrf, **typed)
    assert wrong.status == 422
    assert 'id="name-wrong"' in wrong.html
    typed |= {"name": f"{at[3:]}-x", "description": HOSTILE}
    done = await ada.send(f"{at}/settings", page.csrf, **typed)
    at = done.location
    for below in PAGES:
        page = await ada.open(f"{at}{below}")
        assert page.status == 200, below
        assert "<script" not in page.html
    page = await ada.open(f"{at}/deletion")
    typed = {"tag": page.hidden("tag"), "confirmed": "another"}
    kept = await ada.send(f"{at}/deletion", page.csrf, **typed)
    assert kept.status == 422
    typed["confirmed"] = at[3:]
    assert (await ada.send(f"{at}/deletion", page.csrf, **typed)).location == "/apis"
    assert (await ada.open(at)).status == 404


async def test_a_key_is_shown_once_and_revoked(service: Service) -> None:
    _, ada, at = await begun(service)
    here = f"{at}/keys"
    page = await press(ada, here, here, name="ci", expires_in_days="x")
    assert page.status == 422
    none = await press(ada, here, here, name="ci")
    assert 'id="scopes-wrong"' in none.html
    bad = await press(ada, here, here, name="No", **{"scope.apis:read": "on"})
    assert 'id="name-wrong"' in bad.html
    assert 'name="scope.apis:read" checked' in bad.html, "nothing is lost"
    typed = {"scope.apis:read": "on", "scope.teams:read": "on"}
    made = await press(ada, here, here, name="ci", expires_in_days="30", **typed)
    assert made.status == 200
    assert made.response.headers["cache-control"] == "no-store"
    secret = re.search(r"csk_\w{40,60}", made.text)
    assert secret
    key = Actor(service.http, **{"X-Api-Key": secret[0]})
    assert (await key.get("/v1/teams")).status_code == 200
    page = await ada.open(here)
    assert secret[0] not in page.html
    assert "apis:read" in page.text
    name = re.search(r'value="(key_\w+)"', page.html)
    assert name
    gone = await press(ada, here, f"{here}/revocation", id=name[1])
    assert gone.location == here
    assert (await key.get("/v1/teams")).status_code == 401
    assert (await press(ada, here, f"{here}/revocation", id=name[1])).status == 404


async def test_a_webhook_and_what_was_sent(service: Service) -> None:
    _, ada, at = await begun(service)
    here = f"{at}/webhooks"
    wrong = await press(ada, here, here, title="CI", url="ftp://x", all="on")
    assert wrong.status == 422
    assert 'id="url-wrong"' in wrong.html
    none = await press(ada, here, here, title="CI", url="https://ci.example.com")
    assert 'id="event_types-wrong"' in none.html
    typed = {"title": HOSTILE[:90], "url": "https://ci.example.com", "all": "on"}
    made = await press(ada, here, here, **typed)
    assert "whsec_" in made.text
    page = await ada.open(here)
    one = re.search(rf'href="({here}/\w+)"', page.html)
    assert one
    pinged = await press(ada, one[1], f"{one[1]}/ping")
    assert pinged.location == one[1]
    with counted_queries() as queries:
        page = await ada.open(one[1])
    assert len(queries) <= MOST_QUERIES, queries
    assert "webhook.pinged" in page.text
    assert "whsec_" not in page.text
    assert "<script" not in page.html
    change = {"tag": page.hidden("tag"), "url": "https://ci.example.com/x"}
    refused = await ada.send(f"{one[1]}/change", page.csrf, title="", **change)
    assert refused.status == 422
    change |= {"type.version.published": "on", "title": "CI"}
    done = await ada.send(f"{one[1]}/change", page.csrf, **change)
    assert done.location == one[1]
    assert "off: CI" in (await ada.open(one[1])).html
    off = await ada.send(f"{one[1]}/ping", page.csrf)
    assert off.status == 409
    stray = await ada.send(f"{one[1]}/redelivery", page.csrf, id="dlv_1")
    assert stray.status == 404
    another = await ada.send(f"{one[1]}/secret", page.csrf)
    assert "whsec_" in another.text
    tag = (await ada.open(one[1])).hidden("tag")
    gone = await ada.send(f"{one[1]}/deletion", page.csrf, tag=tag)
    assert gone.location == here
    assert (await ada.open(one[1])).status == 404
    assert (await ada.open(f"{here}/x")).status == 404


async def test_environments_and_who_gets_on_there(service: Service) -> None:
    it, ada, at = await begun(service)
    done = await press(
        ada, f"{at}/environments", f"{at}/environments", name="prod", title="Production"
    )
    assert done.location == f"{at}/environments"
    twice = await press(
        ada, f"{at}/environments", f"{at}/environments", name="prod", title="P"
    )
    assert twice.status == 409
    empty = await ada.open(f"{at}/matrix")
    assert "Nobody meets there." in empty.text
    await it.owner.upload(f"{it.path}/versions", NEW)
    made = await press(
        ada, f"{at}/consumers", f"{at}/consumers", name="shop", title=HOSTILE[:90]
    )
    assert made.location == f"{at}/consumers/shop"
    consumers = (await it.owner.get(f"{it.team_path}/consumers")).json()["items"]
    consumer = f"{it.team_path}/consumers/{consumers[0]['id']}"
    api_id = it.path.rpartition("/")[2]
    built = {"version": "4", "built_against": [{"api_id": api_id, "version": "1.0.0"}]}
    assert (await it.owner.post(f"{consumer}/versions", built)).status_code == 201
    [place] = (await it.owner.get(f"{it.team_path}/environments")).json()["items"]
    environment = f"{it.team_path}/environments/{place['id']}"
    for what, version in (
        (f"apis/{api_id}", "1.1.0"),
        (f"consumers/{consumers[0]['id']}", "4"),
    ):
        body = {"version": version, "build": "7", "branch": HOSTILE[:90]}
        told = await it.owner.post(f"{environment}/{what}/deployments", body)
        assert told.status_code == 201, told.text
    compared = await it.owner.post(
        f"{it.path}/comparisons", {"base": "1.0.0", "revision": "1.1.0"}
    )
    assert compared.json()["state"] == "finished"
    with counted_queries() as queries:
        page = await ada.open(f"{at}/matrix", environment="prod")
    assert len(queries) <= MOST_QUERIES, queries
    assert "1 of 1 pairs would not get on" in page.text
    assert "/comparisons/cmp_" in page.html
    asked = {"what": "api", "name": it.names[1], "version": "1.1.0", "to": "prod"}
    with counted_queries() as queries:
        page = await ada.open(f"{at}/can-i-deploy", **asked)
    assert len(queries) <= MOST_QUERIES, queries
    assert page.html.count("<h1>") == 1
    assert "no: " in page.html, "the title has the answer"
    fine = {**asked, "version": "1.0.0"}
    assert "yes: " in (await ada.open(f"{at}/can-i-deploy", **fine)).html
    shop = {"what": "consumer", "name": "shop", "version": "4", "to": "prod"}
    assert "no: " in (await ada.open(f"{at}/can-i-deploy", **shop)).html
    for change in (
        *({"name": "nothing"}, {"to": "nowhere"}, {"version": "?"}, {"version": ""}),
        *({"what": "consumer", "name": "nobody"}, {"version": "9.9.9"}),
        {"version": "a\0"},
    ):
        page = await ada.open(f"{at}/can-i-deploy", **{**asked, **change})
        assert page.status in {404, 422}, change
        assert "wrong" in page.html or "There is no such" in page.text
    for below, said in (
        ("/environments/prod", "1.1.0"),
        ("/consumers/shop", "1.0.0"),
        ("/consumers", "is built on"),
        ("/graph", "uses all of"),
        ("/environments", "2 versions there"),
    ):
        with counted_queries() as queries:
            page = await ada.open(f"{at}{below}")
        assert len(queries) <= MOST_QUERIES, queries
        assert said in page.text, below
        assert "<script" not in page.html
    page = await ada.open(f"{it.page}/v/1.0.0")
    assert "Built on it" in page.text
    assert f"{it.names[0]}/shop 4" in page.text
    assert "Built on it" not in (await ada.open(f"{it.page}/v/1.1.0")).text
    await changed_and_gone(it, ada, at)


async def changed_and_gone(it: Fixture, ada: SiteBrowser, at: str) -> None:
    here = f"{at}/environments/prod"
    page = await ada.open(here)
    ended = re.search(r'value="(dep_\w+)"', page.html)
    assert ended
    done = await ada.send(f"{here}/deployments", page.csrf, id=ended[1], tag="current")
    assert done.location == here
    tag = re.findall(r'name="tag" value="(\w+)"', page.html)[-1]
    typed = {"tag": tag, "name": "live", "title": "Live"}
    done = await ada.send(here, page.csrf, **typed)
    assert done.location == f"{at}/environments/live"
    here = done.location
    stale = await ada.send(f"{here}/deletion", page.csrf, tag=tag)
    assert stale.status == 412
    tag = re.findall(r'name="tag" value="(\w+)"', (await ada.open(here)).html)[-1]
    gone = await ada.send(f"{here}/deletion", page.csrf, tag=tag)
    assert gone.location == f"{at}/environments"
    assert (await ada.open(here)).status == 404
    here = f"{at}/consumers/shop"
    page = await ada.open(here)
    version = re.search(r'value="(cov_\w+)"', page.html)
    assert version
    forgotten = await ada.send(f"{here}/versions", page.csrf, id=version[1], tag="1")
    assert forgotten.location == here
    tag = re.findall(r'name="tag" value="(\w+)"', page.html)[-1]
    typed = {"tag": tag, "name": "till", "title": "Till", "contact": "bob"}
    done = await ada.send(here, page.csrf, **typed)
    here = done.location
    tag = re.findall(r'name="tag" value="(\w+)"', (await ada.open(here)).html)[-1]
    gone = await ada.send(f"{here}/deletion", page.csrf, tag=tag)
    assert gone.location == f"{at}/consumers"
    assert (await ada.open(here)).status == 404


async def test_what_happened_is_told_and_fed(service: Service) -> None:
    it, ada, at = await begun(service)
    await it.owner.patch(it.path, {"title": HOSTILE[:100] + "\x0b"}, "*")
    with counted_queries() as queries:
        page = await ada.open(f"{at}/activity")
    assert len(queries) <= MOST_QUERIES, queries
    assert "Somebody" in page.text
    assert "published a version" in page.text
    assert f'href="/a/{it.names[0]}/{it.names[1]}/v/1.0.0"' in page.html
    assert "<script" not in page.html
    only = await ada.open(f"{at}/activity", type="team.created", after="nonsense")
    assert "published a version" not in only.text.partition("Show")[2]
    feed = await ada.http.get(f"{at}/activity.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    tree = ET.fromstring(feed.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert len(tree.findall("a:entry", names)) == page.html.count('id="evt_')
    later = await ada.open(
        f"{at}/activity", after="2000-01-01T00:00:00+00:00_" + "0" * 32
    )
    assert "Nothing of that kind" in later.text


async def test_policies_are_told_in_sentences_and_changed(service: Service) -> None:
    it, ada, at = await begun(service)
    page = await ada.open(f"{at}/policies")
    assert "Any member may sign." in page.text
    here = f"{it.page}/settings"
    page = await ada.open(here)
    typed = {
        "tag": page.hidden("tag"),
        "visibility": "everyone",
        "profile": "strict-reader",
        "major_version_for": "breaking",
        "signers": "owner",
        "breaking_change_needs": "consents",
        "approvals": "2",
        "maximum_age_days": "7",
        "verification": "on",
        "threads_resolved": "on",
    }
    for name, value in (("approvals", "99"), ("profile", "?"), ("approvals", "x")):
        wrong = await ada.send(f"{it.page}/policy", page.csrf, **{**typed, name: value})
        assert wrong.status == 422
        assert f'id="{name}-wrong"' in wrong.html
        assert 'name="threads_resolved" checked' in wrong.html, "nothing is lost"
    done = await ada.send(f"{it.page}/policy", page.csrf, **typed)
    assert done.location == here
    page = await ada.open(here)
    for said in (
        *("An owner signs.", "2 people have to approve", "of the last 7 days"),
        *("consent of every consumer", "Nothing is published but by a proposal"),
    ):
        assert said in page.text
    typed = {"tag": page.hidden("tag"), "title": "Other", "name": "Not a name"}
    wrong = await ada.send(here, page.csrf, **typed)
    assert 'id="name-wrong"' in wrong.html
    done = await ada.send(here, page.csrf, **{**typed, "name": f"{it.names[1]}-x"})
    assert done.location == f"{it.page}-x/settings"
    at = f"{it.page}-x"
    tag = (await ada.open(f"{at}/settings")).hidden("tag")
    kept = await ada.send(f"{at}/deletion", page.csrf, tag=tag, confirmed="x")
    assert 'id="confirmed-wrong"' in kept.html
    typed = {"tag": tag, "confirmed": f"{it.names[1]}-x"}
    assert (await ada.send(f"{at}/deletion", page.csrf, **typed)).location == "/apis"


@pytest.mark.parametrize("role", ["viewer", "member", "maintainer", "owner", None])
async def test_who_sees_what_of_a_team_is_as_the_api_says(
    service: Service, role: str | None
) -> None:
    it, _, at = await begun(service)
    actor = await service.join(it.owner, it.team_path, role) if role else None
    actor = actor or await service.person()
    browser = await SiteBrowser(service).log_in(actor)
    resources = {"/keys": "api-keys", "/webhooks": "webhooks", "/audit": "audit"}
    for below in PAGES:
        more = resources.get(below)
        resource = f"{it.team_path}/{more}" if more else it.team_path
        expected = (await actor.get(resource)).status_code
        with counted_queries() as queries:
            page = await browser.open(f"{at}{below}")
        assert page.status == expected, below
        assert len(queries) <= MOST_QUERIES, queries
    guest = SiteBrowser(service)
    for below in (*PAGES, "/activity.atom"):
        assert (await guest.open(f"{at}{below}")).location.startswith("/sign-in")
    csrf = (await browser.open("/teams")).csrf
    for to, typed, method, path, body in (
        (
            "/members",
            {"email": "a@example.com", "role": "viewer"},
            "POST",
            "/invitations",
            {"email": "b@example.com", "role": "viewer"},
        ),
        (
            "/environments",
            {"name": "one", "title": "One"},
            "POST",
            "/environments",
            {"name": "two", "title": "Two"},
        ),
        (
            "/consumers",
            {"name": "one", "title": "One"},
            "POST",
            "/consumers",
            {"name": "two", "title": "Two"},
        ),
        (
            "/keys",
            {"name": "one", "scope.apis:read": "on"},
            "POST",
            "/api-keys",
            {"name": "two", "scopes": ["apis:read"]},
        ),
    ):
        told = await actor.call(method, f"{it.team_path}{path}", body)
        done = await browser.http.post(f"{at}{to}", data={"csrf": csrf, **typed})
        taken = {200, 303} if told.status_code == 201 else {told.status_code}
        assert done.status_code in taken, (to, told.text)
