"""The page on which a person allows a client something (RFC 6749 §3.1)."""

from collections.abc import Mapping
from typing import Final

from generated import Context, models
from generated.responses import shared
from generated.responses import sign_in as responses
from impl.errors import RateLimited
from impl.oauth_errors import AuthorizationMistaken, AuthorizationRefused
from impl.services.authorizations import AskedAuthorization, Authorizations
from impl.web.browsers import Cookies, Visitor
from impl.web.entrance import (
    Entrance,
    PagePlace,
    forbidden,
    later,
    left,
    opened,
    refused,
)
from impl.web.pages import host_of, page
from impl.web.scope_words import in_words

PATH: Final = "/oauth/authorize"
_PARAMETERS: Final = (
    *("response_type", "client_id", "redirect_uri", "scope", "state"),
    *("code_challenge", "code_challenge_method", "response_mode"),
)
_Ended = shared.PageLeft | shared.PageRefusedTextHtml


class AuthorizationPages:
    """Shows the page and takes what people do there."""

    def __init__(self, entrance: Entrance, authorizations: Authorizations) -> None:
        self._entrance = entrance
        self._authorizations = authorizations

    async def show(
        self, cookies: Cookies, request: Mapping[str, str]
    ) -> responses.ShowAuthorizationResult:
        """Answer with the page, or send the person back to the client."""
        asked = await self._examined(request)
        if not isinstance(asked, AskedAuthorization):
            return asked
        visitor = await self._entrance.browsers.visitor(cookies)
        if "none" in request.get("prompt", "").split():
            known = visitor.person is not None
            silent = self._authorizations.silent(asked, is_logged_in=known)
            return left(self._authorizations.told(silent))
        if visitor.person is None:
            return self._entrance.shown(_place(request), visitor, _reason(asked))
        return self._consent(request, visitor, asked)

    async def answer(
        self, context: Context, cookies: Cookies, form: models.PageForm
    ) -> responses.AnswerAuthorizationResult:
        """Do what the person wants."""
        request = form.model_extra or {}
        place, entrance = _place(request), self._entrance
        visitor = await entrance.browsers.sender(cookies, form.csrf)
        if visitor is None:
            return forbidden(place)
        asked = await self._examined(request)
        if not isinstance(asked, AskedAuthorization):
            return asked
        if form.action == "sign_in":
            reason = _reason(asked)
            return await entrance.sign_in(context, place, visitor, form, reason)
        if form.action == "sign_out":
            return await entrance.sign_out(place, visitor)
        caller = visitor.caller
        if caller is None or form.action == "find":
            return left(place.location)
        if form.action == "deny":
            denied = self._authorizations.denied(asked)
            return left(self._authorizations.told(denied))
        try:
            gone = await self._authorizations.allow(caller, asked)
        except RateLimited as limited:
            return later(limited)
        except AuthorizationMistaken as mistaken:
            return refused(str(mistaken))
        return left(gone or place.location)

    async def _examined(
        self, request: Mapping[str, str]
    ) -> AskedAuthorization | _Ended:
        try:
            return await self._authorizations.examine(_known(request))
        except AuthorizationMistaken as mistaken:
            return refused(str(mistaken))
        except AuthorizationRefused as told:
            return left(self._authorizations.told(told))

    def _consent(
        self, request: Mapping[str, str], visitor: Visitor, asked: AskedAuthorization
    ) -> shared.Page:
        values = {
            "client": asked.client,
            "wanted": in_words(asked.scopes),
            "host": host_of(asked.redirect_uri),
            "code": None,
        }
        shown = page(
            "consent",
            {**self._entrance.values(_place(request), visitor), **values},
            leaving_for=asked.redirect_uri,
        )
        return opened(shown, visitor)


def _known(request: Mapping[str, str]) -> dict[str, str]:
    return {name: request[name] for name in _PARAMETERS if name in request}


def _place(request: Mapping[str, str]) -> PagePlace:
    return PagePlace(PATH, _known(request))


def _reason(asked: AskedAuthorization) -> str:
    return f"to go on to {asked.client.title}"
