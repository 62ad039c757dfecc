"""Somebody's browser on the pages of the registry, which runs no script.

What pages ask for are a few files of the service, told by their digests, and nothing
that stands in a page itself is a script.
"""

import contextlib
import math
import re
from collections.abc import Iterator
from contextvars import ContextVar
from html import unescape
from html.parser import HTMLParser
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import httpx2
from justhtml import JustHTML

from impl.database.reading import DirectReader
from impl.database.unit_of_work import UnitOfWork
from impl.services import declared_rates, signing
from impl.web import assets
from tests.support.client import PASSWORD, Actor, Service

# Exactly as the layout has them; whatever else is a script stays, and is found.
SCRIPTS = re.compile(
    '<script src="(/assets/[a-z.]+[.][0-9a-f]{16}[.]js)" defer></script>\n'
)
# What has to do with passkeys, which need one more script; no other page has it.
_PASSKEYS = {
    *("/sign-in", "/sign-in/passkey", "/account/passkeys"),
    *(f"/account/passkeys/{name}" for name in ("addition", "name", "removal")),
}
_VOID = {"br", "hr", "img", "input", "link", "meta", "path"}


class Structure(HTMLParser):
    """What a page is made of; fails on markup that does not fit together."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self._open.pop() == tag, (tag, self._open)


class SitePage:
    """A page as a browser without scripts has it; what all pages promise is held."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self.status = response.status_code
        # A browser that runs none has no use for where they are, and tests neither.
        self.html = SCRIPTS.sub("", response.text)
        self.text = unescape(re.sub(r"<[^>]*>", "", response.text))
        if response.status_code != 303:
            self._hold()

    @property
    def location(self) -> str:
        assert self.status == 303, (self.status, self.text)
        return str(self.response.headers["location"])

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="(\w+)"', self.html)
        return found[1] if found else ""

    def hidden(self, name: str) -> str:
        found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', self.html)
        assert found, (name, self.text)
        return unescape(found[1])

    def _hold(self) -> None:
        headers = self.response.headers
        assert headers["content-type"] == "text/html; charset=utf-8"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-frame-options"] == "DENY"
        assert "script-src 'self';" in policy
        scripts = [*assets.addresses()]
        if "data-passkeys=" in self.html:
            assert self.response.url.path in _PASSKEYS
            scripts.append(assets.address("passkeys.js"))
        assert SCRIPTS.findall(self.response.text) == scripts
        wrong = JustHTML(self.response.text, collect_errors=True).errors
        assert not wrong, wrong
        tags = Structure(self.html).tags
        names = [name for name, _ in tags]
        assert "script" not in names
        assert names.count("h1") == 1
        assert names.count("main") == 1
        known = [each["id"] for _, each in tags if "id" in each]
        assert len(known) == len(set(known)), known
        for name, own in tags:
            assert not [each for each in own if each.startswith("on")], own
            assert "style" not in own
            if "href" in own:
                address = urlsplit(own["href"] or "")
                assert not address.scheme, own
                assert not address.netloc, own
            if name == "form":
                assert own["action"] is not None
                assert own["action"].startswith("/")
            if name in {"input", "select", "textarea"} and own.get("type") != "hidden":
                is_choice = own.get("type") in {"radio", "checkbox"}
                assert is_choice or own.get("id") in {
                    each.get("for") for tag, each in tags if tag == "label"
                }, own
        forms = self.html.count('method="post"')
        assert self.html.count('name="csrf"') == forms


class SiteBrowser:
    """Keeps cookies, follows nothing by itself."""

    def __init__(self, service: Service) -> None:
        self.http = httpx2.AsyncClient(
            transport=service.http._transport,
            base_url="http://service",
            headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"},
        )

    async def open(self, path: str, /, **query: str) -> SitePage:
        return SitePage(await self.http.get(path, params=query or None))

    async def send(self, path: str, csrf: str, /, **typed: Any) -> SitePage:
        form = {"csrf": csrf, **typed}
        return SitePage(await self.http.post(path, data=form))

    async def log_in(self, actor: Actor) -> "SiteBrowser":
        page = await self.open("/sign-in")
        done = await self.send(
            "/sign-in", page.csrf, email=actor.email, password=PASSWORD
        )
        assert done.location == "/"
        return self


_counted: ContextVar[list[str] | None] = ContextVar("counted", default=None)


def _has_some(advance: declared_rates._Advance, _now: float) -> bool:
    return advance.left > 0


@contextlib.contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect what this task asks of the database; others work meanwhile."""
    seen: list[str] = []
    run, execute = DirectReader._run, UnitOfWork.execute

    def count(statement: object) -> None:
        if (counted := _counted.get()) is not None:
            counted.append(str(statement)[:200])

    async def reading(self: DirectReader, *given: Any) -> Any:
        count(given[0])
        return await run(self, *given)

    async def executing(self: UnitOfWork, *given: Any) -> Any:
        count(given[0])
        return await execute(self, *given)

    token = _counted.set(seen)
    try:
        with (
            mock.patch.object(DirectReader, "_run", reading),
            mock.patch.object(UnitOfWork, "execute", executing),
            # What is read or counted anew once in a while, whoever then comes next
            # asks for: after how long is no affair of what is counted here.
            mock.patch.object(signing, "_FRESH", math.inf),
            mock.patch.object(declared_rates._Advance, "has_some", _has_some),
        ):
            yield seen
    finally:
        _counted.reset(token)


class Fixture:
    """Ada's API with what is published, and how its pages are named."""

    def __init__(self, service: Service, owner: Actor, team: str, api: str) -> None:
        self.service, self.owner = service, owner
        self.team_path, self.path = team, api
        self.names: tuple[str, str] = ("", "")

    @classmethod
    async def make(cls, service: Service, *documents: bytes) -> "Fixture":
        owner = await service.person()
        team = await service.team(owner)
        api = await service.api(owner, team, major_version_for="nothing")
        made = cls(service, owner, team, api)
        for document in documents:
            done = await owner.upload(f"{api}/versions", document)
            assert done.status_code == 201, done.text
        names = [(await owner.get(each)).json()["name"] for each in (team, api)]
        made.names = (names[0], names[1])
        return made

    @property
    def page(self) -> str:
        return f"/a/{self.names[0]}/{self.names[1]}"
