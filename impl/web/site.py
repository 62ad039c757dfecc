"""The pages of the registry: which path is whose, and what a failure looks like.

They are no operations of the contract: programs have the API. So they are answered
before it is asked, below names that it does not use, and only who asks for HTML, as
browsers do, gets any; but for the first one, for who asks for nothing else.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import parse_qsl, unquote

from starlette.requests import ClientDisconnect
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from generated.runtime.app.dispatch import raw_path
from generated.runtime.bodies.multipart import FormError
from generated.runtime.http.answers import Answer, send_answer
from generated.runtime.http.headers import Headers
from generated.runtime.http.request_ids import id_of, identified
from generated.runtime.syntax.media_types import accepted, parse_media_type
from impl.database.errors import ConditionFailed
from impl.http import observing
from impl.web import assets, forms, keeping
from impl.web.browsers import Browsers, Cookies, Visitor
from impl.web.failing import failed, told
from impl.web.forms import FormTooLarge
from impl.web.page_readers import PageReaders, has_credentials
from impl.web.places import is_feed, is_nobodys, is_page
from impl.web.visits import (
    PageVisit,
    Respond,
    Route,
    SignInNeeded,
    gone_to,
    shown,
    with_query,
)

_COOKIE: Final = "countersign_browser"
_HTML: Final = "text/html"
_FORM: Final = "application/x-www-form-urlencoded"
_UPLOAD: Final = "multipart/form-data"
_READS: Final = frozenset({"GET", "HEAD"})
_FOREIGN: Final = (
    "The form was made for another browser, too long ago, or your browser keeps no "
    "cookies. Nothing was done."
)
_ENDED: Final = "You are not logged in any more, so this could not be done."
_KEYLESS: Final = (
    "A program reads this with an API key of the team, as the password of Basic "
    "authentication."
)
_LONGEST_QUERY: Final = 8192
# Enough of an agent's name to tell a person's browsers apart.
_AGENT: Final = 200


class WebSite:
    """Answers requests for pages, and passes the rest on.

    Args:
        app: answers the rest.
        browsers: knows who is logged in.
        readers: knows keys.
        routes: the pages.
        root: where the service is, without a slash at the end.
    """

    def __init__(
        self,
        app: ASGIApp,
        browsers: Browsers,
        readers: PageReaders,
        routes: Sequence[Route],
        root: str,
    ) -> None:
        self._app = app
        self._browsers = browsers
        self._readers = readers
        self._routes = [(compile_path(each.pattern)[0], each) for each in routes]
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "http" and scope["path"].startswith(assets.PLACE):
            await self._give(scope, receive, send)
            return
        if scope["type"] != "http" or not _is_for_page(scope):
            await self._app(scope, receive, send)
            return
        request_id = scope["request_id"] = id_of(scope["headers"])
        try:
            answer = await self._answer(scope, receive)
        except ClientDisconnect:
            return
        answer.headers = identified(answer.headers, request_id)
        await send_answer(send, answer, scope["method"], receive)

    async def _give(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a script; what is none is none of the contract's either."""
        codings = Headers(scope["headers"]).get("accept-encoding")
        found = assets.asset(scope["path"], codings)
        if found is None or scope["method"] not in _READS:
            await self._app(scope, receive, send)
            return
        found.headers = identified(found.headers, id_of(scope["headers"]))
        await send_answer(send, found, scope["method"], receive)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        fields = Headers(scope["headers"])
        sent = _cookies(fields.get("cookie") or "")
        cookies = Cookies(sent.get(_COOKIE), sent.get(f"__Host-{_COOKIE}"))
        visit = self._visit(scope, fields, self._browsers.stranger())
        try:
            visitor = await self._browsers.visitor(cookies)
            visit = self._visit(scope, fields, visitor)
            if visitor.caller:
                observing.authenticated(scope, visitor.caller)
            return await self._routed(scope, receive, visit, cookies)
        except ClientDisconnect:
            raise
        except (SignInNeeded, ConditionFailed):
            is_read = scope["method"] in _READS
            wanted = visit.path if is_read else "/"
            return gone_to(with_query("/sign-in", next=wanted))
        except FormTooLarge:
            return told(visit, 413, "The form is larger than it may be.", _CLOSED)
        except FormError:
            return told(visit, 400, "The form can't be read.")
        except Exception as error:  # noqa: BLE001 - the last line: nothing may leak
            return failed(error, scope, visit)

    def _found(self, path: str) -> tuple[Route, dict[str, str]] | None:
        for pattern, route in self._routes:
            if match := pattern.fullmatch(path):
                names = match.groupdict().items()
                return route, {name: unquote(it) for name, it in names}
        return None

    def _visit(self, scope: Scope, fields: Headers, visitor: Visitor) -> PageVisit:
        query = scope["query_string"].decode("latin-1")[:_LONGEST_QUERY]
        path = raw_path(scope)
        return PageVisit(
            visitor=visitor,
            path=f"{path}?{query}" if query else path,
            names={},
            query=dict(parse_qsl(query, keep_blank_values=True)),
            form={},
            csrf=self._browsers.form_token(visitor.browser),
            address=_address(scope),
            user_agent=(fields.get("user-agent") or "")[:_AGENT] or None,
            root=self._root,
            cookies=_cookies(fields.get("cookie") or ""),
            tell=partial(observing.tell_error, scope),
            if_none_match=fields.get("if-none-match"),
        )

    async def _routed(
        self, scope: Scope, receive: Receive, visit: PageVisit, cookies: Cookies
    ) -> Answer:
        method = scope["method"]
        found = self._found(raw_path(scope))
        if found is None:
            return told(visit, 404, "There is no such page.")
        route, names = found
        if any("\0" in each for each in names.values()):
            # What is stored has none, and the database takes none.
            return told(visit, 404, "There is no such page.")
        visit = replace(visit, names=names)
        if method in _READS and route.show:
            if route.scope and _asks_by_key(scope):
                return await self._shown_to_key(scope, visit, route, route.show)
            return await route.show(visit)
        if method == "POST" and route.act:
            fields = Headers(scope["headers"])
            return await self._taken(fields, receive, visit, cookies, route, route.act)
        allow = ", ".join(_allowed(route)).encode()
        return told(visit, 405, "This page can't do that.", (b"allow", allow))

    async def _taken(
        self,
        fields: Headers,
        receive: Receive,
        visit: PageVisit,
        cookies: Cookies,
        route: Route,
        act: Respond,
    ) -> Answer:
        media_type = parse_media_type(fields.get("content-type") or "")
        name = f"{media_type.type}/{media_type.subtype}" if media_type else ""
        if media_type and name == _UPLOAD and route.upload:
            boundary = media_type.parameters.get("boundary", "")
            form = await forms.read_upload(receive, route.upload, boundary)
        elif name == _FORM:
            form = await forms.read(receive, route.most)
        else:
            return told(visit, 415, f"Forms are sent as {_FORM}.")
        is_own = keeping.is_own(fields, self._root)
        typed = keeping.typed(form) if is_own else ()
        sender = await self._browsers.sender(cookies, form.get("csrf", ""))
        if sender is None:
            return self._kept(visit, _FOREIGN, typed) or told(visit, 403, _FOREIGN)
        try:
            return await act(replace(visit, form=form))
        except (SignInNeeded, ConditionFailed):
            kept = self._kept(replace(visit, visitor=sender), _ENDED, typed)
            if kept is None:
                raise
            return kept

    async def _shown_to_key(
        self, scope: Scope, visit: PageVisit, route: Route, show: Respond
    ) -> Answer:
        holder = await self._readers.holder(Headers(scope["headers"]), visit.address)
        if holder is None:
            observing.unauthenticated(scope)
            return told(visit, 401, _KEYLESS, PageReaders.challenge)
        observing.authenticated(scope, holder.caller)
        await self._readers.count(holder)
        if route.scope not in holder.scopes:
            return told(visit, 403, f"The key has not the scope {route.scope}.")
        return await show(replace(visit, holder=holder))

    def _kept(
        self, visit: PageVisit, text: str, typed: Sequence[tuple[str, str]]
    ) -> Answer | None:
        """Return a page that gives words back, None if there are none."""
        if not typed:
            return None
        back = self._shown_above(visit.path.partition("?")[0])
        is_known = visit.visitor.person is not None
        values = {
            "text": text,
            "typed": typed,
            "back": back if is_known else with_query("/sign-in", next=back),
        }
        return shown(visit, "kept", values, status=403)

    def _shown_above(self, path: str) -> str:
        """Return the page that a form stands in, by where it is sent."""
        while path:
            found = self._found(path)
            if found and found[0].show:
                return path
            path = path.rpartition("/")[0]
        return "/"


