"""A change is agreed on in a browser: by two people, and by what they build."""

import json
from collections.abc import Iterator
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
from scripts.proving.people import PASSWORD
from scripts.proving.service import Service, scratch_database, serving
from tests.integration.test_comparisons import NEW, OLD

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(is_missing(), reason=MISSING),
]
# More than there are places on any page.
_MOST_STOPS = 120
_Running = tuple[Service, Tab, httpx2.Client]
BETTER = OLD.replace(b"1.0.0", b"1.1.0").replace(b"{a: {}}", b"{a: {}, b: {}}")
JUNIT = b'<testsuite><testcase name="GET /things/{id}"/></testsuite>'
_SCOPES = (
    *("teams:read", "apis:read", "versions:read", "consumers:read", "consumers:write"),
    *("deployments:read", "deployments:write"),
)


class Pointing:
    """Somebody who points at things; pages may run no script."""

    def __init__(self, tab: Tab, root: str) -> None:
        self.tab, self.root = tab, root
        tab.call("Emulation.setScriptExecutionDisabled", value=True)

    def go(self, path: str) -> None:
        self.tab.open(f"{self.root}{path}")

    def fill(self, selector: str, text: str) -> None:
        self.tab.type(selector, text)

    def tick(self, selector: str) -> None:
        self.tab.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def unfold(self, selector: str) -> None:
        self.tick(f"details:has({selector}) > summary")

    def press(self, selector: str) -> None:
        self.tab.click(selector)

    def see(self, *words: str) -> None:
        for each in words:
            assert each in self.tab.text, (each, self.tab.url, self.tab.text)

    def come_to_see(self, path: str, word: str) -> None:
        """Look again until something that goes on is done."""
        for _ in range(200):
            self.go(path)
            if word in self.tab.text:
                return
        self.see(word)


class Typing(Pointing):
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, tab: Tab, root: str) -> None:
        self.tab, self.root = tab, root

    def fill(self, selector: str, text: str) -> None:
        self._walk(selector)
        self.tab.call("Input.insertText", text=text)

    def tick(self, selector: str) -> None:
        self._walk(selector)
        self.tab.key(" ", " ")

    def press(self, selector: str) -> None:
        self._walk(selector)
        with self.tab.left():
            self.tab.key("Enter", "\r")

    def _walk(self, selector: str) -> None:
        here = f"document.activeElement.matches({json.dumps(selector)})"
        for _ in range(_MOST_STOPS):
            if self.tab.evaluate(here):
                assert self.tab.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                ), f"nobody sees that {selector} has the focus"
                return
            self.tab.key("Tab")
        raise AssertionError(f"no key leads to {selector} on {self.tab.url}")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Running]:
    folder = tmp_path_factory.mktemp("story")
    with (
        scratch_database() as database,
        serving(database, folder / "log") as service,
        browsing(required_browser(), folder / "profile") as tab,
        httpx2.Client(base_url=service.url, timeout=60) as http,
    ):
        yield service, tab, http


def registered(by: Pointing, name: str) -> str:
    email = f"{name.lower()}@example.com"
    by.go("/register")
    by.fill("#display_name", name)
    by.fill("#email", email)
    by.fill("#password", PASSWORD)
    by.press("button[value=register]")
    assert by.tab.url == f"{by.root}/"
    return email


def made(by: Pointing, path: str, **typed: str) -> None:
    by.go(path)
    for name, text in typed.items():
        by.fill(f"#{name}", text)
    by.press("button[value=make]")


def proposed(by: Pointing, api: str, title: str, document: bytes) -> str:
    by.go(f"{api}/propose")
    by.fill("#title", title)
    by.fill("#document", document.decode())
    by.press("button[value=propose]")
    return by.tab.url[len(by.root) :]


class Pipeline:
    """What builds and deploys: it has a key, and speaks HTTP."""

    def __init__(self, http: httpx2.Client, key: str, team: str) -> None:
        self._http, self._key = http, key
        self.team = f"/v1/teams/{self._named('/v1/teams', team)}"

    def _named(self, path: str, name: str) -> str:
        found = self.call("GET", path)["items"]
        [it] = [each["id"] for each in found if each["name"] == name]
        return str(it)

    def at(self, kind: str, name: str) -> str:
        return f"{self.team}/{kind}/{self._named(f'{self.team}/{kind}', name)}"

    def call(self, method: str, path: str, json: object = None) -> Any:
        answer = self._http.request(
            method, path, json=json, headers={"X-Api-Key": self._key}
        )
        assert answer.is_success, (path, answer.text)
        return answer.json()

    def deploy(self, kind: str, name: str, version: str, **more: str) -> None:
        place, what = self.at("environments", "prod"), self.at(kind, name)
        path = f"{place}/{what.removeprefix(f'{self.team}/')}/deployments"
        self.call("POST", path, {"version": version, **more})

    def verify(self, api: str, version: str, build: str) -> None:
        path = f"{self.at('apis', api)}/versions/{version}/verifications?build={build}"
        fields = {"X-Api-Key": self._key, "Content-Type": "text/xml"}
        answer = self._http.post(path, content=JUNIT, headers=fields)
        assert answer.is_success, answer.text


