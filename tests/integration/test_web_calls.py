"""Screens say which call of the API is behind them, and the call gets an answer."""

import re

import pytest

from tests.integration.test_comparisons import NEW, OLD
from tests.integration.test_web_proposals import proposed
from tests.support.client import Service
from tests.support.pages import Fixture, SiteBrowser

pytestmark = pytest.mark.asyncio


async def test_the_call_behind_a_screen_can_be_made(service: Service) -> None:
    it = await Fixture.make(service, OLD)
    ada, proposal = await proposed(it)
    body = {"base": "1.0.0", "revision": "1.0.0"}
    made = (await it.owner.post(f"{it.path}/comparisons", body)).json()["id"]
    team = f"/t/{it.names[0]}"
    await it.owner.upload(f"{it.path}/versions", NEW)
    for kind, name in (("environments", "prod"), ("consumers", "shop")):
        body = {"name": name, "title": name}
        await it.owner.post(f"{it.team_path}/{kind}", body)
    for path in (
        *("/account", "/account/second-factor", "/account/passkeys"),
        *("/account/openid-identities", "/invitations", "/apis", team),
        *(it.page, f"{it.page}/settings", f"{it.page}/v/1.0.0", proposal),
        *(f"{it.page}/v/1.0.0/source", f"{it.page}/comparisons/{made}"),
        *(f"{it.page}/compare", f"{team}/keys", f"{team}/webhooks"),
        *(f"{team}/environments", f"{team}/consumers", f"{team}/policies"),
        *(f"{team}/activity", f"{team}/audit", f"{team}/settings"),
        *(f"{team}/graph", f"{team}/matrix", f"{team}/consumers/shop"),
        *(f"{team}/environments/prod", f"{it.page}/v/1.0.0/deprecation"),
        *(f"{proposal}/remark?side=base&line=2", f"{proposal}/since?from=1&to=1"),
    ):
        page = await ada.open(path)
        call = re.search(r"curl https?://[^/ ]+(/v1/\S+) -H", page.text)
        assert call, path
        assert (await it.owner.get(call[1])).status_code == 200, (path, call[1])


async def test_all_pages_lead_to_the_list_of_keys(service: Service) -> None:
    guest = SiteBrowser(service)
    page = await guest.open("/keyboard")
    assert "This list" in page.text
    ada = await SiteBrowser(service).log_in(await service.person())
    page = await ada.open("/")
    keys = re.findall(r'accesskey="(\w)"', page.html)
    assert sorted(keys) == sorted(set(keys))
    told = re.findall(r"<kbd>(\w)</kbd>", (await guest.open("/keyboard")).html)
    assert set(told) == set(keys)
