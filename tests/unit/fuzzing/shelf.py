"""A service that remembers shelves, in this process; `faults` go wrong in it."""

import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx2

JSON = dict[str, Any]
ADA, GRACE = "ada-has-a-key-of-hers", "grace-has-a-key-of-hers"


class Shelves:
    """Answers requests as its contract says, but for its faults."""

    def __init__(self, *faults: str) -> None:
        self._faults = faults
        self._shelves: dict[str, JSON] = {}
        self._owners = {ADA: "ada", GRACE: "grace"}
        self._keys: dict[str, tuple[str, str]] = {}
        self._gone_keys: set[str] = set()
        self._kept: dict[str, JSON] = {}
        self._numbers = itertools.count(1)
        self._settings: JSON = {"theme": "dark"}
        if self._has("one for each"):
            first = {"id": "s0", "title": "First", "owner": "ada", "version": 1}
            self._shelves["s0"] = first

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        who = self._owners.get(request.headers.get("x-key", ""))
        if who is None:
            return httpx2.Response(401)
        parts = request.url.path.strip("/").split("/")
        if parts == ["settings"]:
            return self._setting(request)
        if len(parts) == 1:
            return self._collection(request, who)
        shelf = self._shelves.get(parts[1])
        is_mine = shelf is not None and shelf["owner"] == who
        if shelf is None or not (is_mine or self._has("open")):
            if len(parts) == 4 and self._has("child stays"):
                return self._key(request, parts[3])
            return httpx2.Response(404)
        if len(parts) == 2:
            return self._item(request, shelf)
        if parts[2] == "label":
            return self._label(request, shelf)
        return self._key(request, *parts[3:], shelf=shelf)

    def _has(self, fault: str) -> bool:
        return fault in self._faults

    def _setting(self, request: httpx2.Request) -> httpx2.Response:
        if request.method == "PUT" and not self._has("setting stays"):
            self._settings = json.loads(request.content)
        return httpx2.Response(200, json=self._settings)

    def _collection(self, request: httpx2.Request, who: str) -> httpx2.Response:
        if request.method == "GET":
            return self._list(parse_qs(request.url.query.decode()), who)
        repeat = request.headers.get("idempotency-key", "")
        if repeat in self._kept and not self._has("repeated"):
            return self._shown(self._kept[repeat], 201)
        sent = json.loads(request.content)
        if known := self._same_again(sent, who):
            return self._shown(known)
        if self._has("case"):
            sent["title"] = f" {sent['title']} "
        if self._has("note forgotten"):
            sent.pop("note", None)
        shelf = {**sent, "id": f"s{next(self._numbers)}", "owner": who, "version": 1}
        if not self._has("nothing made"):
            self._shelves[shelf["id"]] = shelf
        if self._has("two made"):
            self._shelves["x" + shelf["id"]] = {**shelf, "id": "x" + shelf["id"]}
        self._kept[repeat or object().__repr__()] = shelf
        return self._shown(shelf, 201)

    def _same_again(self, sent: JSON, who: str) -> JSON | None:
        """Return the shelf that is there already, where there is one in each room."""
        mine = [s for s in self._shelves.values() if s["owner"] == who]
        if self._has("one in each room"):
            mine = [s for s in mine if s.get("room") == sent.get("room")]
        elif not self._has("one for each"):
            return None
        return mine[0] if mine else None

    def _list(self, query: dict[str, list[str]], who: str) -> httpx2.Response:
        found = [s for s in self._shelves.values() if s["owner"] == who]
        if self._has("open list"):
            found = list(self._shelves.values())
        found = [s for s in found if not s.get("deleted") or self._has("marked")]
        for name in query.keys() & {"room"}:
            wanted = query[name][0]
            if not self._has("filter"):
                found = [s for s in found if s.get(name) == wanted]
        if (sort := query.get("sort", [""])[0]) and not self._has("sort"):
            found.sort(key=lambda s: s["title"], reverse=sort.startswith("-"))
        if self._has("newest"):
            found.reverse()
        if self._has("dropped"):
            found = found[:-1]
        total = len(found)
        start = int(query.get("offset", ["0"])[0])
        size = int(query.get("limit", ["50"])[0])
        if self._has("overlap") and start:
            start -= 1
        page = found[start : start + size]
        shelves = [json.loads(self._shown(s).content) for s in page]
        return httpx2.Response(200, json={"shelves": shelves, "total": total})

    def _item(self, request: httpx2.Request, shelf: JSON) -> httpx2.Response:
        match = request.headers.get("if-match", "*")
        if match not in {"*", self._tag(shelf)} and not self._has("stale"):
            return httpx2.Response(412)
        if request.method == "PATCH":
            self._change(json.loads(request.content), shelf)
        if request.method == "DELETE":
            return self._drop(shelf)
        if shelf.get("deleted") and not self._has("marked"):
            return httpx2.Response(404)
        return self._shown(shelf)

    def _change(self, sent: JSON, shelf: JSON) -> None:
        if self._has("unchanged"):
            return
        for name, value in sent.items():
            for each in self._shelves.values() if self._has("siblings") else [shelf]:
                each.pop(name, None)
                if value is not None:
                    each[name] = value
        if self._has("too much"):
            shelf["boards"] = shelf.get("boards", 0) % 9 + 1
        shelf["version"] += 0 if self._has("same tag") else 1

    def _drop(self, shelf: JSON) -> httpx2.Response:
        if self._has("all dropped"):
            self._shelves.clear()
        elif self._has("marked"):
            shelf["deleted"] = True
        elif not self._has("undeleted"):
            self._shelves.pop(shelf["id"], None)
        return httpx2.Response(204)

    def _label(self, request: httpx2.Request, shelf: JSON) -> httpx2.Response:
        if request.method == "PUT" and not self._has("unlabelled"):
            shelf["label"] = json.loads(request.content)
        if request.method == "DELETE" and not self._has("label stays"):
            shelf.pop("label", None)
        return self._shown(shelf)

    def _key(
        self, request: httpx2.Request, *names: str, shelf: JSON | None = None
    ) -> httpx2.Response:
        if request.method == "POST" and shelf:
            number = next(self._numbers)
            secret = f"secret-of-key-{number:06}"
            self._keys[f"k{number}"] = shelf["id"], secret
            self._owners[secret] = shelf["owner"]
            return httpx2.Response(201, json={"id": f"k{number}", "secret": secret})
        if not names:
            mine = [k for k, (s, _) in self._keys.items() if shelf and s == shelf["id"]]
            return httpx2.Response(200, json=[{"id": each} for each in mine])
        if names[0] not in self._keys:
            return httpx2.Response(404)
        if request.method == "DELETE":
            _, secret = self._keys.pop(names[0])
            if not self._has("revoked"):
                del self._owners[secret]
            return httpx2.Response(204)
        return httpx2.Response(200, json={"id": names[0]})

    def _tag(self, shelf: JSON) -> str:
        return f'"{shelf["version"]}"'

    def _shown(self, shelf: JSON, status: int = 200) -> httpx2.Response:
        hidden = {"owner", "version"}
        body = {name: value for name, value in shelf.items() if name not in hidden}
        return httpx2.Response(status, json=body, headers={"ETag": self._tag(shelf)})


def transport(*faults: str) -> httpx2.MockTransport:
    """Return what requests go through to a new service."""
    handler: Callable[[httpx2.Request], httpx2.Response] = Shelves(*faults)
    return httpx2.MockTransport(handler)