def settled(ada: Pointing, bob: Pointing, name: str, http: httpx2.Client) -> Pipeline:
    """Have two people make a team with an API, a consumer and a pipeline."""
    registered(ada, f"Ada-{name}")
    email = registered(bob, f"Bob-{name}")
    at = f"/t/{name}"
    made(ada, "/teams", title="Payments", name=name)
    ada.go(at)
    ada.fill("#email", email)
    ada.press("button[value=add]")
    ada.see(f"Bob-{name}")
    made(ada, f"{at}/apis", title="Refunds", name="refunds")
    made(ada, f"{at}/environments", title="Production", name="prod")
    made(ada, f"{at}/consumers", title="Shop", name="shop")
    ada.go(f"{at}/keys")
    ada.fill("#name", "ci")
    for scope in _SCOPES:
        ada.tick(f'input[name="scope.{scope}"]')
    ada.press("button[value=make]")
    key = ada.tab.evaluate("document.querySelector('pre').innerText")
    return Pipeline(http, key, name)


@pytest.mark.parametrize("kind", [Typing, Pointing])
def test_the_story_of_an_agreement(running: _Running, kind: type[Pointing]) -> None:
    service, tab, http = running
    name = kind.__name__.lower()
    ada, bob = (kind(tab.another(), service.url) for _ in range(2))
    pipeline = settled(ada, bob, name, http)
    agreed(ada, bob, name, pipeline)
    mock = pipeline.call("GET", f"{pipeline.at('apis', 'refunds')}/versions/1.1.0/mock")
    assert "a" in http.get(f"{mock['url']}/things/1").json()
    bob.go(f"/t/{name}/can-i-deploy")
    bob.fill("#name", "refunds")
    bob.fill("#version", "1.1.0")
    bob.press("form.pick button")
    bob.come_to_see(bob.tab.url[len(service.url) :], "yes")
    pipeline.verify("refunds", "1.1.0", "8")
    pipeline.deploy("apis", "refunds", "1.1.0", build="8")
    bob.go(f"/t/{name}/environments/prod")
    bob.see("refunds", "1.1.0", "shop")
    for each in (ada, bob):
        assert each.tab.complaints == []
        assert each.tab.evaluate("document.cookie") == ""
        own = {it for it in each.tab.requested if not it.startswith("data:")}
        assert not {it for it in own if not it.startswith(service.url)}


def test_a_page_is_live_and_takes_single_keys(running: _Running) -> None:
    service, tab, http = running
    ada, bob = (Pointing(tab.another(), service.url) for _ in range(2))
    for each in (ada, bob):
        each.tab.call("Emulation.setScriptExecutionDisabled", value=False)
    settled(ada, bob, "live", http)
    at = proposed(ada, "/a/live/refunds", "The first one", OLD)
    ada.see("0 of 1 approvals count")
    ada.fill("#review-body", "I think that")
    bob.go(at)
    bob.press("button[value=approve]")
    ada.tab.wait_for("document.body.innerText.includes('Something happened')")
    ada.see("Nothing is missing.")
    written = "document.querySelector('#review-body').value"
    assert ada.tab.evaluate(written) == "I think that", "nothing is lost"
    ada.tab.key("?", "?")
    assert ada.tab.evaluate(written) == "I think that?", "who types, types"
    ada.tab.evaluate("document.activeElement.blur()")
    with ada.tab.left():
        ada.tab.key("?", "?")
    ada.see("Goes to the inbox")
    with ada.tab.left():
        ada.tab.key("/", "/")
    assert "/search" in ada.tab.url
    ada.tab.evaluate("document.activeElement.blur()")
    ada.tab.key("/", "/")
    assert ada.tab.evaluate("document.activeElement.type") == "search"
    ada.tab.evaluate("document.activeElement.blur()")
    with ada.tab.left():
        ada.tab.key("g", "g")
        ada.tab.key("a", "a")
    assert ada.tab.url == f"{service.url}/apis"
    ada.tab.key("j", "j")
    assert ada.tab.evaluate("document.activeElement.href").endswith("/refunds")
    ada.go("/keyboard")
    ada.tick("#keys")
    ada.go("/apis")
    ada.tab.key("j", "j")
    assert ada.tab.evaluate("document.activeElement === document.body"), "it is off"
    ada.go("/keyboard")
    assert not ada.tab.evaluate("document.querySelector('#keys').checked")
    looked_at(ada, bob, at)
    assert ada.tab.complaints + bob.tab.complaints == []


