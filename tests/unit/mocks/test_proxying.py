"""A service that is half there: what it has is judged, and the rest is mocked."""

import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import pytest

from impl.mocks.mock import Mock
from scripts.mocking.command import parse
from scripts.mocking.proxying import Proxied
from scripts.mocking.upstream import Upstream
from tests.unit.mocks.conftest import MakeMock
from tests.unit.mocks.driving import Browser, Got

pytestmark = pytest.mark.asyncio

JSON = ("content-type", "application/json")
REX = {"id": 7, "name": "Rex", "breed": "boxer"}
Said = tuple[int, list[tuple[str, str]], bytes]


def said(status: int, value: object, *fields: tuple[str, str]) -> Said:
    return status, [JSON, *fields], json.dumps(value).encode()


def bare(_: str) -> Said:
    """Say 404 as FastAPI does."""
    return said(404, {"detail": "Not Found"})


@dataclass
class Backend:
    """A service that has some operations, and what it was asked."""

    url: str = ""
    has: dict[str, Said] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    # What is said of a path that it does not have.
    nothing: Any = None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65_537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        backend: Backend = cast(Any, self.server).backend
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        name = f"{self.command} {self.path}"
        fields = {key.lower(): value for key, value in self.headers.items()}
        backend.asked.append((name, fields, body))
        status, named, content = backend.has.get(name) or (backend.nothing or bare)(
            self.path
        )
        self.send_response(status)
        for key, value in named:
            self.send_header(key, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def backend() -> Iterator[Backend]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Backend(f"http://127.0.0.1:{server.server_port}/base")
    cast(Any, server).backend = made
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def through(backend: Backend, mock: Browser) -> Browser:
    return Browser(Proxied(cast(Mock, mock.app), Upstream(backend.url)))


@pytest.fixture
def client(backend: Backend, mocked: MakeMock) -> Browser:
    return through(backend, mocked())


async def add(client: Browser, **fields: str) -> Got:
    token = {"authorization": "Bearer any", **fields}
    return await client.send("POST", "/dogs", {"name": "Bella"}, **token)


async def test_what_the_service_has_it_answers(
    client: Browser, backend: Backend
) -> None:
    backend.has["POST /base/dogs"] = said(201, REX, ("location", "/dogs/7"))
    answer = await add(client, host="mock.test")
    assert (answer.status, answer.json) == (201, REX)
    assert answer["location"] == "/dogs/7"
    assert answer["mock-source"] == "upstream"
    assert answer["mock-note"] == ""
    [(_, fields, body)] = backend.asked
    assert json.loads(body) == {"name": "Bella"}
    assert fields["authorization"] == "Bearer any"
    assert fields["host"] != "mock.test"


@pytest.mark.parametrize("status", [405, 501])
async def test_what_it_does_not_have_is_mocked(
    client: Browser, backend: Backend, status: int
) -> None:
    backend.nothing = lambda _: said(status, {"detail": "Not yet"})
    answer = await add(client)
    assert (answer.status, answer.json["name"]) == (201, "Bella")
    found = await client.send("GET", f"/dogs/{answer.json['id']}")
    assert found.json == answer.json
    assert found["mock-source"] == "state"


def unlike(path: str) -> Said:
    """Say 404 as Spring does, never the same twice."""
    value = {"path": path, "status": 404, "error": "Not Found", "id": str(uuid.uuid4())}
    return said(404, value)


def pages(path: str) -> Said:
    """Say 404 as Express does."""
    page = f"<pre>Cannot GET {path}</pre>".encode()
    return 404, [("content-type", "text/html; charset=utf-8")], page


@pytest.mark.parametrize("nothing", [unlike, pages, bare])
async def test_a_404_of_the_router_is_told_from_one_of_a_dog(
    client: Browser, backend: Backend, nothing: Any
) -> None:
    backend.nothing = nothing
    gone = said(404, {"message": "There is no dog 9."})
    backend.has["GET /base/dogs/9"] = gone
    assert (await client.send("GET", "/dogs/9")).body == gone[2]
    mocked = await client.send("GET", "/dogs")
    assert mocked.status == 200
    assert mocked["mock-source"] == "state"


async def test_a_service_that_says_the_same_of_all_is_believed(
    client: Browser, backend: Backend
) -> None:
    backend.nothing = lambda _: said(404, {"reason": "Not found.", "status": 404})
    assert (await client.send("GET", "/dogs/9")).status == 404
    assert (await client.send("GET", "/dogs")).status == 200


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (said(200, [{"id": "7"}], ("x-total", "1")), "answer: /0"),
        (said(200, [REX]), "answer: the field X-Total is missing"),
        (said(418, {}), "answer: the status 418 is not declared"),
        ((200, [("x-total", "1")], b"[]"), "answer: the body has no media type"),
        (
            (200, [("content-type", "text/html"), ("x-total", "1")], b"<p>"),
            "answer: the media type text/html is not declared",
        ),
        ((200, [JSON, ("x-total", "1")], b"[}"), "answer: the body is no JSON"),
    ],
)
async def test_what_the_contract_does_not_have_is_told(
    client: Browser, backend: Backend, mocked: MakeMock, answer: Said, note: str
) -> None:
    backend.has["GET /base/dogs"] = answer
    found = await client.send("GET", "/dogs")
    assert (found.status, found.body) == (answer[0], answer[2])
    assert found["mock-note"].startswith(note)
    strict = await through(backend, mocked(is_strict=True)).send("GET", "/dogs")
    assert strict.status == 502
    assert strict.json["code"] == "bad_answer"