_CLOSED: Final = (b"connection", b"close")


def _is_for_page(scope: Scope) -> bool:
    path = scope["path"]
    if is_feed(path) or (path == "/" and _takes_first_page(scope)):
        return True
    return _wants_html(scope) and (is_page(path) or is_nobodys(path))


def _wants_html(scope: Scope) -> bool:
    asked = Headers(scope["headers"]).get("accept") or ""
    return _HTML in asked.lower()


def _takes_first_page(scope: Scope) -> bool:
    """Tell whether somebody begins here who does not say what for, as with curl.

    Programs that name JSON mean the API, which has nothing there.
    """
    asked = Headers(scope["headers"]).get("accept") or ""
    names_json = "json" in asked.lower()
    return scope["method"] in _READS and not names_json and accepted(asked, _HTML) > 0


def _asks_by_key(scope: Scope) -> bool:
    """Tell whether a program asks, which can't be led to the log-in."""
    fields = Headers(scope["headers"])
    is_browser = fields.get("cookie") is not None or _wants_html(scope)
    return has_credentials(fields) or not is_browser


def _allowed(route: Route) -> list[str]:
    return [*(("GET", "HEAD") if route.show else ()), *(("POST",) if route.act else ())]


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def _cookies(field: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in field.split(";"):
        name, _, value = part.strip().partition("=")
        found.setdefault(name, value)
    return found
