"""What clients of OAuth and people in their browsers send, for tests."""

import base64
import hashlib
import re
from typing import Any, Final

import httpx2

from scripts.proving.people import PASSWORD, PersonClient
from scripts.proving.requests import PopulationError

CALLBACK: Final = "https://client.example.com/callback"
COOKIE: Final = "countersign_browser"
_VERIFIER: Final = "a-verifier-of-43-characters-or-a-few-more-then"
_CSRF: Final = re.compile(r'name="csrf" value="([0-9a-f]+)"')


def request_of(client_id: str) -> dict[str, str]:
    """Return a request for authorization (RFC 6749 §4.1.1) that is a good one."""
    digest = hashlib.sha256(_VERIFIER.encode()).digest()
    return {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": CALLBACK,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }


class BrowserOf:
    """Somebody's browser on the pages of a service."""

    def __init__(self, person: PersonClient) -> None:
        self._person = person
        self._client = person.client
        self.cookie = ""

    def open(self, path: str, query: dict[str, str]) -> str:
        """Open a page; return what its forms carry.

        Raises:
            PopulationError: there is no form.
        """
        page = self._client.get(path, params=query, headers=self._headers())
        self._keep(page)
        found = _CSRF.search(page.text)
        if found is None:
            raise PopulationError(f"GET {path}: {page.status_code} {page.text[:200]}")
        return found[1]

    def send(self, path: str, **fields: str) -> httpx2.Response:
        """Send a form."""
        answer = self._client.post(path, data=fields, headers=self._headers())
        self._keep(answer)
        return answer

    def log_in(self, path: str, query: dict[str, str]) -> str:
        """Log in on a page; return what its forms carry then."""
        typed = {"email": self._person.email, "password": PASSWORD}
        csrf = self.open(path, query)
        self.send(path, action="sign_in", csrf=csrf, **typed, **query)
        return self.open(path, query)

    def _headers(self) -> dict[str, str]:
        known = {"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}
        return {"Accept": "text/html", **known}

    def _keep(self, answer: httpx2.Response) -> None:
        field = answer.headers.get("set-cookie", "")
        if field:
            self.cookie = field.partition("=")[2].partition(";")[0]
        self._client.cookies.clear()


def allow(person: PersonClient, client_id: str, secret: str) -> dict[str, Any]:
    """Have a person allow a client all that it may ask for; return its tokens."""
    path, query = "/oauth/authorize", request_of(client_id)
    browser = BrowserOf(person)
    csrf = browser.log_in(path, query)
    gone = browser.send(path, action="allow", csrf=csrf, **query)
    code = httpx2.URL(gone.headers["location"]).params["code"]
    form = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "client_secret": secret,
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": _VERIFIER,
    }
    given = person.client.post("/oauth/token", data=form)
    if given.status_code != 200:
        raise PopulationError(f"POST /oauth/token: {given.text[:200]}")
    tokens: dict[str, Any] = given.json()
    return tokens
