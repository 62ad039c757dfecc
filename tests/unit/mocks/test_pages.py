"""A page of another origin works with a mock alone, in a browser and by its rules."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scripts.mocking.command import parse
from scripts.mocking.mounting import Mounts
from tests.unit.mocks.driving import Browser, browser
from tests.unit.mocks.page import NetworkError, Page

ROOT = Path(__file__).resolve().parents[3]
FORM = "application/x-www-form-urlencoded"
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
NOTE = {"$ref": "#/components/schemas/Note"}


def gives(schema: Any, kind: str = "application/json") -> dict[str, Any]:
    return {"description": "It.", "content": {kind: {"schema": schema}}}


def has(pattern: str) -> dict[str, Any]:
    return {"schema": {"type": "string", "pattern": pattern}}


def takes(schema: Any, kind: str = "application/json") -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema}}}


CONTRACT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Notes", "version": "1"},
    "security": [{"login": []}],
    "paths": {
        "/notes": {
            "get": {
                "parameters": [
                    {"name": n, "in": "query", "schema": {"type": "integer"}}
                    for n in ("offset", "limit")
                ],
                "responses": {
                    "200": {
                        **gives({"type": "array", "items": NOTE}),
                        "headers": {"Link": has('^</[^>]*>; rel="next"$')},
                    }
                },
            },
            "post": {
                "requestBody": takes(NOTE),
                "responses": {
                    "201": {**gives(NOTE), "headers": {"Location": has("^/")}}
                },
            },
        },
        "/notes/{id}": {
            "parameters": [ID],
            "get": {"responses": {"200": gives(NOTE), "404": {"description": "Gone."}}},
            "patch": {
                "requestBody": takes(NOTE, "application/merge-patch+json"),
                "responses": {"200": gives(NOTE)},
            },
            "delete": {"responses": {"204": {"description": "Gone."}}},
        },
        "/changes": {
            "get": {
                "security": [],
                "responses": {"200": gives(NOTE, "text/event-stream")},
            }
        },
    },
    "components": {
        "schemas": {
            "Note": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer", "readOnly": True},
                    "text": {"type": "string"},
                },
            }
        },
        "securitySchemes": {
            "login": {
                "type": "oauth2",
                "flows": {"password": {"tokenUrl": "/oauth/token", "scopes": {}}},
            }
        },
    },
}


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "notes.json"
    file.write_text(json.dumps(CONTRACT))
    return file


@pytest.fixture
def page(contract: Path) -> Page:
    return Page(browser(contract, credentials=frozenset({"nobody's"})))


async def logged_in(page: Page) -> dict[str, str]:
    form = b"grant_type=password&username=ada&password=x"
    login = await page.fetch("POST", "/oauth/token", form, content_type=FORM)
    return {"authorization": f"Bearer {login.json['access_token']}"}


@pytest.mark.asyncio
async def test_a_page_of_another_origin_logs_in_and_works(page: Page) -> None:
    token = await logged_in(page)
    made = await page.fetch("POST", "/notes", {"text": "a"}, **token)
    place = f"/notes/{made.json['id']}"
    assert made["location"] == place
    listed = await page.fetch("GET", "/notes?limit=100", **token)
    assert made.json in listed.json
    assert listed["link"] == ""
    edit = json.dumps({"text": "b"}).encode()
    kind = "application/merge-patch+json"
    await page.fetch("PATCH", place, edit, content_type=kind, **token)
    assert (await page.fetch("GET", place, **token)).json["text"] == "b"
    assert (await page.fetch("DELETE", place, **token)).status == 204
    assert (await page.fetch("GET", place, **token)).status == 404


@pytest.mark.asyncio
async def test_a_page_comes_from_link_to_link(page: Page) -> None:
    """Links are in the form that the contract has for them, and come to an end."""
    token = await logged_in(page)
    target, seen = "/notes?limit=5", []
    while target:
        listed = await page.fetch("GET", target, **token)
        seen += [each["id"] for each in listed.json]
        target = listed["link"].partition(">")[0].removeprefix("<")
    whole = await page.fetch("GET", "/notes?limit=100", **token)
    assert seen == [each["id"] for each in whole.json]
    assert len(seen) > 5


@pytest.mark.asyncio
async def test_a_page_sees_what_is_wrong(page: Page) -> None:
    """Errors are answers to it, too, with what they say in their header fields."""
    wrong = await page.fetch("GET", "/notes", authorization="Bearer other")
    assert wrong.status == 401
    assert wrong["www-authenticate"]
    assert (await page.fetch("GET", "/nothing")).status == 404
    assert (await page.fetch("GET", "/oauth/token")).status == 405
    other = await page.fetch("GET", "/changes", accept="image/png")
    assert other.status == 406
    assert other["mock-source"]


@pytest.mark.asyncio
async def test_a_page_streams(page: Page) -> None:
    # As EventSource asks with `withCredentials`, which sends no field of its own.
    events = await page.fetch("GET", "/changes", accept="text/event-stream")
    assert events["content-type"].startswith("text/event-stream")
    assert events.body.count(b"data:") > 1


@pytest.mark.asyncio
async def test_a_page_may_not_ask_for_a_method_that_there_is_not(page: Page) -> None:
    with pytest.raises(NetworkError, match="PUT is not allowed"):
        await page.fetch("PUT", "/notes", {"text": "a"})


@pytest.mark.asyncio
async def test_a_page_sees_that_there_is_no_such_contract(contract: Path) -> None:
    both = [f"a={contract}", f"b={contract}", "--quiet"]
    page = Page(Browser(Mounts(parse(both))))
    assert (await page.fetch("GET", "/a/nothing", authorization="x")).status == 404
    assert (await page.fetch("GET", "/c/notes", authorization="x")).status == 404


SCRIPT = """<!doctype html><title>waiting</title><script>
const mock = "%s";
async function work() {
  const form = new URLSearchParams({grant_type: "password", username: "ada"});
  const ask = (path, init) => fetch(mock + path, {credentials: "include", ...init});
  const login = await (await ask("/oauth/token", {method: "POST", body: form})).json();
  const headers = {
    Authorization: "Bearer " + login.access_token, "Content-Type": "application/json",
  };
  const body = JSON.stringify({text: "a"});
  const refused = await ask("/notes");
  const created = await ask("/notes", {method: "POST", headers, body});
  const made = await created.json(), place = created.headers.get("location");
  const listed = await (await ask("/notes", {headers})).json();
  const edited = await ask(place, {
    method: "PATCH", body: JSON.stringify({text: "b"}),
    headers: {...headers, "Content-Type": "application/merge-patch+json"},
  });
  const gone = await ask(place, {method: "DELETE", headers});
  const after = await ask(place, {headers});
  const left = await (await ask("/notes", {headers})).json();
  const reader = (await ask("/changes")).body.getReader();
  let streamed = "";
  for (let part = {}; !part.done; part = await reader.read()) {
    streamed += new TextDecoder().decode(part.value);
  }
  const heard = await new Promise((resolve, reject) => {
    const source = new EventSource(mock + "/changes", {withCredentials: true});
    const all = [];
    source.onmessage = event => { all.push(JSON.parse(event.data)); };
    // The stream ends, after which a browser would come back.
    source.onerror = () => {
      source.close();
      all.length ? resolve(all) : reject(new Error("no events"));
    };
  });
  const isThere = all => all.some(each => each.id === made.id);
  return [refused.status, isThere(listed), (await edited.json()).text, gone.status,
          after.status, isThere(left), streamed.split("data:").length - 1,
          heard.filter(each => typeof each === "object").length];
}
work().then(done => { document.title = "done"; return JSON.stringify(done); })
  .catch(error => String(error))
  .then(text => { document.body.append("<<" + text + ">>"); return fetch("/done"); });
