"""Compares what is there with what was acknowledged."""

import asyncio
import hashlib
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx2

from scripts.soaking.ledger import Ledger, State

# Returns the state of a path, and the items of a collection.
Read = Callable[[str], Awaitable[State]]
List = Callable[[str], Awaitable[list[Mapping[str, Any]]]]

_VERSION = re.compile(r"/versions/[^/]+$")
_TEAM = re.compile(r"^/v1/teams/[^/]+$")
_ATTEMPTS = 40
_PAUSE = 0.5


async def audit(ledger: Ledger, read: Read, list_all: List) -> list[str]:
    """Return every fault: what is lost, half, changed, resurrected or there twice."""
    seen = {path: await read(path) for path in ledger.possible}
    judged = (ledger.fault(path, state) for path, state in seen.items())
    faults = [fault for fault in judged if fault]
    for path, states in list(ledger.possible.items()):
        if _TEAM.match(path) and None not in states:
            for kind in ("apis", "api-keys"):
                faults += await _strangers(ledger, f"{path}/{kind}", list_all)
    return faults


async def _strangers(ledger: Ledger, collection: str, list_all: List) -> list[str]:
    items = await list_all(collection)
    names = Counter(item["name"] for item in items)
    faults = [f"{collection} has {n!r} twice" for n, many in names.items() if many > 1]
    for item in items:
        if f"{collection}/{item['id']}" not in ledger.possible:
            fault = ledger.stranger(collection, item["name"], item)
            faults += [fault] if fault else []
    return faults


class AuditReader:
    """Reads the service as one person, who may have to wait until it is there."""

    def __init__(self, client: httpx2.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}

    async def read(self, path: str) -> State:
        """Return the state of a path; a version has the digest of its bytes, too."""
        answer = await self._get(path)
        if answer is None:
            return None
        seen: dict[str, Any] = answer.json()
        if _VERSION.search(path):
            document = await self._get(f"{path}/document")
            content = document.content if document else b""
            seen["sha256"] = hashlib.sha256(content).hexdigest()
        return seen

    async def list_all(self, collection: str) -> list[Mapping[str, Any]]:
        """Return the items of all pages."""
        items: list[Mapping[str, Any]] = []
        cursor = ""
        while True:
            answer = await self._get(f"{collection}?limit=100{cursor}")
            page = answer.json() if answer else {"items": []}
            items += page["items"]
            if "next_cursor" not in page:
                return items
            cursor = f"&cursor={page['next_cursor']}"

    async def _get(self, path: str) -> httpx2.Response | None:
        for _ in range(_ATTEMPTS):
            try:
                answer = await self._client.get(path, headers=self._headers)
            except httpx2.TransportError:
                await asyncio.sleep(_PAUSE)
                continue
            if answer.status_code == 404:
                return None
            if answer.status_code == 200:
                return answer
            await asyncio.sleep(_PAUSE)
        msg = f"The audit could not read {path}"
        raise TimeoutError(msg)
