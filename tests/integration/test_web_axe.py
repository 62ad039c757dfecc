"""Pages are usable by everybody, as far as axe-core can tell, in both schemes.

Whatever strangers write into what they show, nothing of it is executed, and no page is
wider than the window.
"""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from scripts.proving.chromium import (
    MISSING,
    Tab,
    browsing,
    is_missing,
    required_browser,
)
from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.service import appoint, scratch_database, serving, vouch
from tests.integration.test_comparisons import OLD
from tests.support.passkeys import Device

pytestmark = pytest.mark.long
# axe-core 4.14.1, as npm has it (MPL-2.0, see the licence beside it).
AXE = Path(__file__).parents[1] / "support" / "axe" / "axe.min.js"
# What does not depend on colours is the same in both.
_RULES = {
    "light": "type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
    " 'wcag22aa', 'best-practice']",
    "dark": "type: 'rule', values: ['color-contrast']",
}
_RUN = (
    "axe.run(document, {runOnly: {%s}}).then(found => JSON.stringify("
    "found.violations.map(each => [each.id, each.help, each.nodes.map(node =>"
    " node.html.slice(0, 200))])))"
)


# It wants to be executed, to turn the rest around, and to be no end of wide.
MEAN = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>\u202e" + "w" * 40
_LONG = f"{MEAN}{'w' * 400} "
_WIDTHS = (1280, 360)
_OVERHANG = "document.documentElement.scrollWidth - innerWidth"


def mean_contract(version: str, length: int = 20_000) -> str:
    """Return a contract whose every text is hostile, and one of them as long."""
    told = {"summary": _LONG, "description": _LONG, "tags": [MEAN]}
    answer: Any = {"description": _LONG, "content": {"application/json": {}}}
    answer["content"]["application/json"]["schema"] = {
        "type": "object",
        "description": _LONG,
        "properties": {MEAN: {"type": "string", "enum": [MEAN], "title": MEAN}},
    }
    if version.startswith("2."):
        answer["content"]["application/json"]["schema"]["required"] = [MEAN]
    more = {**told, "responses": {"200": answer}}
    path = {"get": {**more, "operationId": "mean"}}
    info = {"title": MEAN, "version": version, "description": _LONG * length}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/more": path}})


def found_faults(tab: Tab, scheme: str) -> Any:
    feature = {"name": "prefers-color-scheme", "value": scheme}
    tab.call("Emulation.setEmulatedMedia", features=[feature])
    told = tab.call(
        "Runtime.evaluate",
        expression=_RUN % _RULES[scheme],
        awaitPromise=True,
        returnByValue=True,
    )
    return json.loads(told["result"]["value"])