</script><body><img src="/hold"></body>
"""
# Nothing is asked of anybody but the page and the mock.
QUIETLY = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-sync", "--disable-background-networking"),
    *("--disable-component-update", "--dump-dom"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "headless_shell", "chrome")


def found_browser() -> str | None:
    """Return the browser that COUNTERSIGN_BROWSER names, or one that is installed."""
    given = os.environ.get("COUNTERSIGN_BROWSER")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def mocked(contract: Path) -> Iterator[str]:
    command = [sys.executable, "scripts/mock", str(contract), "--port", "0", "--quiet"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            lines = (line for line in process.stdout if line.startswith("ready: "))
            yield next(lines).removeprefix("ready: ").strip()
        finally:
            process.terminate()


class Holding(http.server.SimpleHTTPRequestHandler):
    """Has a page's load take until the page says that it is done.

    A browser that dumps a document waits for its load, and for nothing else: a budget
    of time would be too short on a busy machine.
    """

    done: threading.Event

    def do_GET(self) -> None:
        if self.path not in {"/hold", "/done"}:
            super().do_GET()
            return
        if self.path == "/done":
            self.done.set()
        self.done.wait(60)
        self.send_response(204)
        self.end_headers()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    Holding.done = threading.Event()
    handler = functools.partial(Holding, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.skipif(
    found_browser() is None,
    reason=f"no browser: none of {', '.join(NAMES)} is installed, and "
    "COUNTERSIGN_BROWSER names none",
)
def test_a_real_browser_works_with_a_mock_alone(contract: Path, tmp_path: Path) -> None:
    browser = found_browser()
    assert browser is not None
    with mocked(contract) as mock, served(tmp_path) as origin:
        (tmp_path / "page.html").write_text(SCRIPT % mock)
        done = subprocess.run(
            [browser, *QUIETLY, f"--user-data-dir={tmp_path}/p", f"{origin}/page.html"],
            check=True,
            capture_output=True,
            text=True,
        )
    told = re.search(r"&lt;&lt;(.*)&gt;&gt;", done.stdout)
    assert told is not None, done.stdout
    assert json.loads(told[1].replace("&quot;", '"')) == [
        *(401, True, "b", 204, 404, False, 3, 3)
    ]
