"""Hands out fresh access tokens, so that no fuzzed operation need be left out.

A fuzzer that may delete its own account, change its password and revoke its own
session does all three sooner or later. It gets its tokens here: whoever can't log in
any more is registered anew and settled with teams and APIs before the token goes out.
"""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scripts.proving.people import PersonClient
from scripts.proving.requests import PopulationError

Renew = Callable[[PersonClient], None]


def settle_anew(person: PersonClient, viewer: str | None = None) -> None:
    """Give somebody whose account is gone a new one, with everything."""
    person.register()
    person.log_in()
    person.settle(teams=1, apis=1, viewer=viewer)


class Desk:
    """Logs people in by name, and registers them again when they are gone."""

    def __init__(
        self, people: Mapping[str, PersonClient], renew: Renew = settle_anew
    ) -> None:
        self._people = people
        self._renew = renew
        # Two requests must not register one person twice.
        self._lock = threading.Lock()

    def token(self, name: str) -> str:
        """Return a new access token.

        Raises:
            KeyError: nobody has this name.
            PopulationError: the service refuses to register people.
        """
        person = self._people[name]
        with self._lock:
            try:
                return person.log_in()
            except PopulationError:
                self._renew(person)
                return person.log_in()


@contextlib.contextmanager
def open_desk(desk: Desk) -> Iterator[str]:
    """Yield the URL under which `POST /<name>` answers with `{"token": …}`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                status, body = (
                    HTTPStatus.CREATED,
                    {"token": desk.token(self.path.strip("/"))},
                )
            except (KeyError, PopulationError) as error:
                status, body = HTTPStatus.BAD_GATEWAY, {"error": str(error)}
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class names it
            """Say nothing: the fuzzer's progress is on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def wfc_document(desk_url: str, names: list[str]) -> dict[str, object]:
    """Return the Web Fuzzing Commons document that sends the fuzzer to the desk."""
    return {
        "auth": [
            {
                "name": name,
                "loginEndpointAuth": {
                    "verb": "POST",
                    "externalEndpointURL": f"{desk_url}/{name}",
                    "payloadRaw": "{}",
                    "contentType": "application/json",
                    "token": {
                        "extractFrom": "body",
                        "extractSelector": "/token",
                        "sendIn": "header",
                        "sendName": "Authorization",
                        "sendTemplate": "Bearer {token}",
                    },
                },
            }
            for name in names
        ]
    }
