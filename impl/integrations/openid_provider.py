"""An OpenID provider: what it says of itself, its keys, and codes that it redeems.

It is whom the settings name, so that it may be at any address; what it answers is
bounded all the same.
"""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from impl.integrations.unanswered import Unanswered

_LONGEST: Final = 1_048_576
# How long what a provider says of itself is believed, and how long a key that nobody
# knows is not asked for again.
_FRESH: Final = 3600.0
_PAUSE: Final = 60.0
_NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OpenIdProvider:
    """Asks a provider (OpenID Connect Discovery 1.0, §4; Core 1.0, §3.1.3).

    Args:
        issuer: its URL.
        client: what it calls this service, and the secret of that, if any.
        seconds: from the first step towards it to the end of its answer.
    """

    def __init__(
        self, issuer: str, client: tuple[str, str | None], seconds: float
    ) -> None:
        self.issuer = issuer
        self.client_id, self._secret = client
        self._seconds = seconds
        self._about: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, dict[str, Any]] | None = None

    async def authorization_endpoint(self) -> str:
        """Return where people are sent.

        Raises:
            Unanswered: the provider does not say.
        """
        return str((await self._metadata())["authorization_endpoint"])

    async def keys(self, kid: str | None) -> dict[str, Any]:
        """Return its keys (RFC 7517 §5), anew if there is none of this name.

        Raises:
            Unanswered: the provider does not say.
        """
        now = time.monotonic()
        if self._keys is not None:
            since, known = self._keys
            is_known = kid is None or any(
                isinstance(each, dict) and each.get("kid") == kid
                for each in known.get("keys", ())
            )
            if now - since < (_FRESH if is_known else _PAUSE):
                return known
        found = await self._json("GET", (await self._metadata())["jwks_uri"])
        if not isinstance(found.get("keys"), list):
            raise Unanswered("Its keys are no key set.")
        self._keys = now, found
        return found

    async def redeem(self, code: str, redirect_uri: str, verifier: str) -> str:
        """Return the ID token that a code is for.

        Raises:
            Unanswered: the provider gives none.
        """
        metadata = await self._metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        headers = [("content-type", "application/x-www-form-urlencoded")]
        methods = metadata.get("token_endpoint_auth_methods_supported")
        if self._secret is None:
            form["client_id"] = self.client_id
        elif isinstance(methods, list) and "client_secret_basic" not in methods:
            form |= {"client_id": self.client_id, "client_secret": self._secret}
        else:
            headers.append(("authorization", _basic(self.client_id, self._secret)))
        body = urlencode(form).encode()
        answer = await self._json("POST", metadata["token_endpoint"], headers, body)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise Unanswered("It gave no ID token.")
        return token

    async def _metadata(self) -> dict[str, Any]:
        now = time.monotonic()
        if self._about is not None and now - self._about[0] < _FRESH:
            return self._about[1]
        url = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = await self._json("GET", url)
        # Another's word for it counts nothing (Discovery, §4.3).
        if found.get("issuer") != self.issuer:
            raise Unanswered(f"It calls itself {str(found.get('issuer'))[:200]!r}.")
        is_safe = urlsplit(self.issuer).scheme == "http"
        for name in _NEEDED:
            where = found.get(name)
            if not isinstance(where, str) or not (
                where.startswith("https://") or (is_safe and where.startswith("http:"))
            ):
                raise Unanswered(f"It has no {name} by HTTPS.")
        self._about = now, found
        return found

    async def _json(
        self,
        method: str,
        url: str,
        headers: list[tuple[str, str]] | None = None,
        body: bytes = b"",
    ) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._seconds):
                status, content = await _asked(method, url, headers or [], body)
        except TimeoutError:
            raise Unanswered("There was no answer in time.") from None
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            found = None
        if status != 200 or not isinstance(found, dict):
            said = found.get("error") if isinstance(found, dict) else None
            raise Unanswered(f"It answers {status} {str(said or '')[:100]}".strip())
        return found


async def _asked(
    method: str, url: str, headers: list[tuple[str, str]], body: bytes
) -> tuple[int, bytes]:
    import httpcore2  # noqa: PLC0415 - most services have no provider

    fields = [(b"accept", b"application/json")]
    fields += [(name.encode(), value.encode()) for name, value in headers]
    content = bytearray()
    try:
        async with (
            httpcore2.AsyncConnectionPool(max_connections=1) as pool,
            pool.stream(method, url, headers=fields, content=body) as response,
        ):
            async for chunk in response.aiter_stream():
                content += chunk
                if len(content) > _LONGEST:
                    raise Unanswered("Its answer is too long.")
            return int(response.status), bytes(content)
    except (httpcore2.NetworkError, httpcore2.TimeoutException, OSError) as error:
        raise Unanswered(f"The connection failed: {error}") from None
    except httpcore2.ProtocolError:
        raise Unanswered("The answer is no HTTP/1.1.") from None


def _basic(name: str, secret: str) -> str:
    """Write credentials (RFC 6749 §2.3.1)."""
    pair = f"{quote(name, safe='')}:{quote(secret, safe='')}"
    return "Basic " + b64encode(pair.encode()).decode()