async def test_what_is_wrong_with_a_request_is_told(
    client: Browser, backend: Backend, mocked: MakeMock
) -> None:
    backend.has["GET /base/dogs?limit=0"] = said(200, [REX], ("x-total", "1"))
    found = await client.send("GET", "/dogs?limit=0")
    assert found.status == 200
    assert "request: query /limit" in found["mock-note"]
    assert "what the contract forbids was accepted" in found["mock-note"]
    before = len(backend.asked)
    strict = await through(backend, mocked(is_strict=True)).send("GET", "/dogs?limit=0")
    assert strict.status == 400
    assert len(backend.asked) == before
    log = (await client.send("GET", "/_mock/log")).json
    assert log[0]["source"] == "upstream"
    assert log[0]["operation"] == "listDogs"


async def test_other_paths_are_passed_on(client: Browser, backend: Backend) -> None:
    backend.has["GET /base/health"] = said(200, {})
    found = await client.send("GET", "/health")
    assert found.status == 200
    assert "no such operation" in found["mock-note"]
    assert (await client.send("GET", "/nowhere")).status == 404


async def test_what_is_asked_of_the_mock_it_answers(
    client: Browser, backend: Backend
) -> None:
    backend.has["GET /base/dogs"] = said(200, [REX], ("x-total", "1"))
    assert (await client.send("GET", "/dogs", prefer="code=400")).status == 400
    assert (await client.send("GET", "/_mock")).status == 200
    assert backend.asked == []


async def test_streams_are_passed_on(client: Browser, backend: Backend) -> None:
    events = b"data: {}\n\n" * 9
    backend.has["GET /base/barks"] = (
        200,
        [("content-type", "text/event-stream")],
        events,
    )
    assert (await client.send("GET", "/barks")).body == events


async def test_a_service_that_is_not_there_is_told(mocked: MakeMock) -> None:
    nobody = Backend("http://127.0.0.1:9")
    answer = await through(nobody, mocked()).send("GET", "/dogs")
    assert answer.status == 502
    assert "127.0.0.1:9 does not answer" in answer.json["detail"]


@pytest.mark.parametrize("address", ["localhost", "ftp://a", "http://", "http://a:b"])
async def test_an_address_has_to_be_one(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["contract.yaml", "--proxy", address])
    assert "is no address as" in capsys.readouterr().err
