"""Requests of OAuth that succeed: of a client that is there, and of its people."""

from collections.abc import Callable
from typing import Any

import schemathesis
from schemathesis.generation.meta import CoveragePhaseData

from scripts.proving.oauth_flows import (
    COOKIE,
    BrowserOf,
    allow,
    request_of,
)
from scripts.proving.people import PASSWORD, PersonClient

Case = schemathesis.Case[Any]
_AUTHORIZE, _DEVICE = "/oauth/authorize", "/oauth/device"


class OAuthAim:
    """Has requests say what a client of somebody would.

    Args:
        regular: returns somebody who is logged in, the same person every time.
    """

    def __init__(self, regular: Callable[[], PersonClient]) -> None:
        self._regular = regular
        self._client: tuple[str, str] | None = None
        self._mended: dict[str, Callable[[Case], None]] = {
            "create_token": self._token,
            "revoke_token": self._reference,
            "introspect_token": self._reference,
            "authorize_device": self._device,
            "answer_authorization": self._answer,
            "answer_device": self._answer_device,
        }

    def take(
        self, name: str, case: Case, *, is_free: Callable[[Case, str], bool]
    ) -> None:
        """Mend a request, unless what is mended is tried out."""
        if name == "show_authorization":
            self._show(case)
        elif name in self._mended and is_free(case, "body") and is_free(case, "cookie"):
            self._mended[name](case)

    def grant(self) -> str:
        """Return the id of a new grant of the regular person."""
        person = self._regular()
        allow(person, *self._known())
        found: str = person.call("GET", "/v1/people/me/grants", 200)["items"][0]["id"]
        return found

    def _known(self) -> tuple[str, str]:
        if self._client is None:
            person = self._regular()
            self._client = person.create_oauth_client(person.create_team())
        return self._client

    def _own(self) -> dict[str, str]:
        client_id, secret = self._known()
        return {"client_id": client_id, "client_secret": secret}

    def _token(self, case: Case) -> None:
        case.body = {"grant_type": "client_credentials", **self._own()}

    def _reference(self, case: Case) -> None:
        case.body = {"token": "unknown", **self._own()}

    def _device(self, case: Case) -> None:
        own: Any = self._own()
        case.body = own

    def _show(self, case: Case) -> None:
        # One parameter is tried out, and the others still have to make sense.
        data = case.meta.phase.data if case.meta else None
        tried = data.parameter if isinstance(data, CoveragePhaseData) else None
        good = request_of(self._known()[0])
        case.query.update({name: it for name, it in good.items() if name != tried})

    def _answer(self, case: Case) -> None:
        self._log_in(case, _AUTHORIZE, request_of(self._known()[0]))

    def _answer_device(self, case: Case) -> None:
        self._log_in(case, _DEVICE, {})

    def _log_in(self, case: Case, path: str, query: dict[str, str]) -> None:
        person = self._regular()
        browser = BrowserOf(person)
        typed = {"email": person.email, "password": PASSWORD}
        csrf = browser.open(path, query)
        case.body = {"action": "sign_in", "csrf": csrf, **typed, **query}
        case.cookies[COOKIE] = browser.cookie