def looked_at(ada: Pointing, bob: Pointing, at: str) -> None:
    """Sign the first one; look through the second one, and its next revision."""
    ada.go(at)
    ada.press('form[action$="/signature"] button')
    second = proposed(ada, at.partition("/proposals")[0], "Another", NEW)
    bob.come_to_see(second, "The whole comparison")
    ticks = "[...document.querySelectorAll('input[data-tick]')]"
    assert bob.tab.evaluate(f"{ticks}.every(each => !each.checked)")
    number = bob.tab.evaluate(f"{ticks}.length")
    assert number > 1
    bob.tick("input[data-tick]")
    bob.see(f"You have looked at 1 of {number}.")
    bob.tab.evaluate("document.querySelector('#lines').scrollIntoView()")
    bob.tab.wait_for("document.querySelectorAll('.diff tr').length > 0")
    ada.unfold("#document")
    ada.fill("#document", f"{NEW.decode()}tags: []\n")
    ada.press('form[action$="/revisions"] button')
    bob.come_to_see(second, "revision 2")
    bob.see(f"You have looked at 1 of {number}.")
    bob.tab.key("j", "j")
    bob.tab.key("x", "x")
    bob.see(f"You have looked at 0 of {number}.")
    bob.tab.key("r", "r")
    assert bob.tab.evaluate("document.activeElement.id") == "review-body"
    bob.tab.evaluate("document.activeElement.blur()")
    bob.tab.key("j", "j")
    with bob.tab.left():
        bob.tab.key("c", "c")
    assert "/remark?side=revision" in bob.tab.url
    bob.fill("#body", "Is that meant?")
    with bob.tab.left():
        bob.tab.call(
            "Input.dispatchKeyEvent",
            type="keyDown",
            key="Enter",
            modifiers=2,
        )
    bob.see("Is that meant?", "said: Is that meant?")


def agreed(ada: Pointing, bob: Pointing, name: str, pipeline: Pipeline) -> None:
    """Have a first version signed, and a second one in its second form."""
    api = f"/a/{name}/refunds"
    sign = 'form[action$="/signature"] button'
    first = proposed(ada, api, "The first one", OLD)
    bob.go(first)
    bob.press("button[value=approve]")
    ada.go(first)
    ada.press(sign)
    ada.see("Signed, and published as 1.0.0")
    api_id = pipeline.at("apis", "refunds").rpartition("/")[2]
    built = [{"api_id": api_id, "version": "1.0.0"}]
    shop = f"{pipeline.at('consumers', 'shop')}/versions"
    pipeline.call("POST", shop, {"version": "4", "built_against": built})
    pipeline.deploy("consumers", "shop", "4")

    second = proposed(ada, api, "Things have a b", NEW)
    bob.come_to_see(second, "uses all of it: breaking")
    assert bob.tab.evaluate("document.querySelectorAll('mark').length") > 0
    bob.see(f"{name}/shop", "0 of 1 approvals count")
    bob.unfold("#new-body")
    bob.fill("#new-body", "The shop knows no b. Must it go?")
    bob.press('form[action$="/threads"] button')
    bob.fill("#review-body", "Not like this.")
    bob.press("button[value=request_changes]")
    ada.go(second)
    ada.see("Must it go?", "Not like this.", "Somebody wants it changed")
    assert ada.tab.evaluate(f"document.querySelector('{sign}').disabled")
    ada.unfold("#document")
    ada.fill("#document", BETTER.decode())
    ada.press('form[action$="/revisions"] button')
    bob.come_to_see(second, "uses all of it: compatible")
    bob.press("button[value=approve]")
    ada.go(second)
    ada.see("Nothing is missing.", "to be published as 1.1.0")
    ada.press(sign)
    ada.see("Signed, and published as 1.1.0")