def populated(http: httpx2.Client, ada: PersonClient) -> list[str]:
    """Make a team with something of everything; return where its pages are."""
    team = ada.call("POST", "/v1/teams", 201, {"name": "pay", "title": MEAN[:100]})
    at = f"/v1/teams/{team['id']}"
    body: dict[str, Any] = {"name": "refunds", "title": MEAN, "description": _LONG}
    api = ada.call("POST", f"{at}/apis", 201, body)
    versions = f"{at}/apis/{api['id']}/versions"
    token = {"Authorization": f"Bearer {ada.log_in()}"}
    for path, document in (
        (versions, OLD),
        (f"{at}/apis/{api['id']}/proposals", None),
        (f"{at}/apis/{api['id']}/proposals/1/revisions", mean_contract("3.0.0")),
        (versions, mean_contract("2.0.0")),
        (versions, mean_contract("2.0.1", 1)),
    ):
        if document is None:
            ada.call("POST", path, 201, {"title": MEAN, "description": _LONG})
            continue
        fields = {**token, "Content-Type": "application/yaml"}
        assert http.post(path, content=document, headers=fields).is_success
    past = f"{at}/apis/{api['id']}/proposals"
    ada.call("POST", past, 201, {"title": MEAN})
    ada.call("PUT", f"{past}/2/withdrawal", 200, headers={"If-Match": "*"})
    body = {"name": "prod", "title": MEAN[:100]}
    place = ada.call("POST", f"{at}/environments", 201, body)
    shop = ada.call("POST", f"{at}/consumers", 201, {"name": "shop", "title": MEAN})
    built = [{"api_id": api["id"], "version": "1.0.0"}]
    body = {"version": "1", "built_against": built}
    ada.call("POST", f"{at}/consumers/{shop['id']}/versions", 201, body)
    there = f"{at}/environments/{place['id']}"
    body = {"version": "1.0.0", "build": "7"}
    ada.call("POST", f"{there}/apis/{api['id']}/deployments", 201, body)
    body = {"version": "1"}
    ada.call("POST", f"{there}/consumers/{shop['id']}/deployments", 201, body)
    body = {"name": "ci", "scopes": ["apis:read"]}
    ada.call("POST", f"{at}/api-keys", 201, body)
    body = {"title": "CI", "url": "http://127.0.0.1:9/x"}
    hook = ada.call("POST", f"{at}/webhooks", 201, body)["webhook"]["id"]
    body = {"base": "1.0.0", "revision": "2.0.0"}
    made = ada.call("POST", f"{at}/apis/{api['id']}/comparisons", 201, body)["id"]
    own, mine = "/a/pay/refunds", "/t/pay"
    names = (
        "",
        "/keys",
        "/environments",
        "/environments/prod",
        "/consumers",
        "/matrix",
    )
    more = ("/consumers/shop", "/graph", "/webhooks", f"/webhooks/{hook}", "/policies")
    rest = ("/activity", "/audit", "/quotas", "/settings", "/deletion", "/can-i-deploy")
    asked = "/can-i-deploy?what=api&name=refunds&version=1.0.0&to=prod"
    below = ("", "/settings", "/compare", "/propose", "/messages", "/v/1.0.0")
    further = (
        *(
            "/v/1.0.0/source",
            "/v/1.0.0/deprecation",
            "/v/1.0.0?at=/paths/~1more/get",
            "/policy/trial",
        ),
        *("/v/2.0.0", "/v/2.0.0/source", "/v/2.0.0?at=/paths/~1more/get"),
    )
    steps = (
        *("/proposals/1", "/proposals/1/rebase", "/proposals/1/difference"),
        *("/proposals/1/since?from=1&to=1", "/proposals/1/remark?side=base&line=2"),
    )
    device = Device(f"http://localhost:{http.base_url.port}")
    made_of = ada.call("POST", "/v1/people/me/passkey-challenges", 200)
    passkey = {"name": MEAN[:100], "credential": device.make(made_of)}
    ada.call("POST", "/v1/people/me/passkeys", 201, passkey)
    accounts = (
        *("", "/profile", "/password", "/second-factor", "/passkeys", "/deletion"),
        "/openid-identities",
    )
    return [
        *("/", "/apis", "/teams", "/t/pay/apis", "/invitations", "/prove-email"),
        "/administration",
        *("/search?q=refunds&in=contracts", "/keyboard", "/a/x/y"),
        *(f"{mine}{each}" for each in (*names, *more, *rest, asked)),
        *(f"{own}{each}" for each in (*below, *further, *steps)),
        *(f"/account{each}" for each in accounts),
        f"{own}/comparisons/{made}",
        f"{own}/comparisons/{made}/difference",
    ]


@pytest.mark.skipif(is_missing(), reason=MISSING)
def test_axe_finds_nothing_on_any_page(tmp_path: Path) -> None:
    browser = required_browser()
    source = AXE.read_text("utf-8")
    faults: dict[tuple[str, str], Any] = {}
    with (
        scratch_database() as database,
        serving(database, tmp_path / "log", host="localhost") as service,
        browsing(browser, tmp_path / "profile") as tab,
        httpx2.Client(base_url=service.url, timeout=60) as http,
    ):

        def look(path: str) -> None:
            tab.open(f"{service.url}{path}")
            examine(path)

        def examine(path: str) -> None:
            for width in reversed(_WIDTHS):
                size = {"width": width, "height": 900, "deviceScaleFactor": 1}
                tab.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)
                if (over := tab.evaluate(_OVERHANG)) > 0:
                    faults[path, f"{width} wide"] = over
            tab.call("Runtime.evaluate", expression=source)
            for scheme in _RULES:
                if found := found_faults(tab, scheme):
                    faults[path, scheme] = found

        for path in ("/", "/sign-in", "/sign-in/passkey", "/register"):
            look(path)
        look("/forgot-password")
        ada = PersonClient.registered(service.url, "ada", http)
        appoint(database, ada.email)
        vouch(database, ada.email)
        paths = populated(http, ada)
        tab.open(f"{service.url}/sign-in")
        tab.type("#email", ada.email)
        tab.type("#password", PASSWORD)
        tab.press("sign_in")
        for path in paths:
            look(path)
        tab.open(f"{service.url}/account/passkeys")
        tab.type("form[data-passkeys] [name=name]", MEAN[:100])
        tab.press("begin")
        examine("a passkey that is being made")
        # Somebody else's renderer, which tries what it shows at the mock.
        tab.open(f"{service.url}/a/pay/refunds/v/1.0.0/try")
        tab.wait_for("document.querySelector('.opblock') !== null")
        foreign = [each for each in tab.requested if not each.startswith(service.url)]
        assert [each for each in foreign if not each.startswith("data:")] == []
        complaints = [each for each in tab.complaints if "404" not in each]
        tab.complaints.clear()
        # It lets through what only the policy of the page stops.
        tab.open(f"{service.url}/a/pay/refunds/v/2.0.1/try")
        tab.wait_for("document.querySelector('.opblock') !== null")
        said = {each for each in tab.complaints if "404" not in each}
        assert said
        assert all("Content Security Policy" in each for each in said), said
    assert faults == {}
    assert complaints == []
