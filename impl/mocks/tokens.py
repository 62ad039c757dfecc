"""The endpoints of OAuth 2.0 and OpenID Connect that a contract's flows name.

They are answered at their own paths on the mock's address, so that a client's log-in
works when it is told another host: RFC 6749 §3.1 and §3.2, RFC 8414, OpenID Connect
Discovery §4.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.types import Receive, Scope

from generated.runtime.http.answers import Answer

_JSON = (b"content-type", b"application/json")
_UNCACHED = (b"cache-control", b"no-store")
_MOST = 64 * 1024
_HOUR = 3600
# So many tokens are known again.
_MOST_ISSUED = 10_000
_GRANTS = (
    *("authorization_code", "client_credentials", "password", "refresh_token"),
    *("implicit", "urn:ietf:params:oauth:grant-type:device_code"),
)


class TokenDesk:
    """Hands out tokens, for any credentials; they are good wherever a token is asked.

    Args:
        content: the contract.
        seed: what tokens are made from.
    """

    def __init__(self, content: Mapping[str, Any], seed: int) -> None:
        self._seed = seed
        self._handed_out = 0
        self._issued: OrderedDict[str, None] = OrderedDict()
        self._kinds: dict[str, str] = {}
        for kind, url in _endpoints(content):
            path = urlsplit(url).path
            if len(path) > 1 and path.startswith("/"):
                self._kinds.setdefault(path, kind)

    @property
    def paths(self) -> Mapping[str, str]:
        """What is answered: "token", "authorize" or "discovery", by path."""
        return self._kinds

    def is_issued(self, token: str) -> bool:
        """Was an access token handed out, not too many others ago?"""
        return token in self._issued

    def serves(self, path: str) -> bool:
        """Is a path one of these?"""
        return path in self._kinds

    async def answer(self, path: str, scope: Scope, receive: Receive) -> Answer:
        """Return the answer to a request of one of the paths."""
        kind = self._kinds[path]
        if kind == "discovery":
            return _json(200, self._metadata(scope))
        if kind == "authorize":
            return self._authorised(scope)
        if scope["method"] != "POST":
            return Answer(405, [(b"allow", b"POST"), _JSON], b"{}")
        return self._token(await _form(receive))

    def _authorised(self, scope: Scope) -> Answer:
        query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        back = query.get("redirect_uri", "")
        if urlsplit(back).scheme not in {"http", "https"}:
            return _json(400, {"error": "invalid_request"})
        given = {"state": query["state"]} if "state" in query else {}
        joint = "&" if "?" in back else "?"
        if "token" in query.get("response_type", "code"):
            joint = "#"
            given |= {"access_token": self._new("at"), "token_type": "Bearer"}
            given["expires_in"] = str(_HOUR)
        else:
            given["code"] = self._new("code")
        location = f"{back}{joint}{urlencode(given)}"
        try:
            field = location.encode("ascii")
        except UnicodeEncodeError:
            return _json(400, {"error": "invalid_request"})
        return Answer(302, [(b"location", field), _UNCACHED])

    def _token(self, form: Mapping[str, str]) -> Answer:
        if not form.get("grant_type"):
            return _json(400, {"error": "invalid_request"})
        made: dict[str, object] = {
            "access_token": self._new("at"),
            "token_type": "Bearer",
            "expires_in": _HOUR,
        }
        if form["grant_type"] != "client_credentials":
            made["refresh_token"] = self._new("rt")
        if form.get("scope"):
            made["scope"] = form["scope"]
        if "openid" in form.get("scope", "").split():
            made["id_token"] = _unsigned({"sub": form.get("username", "mock")})
        return _json(200, made)

    def _metadata(self, scope: Scope) -> dict[str, object]:
        host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")
        base = f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}"
        by_kind = {kind: f"{base}{path}" for path, kind in self._kinds.items()}
        return {
            "issuer": base,
            "authorization_endpoint": by_kind.get("authorize", f"{base}/authorize"),
            "token_endpoint": by_kind.get("token", f"{base}/token"),
            "response_types_supported": ["code", "token"],
            "grant_types_supported": list(_GRANTS),
        }

    def _new(self, kind: str) -> str:
        self._handed_out += 1
        words = f"{self._seed}/{kind}/{self._handed_out}"
        made = f"mock_{kind}_{hashlib.sha256(words.encode()).hexdigest()[:24]}"
        if kind == "at":
            self._issued[made] = None
            if len(self._issued) > _MOST_ISSUED:
                self._issued.popitem(last=False)
        return made


def _endpoints(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    components = content.get("components")
    schemes = components.get("securitySchemes", {}) if components else {}
    for scheme in schemes.values():
        if not isinstance(scheme, dict):
            continue
        if isinstance(scheme.get("openIdConnectUrl"), str):
            yield "discovery", scheme["openIdConnectUrl"]
        if isinstance(scheme.get("oauth2MetadataUrl"), str):
            yield "discovery", scheme["oauth2MetadataUrl"]
        flows = scheme.get("flows")
        for flow in flows.values() if isinstance(flows, dict) else ():
            for name, kind in _URLS:
                if isinstance(flow, dict) and isinstance(flow.get(name), str):
                    yield kind, flow[name]


_URLS = (
    ("tokenUrl", "token"),
    ("refreshUrl", "token"),
    ("authorizationUrl", "authorize"),
)


async def _form(receive: Receive) -> dict[str, str]:
    body = b""
    while len(body) <= _MOST:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    text = body.decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        try:
            given = json.loads(text)
        except ValueError:
            return {}
        return {name: str(value) for name, value in given.items()}
    return dict(parse_qsl(text))


def _json(status: int, value: Mapping[str, object]) -> Answer:
    return Answer(status, [_JSON, _UNCACHED], json.dumps(value).encode())


def _unsigned(claims: Mapping[str, object]) -> str:
    parts = ({"alg": "none"}, claims)
    texts = (base64.urlsafe_b64encode(json.dumps(each).encode()) for each in parts)
    return ".".join(text.decode().rstrip("=") for text in texts) + "."
