"""Creates, finds, lists, changes and deletes as a client does, who knows no model.

It learns keys from answers by names alone, and reads no more of the contract than
people do: which paths there are, and which members their bodies have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from impl.engine.mocking.recognition.declared import DeclaredContract, MockedOperation
from impl.engine.mocking.recognition.envelopes import item_envelope
from impl.engine.mocking.recognition.recognise import recognise
from impl.engine.mocking.recognition.schema_shapes import SchemaShapes
from impl.engine.mocking.recognition.words import parts, plain, plain_singular, without
from impl.engine.mocking.state.messages import ABSENT, MockAnswer, MockRequest
from impl.engine.mocking.state.state import MockState
from impl.engine.mocking.state.values import is_scalar, last_segment, part, text_of
from impl.engine.sampling.sampler import NoInstance, Sampler

STEPS = ("echo", "found", "listed", "changed", "gone")


@dataclass
class Remembered:
    """What became of one thing that was created.

    Attributes:
        collection: the path of the collection.
        steps: for each step that the contract has, whether it went well.
        why: what went wrong.
    """

    collection: str
    steps: dict[str, bool] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Tell whether all went well."""
        return bool(self.steps) and all(self.steps.values())


class Client:
    """Plays with the collections of one contract."""

    def __init__(self, document: Any, seed: Any = 1) -> None:
        self.sampler = Sampler(document)
        self.state = MockState(recognise(document), self.sampler, seed=seed)
        self.contract = DeclaredContract(document)
        self.shapes = SchemaShapes(self.contract.references)
        self.paths: dict[str, dict[str, MockedOperation]] = {}
        self.invalid: list[str] = []
        self.about: dict[str, Any] = {}
        for operation in self.contract.operations():
            if "#" in operation.shape.template:
                continue
            methods = self.paths.setdefault(operation.shape.text, {})
            methods.setdefault(operation.method, operation)

    def collections(self) -> Iterator[tuple[str, str]]:
        """Give the collections with POST and GET, and the paths of their items."""
        for text, methods in self.paths.items():
            post = methods.get("POST")
            if post is None or post.shape.ends_filled or not self._takes_object(post):
                continue
            below = [
                each
                for each in self.paths
                if each.startswith(f"{text}/")
                and set(each[len(text) + 1 :]) <= set("{}/")
            ]
            item = next((each for each in below if "GET" in self.paths[each]), None)
            item = item or next(iter(below), "")
            if item and ("GET" in methods or "GET" in self.paths[item]):
                yield text, item

    def _takes_object(self, operation: MockedOperation) -> bool:
        found = operation.body.json if operation.body else None
        forms = ("application/x-www-form-urlencoded", "multipart/form-data")
        if found is None and operation.body:
            found = next(
                ((n, s) for n, s in operation.body.contents.items() if n in forms), None
            )
        return bool(found and self.shapes.shape(found[1]).properties)

    def play(self, collection: str, item: str) -> Remembered | None:
        """Create something and see what becomes of it; None if nobody can."""
        told = Remembered(collection)
        methods = self.paths[collection]
        post = methods["POST"]
        try:
            scope = self._scope(collection)
            schema = self._body_schema(post)
            body = self.sampler.sample(schema, "create", direction="request")
        except NoInstance:
            return None
        sent = self._unwrapped(schema, body, post.shape.word)
        answer = self._ask(post, scope, body)
        if answer is None or not 200 <= answer.status < 300:
            told.steps["echo"] = False
            told.why.append(f"create: {answer and (answer.status, answer.problem)}")
            return told
        success = self._success(post, answer.status)
        got = self._unwrapped(success, answer.body, post.shape.word)
        wrong = self._unlike(success, post, sent, got)
        told.steps["echo"] = not wrong
        if wrong:
            told.why.append(f"echo: {wrong}")
        keys = self._keys(item, collection, got, answer)
        if keys is None:
            keys = self._keys_of_sent(item, collection, sent)
        if keys is None:
            told.steps["found"] = False
            told.why.append(f"no key in {str(got)[:200]} {answer.headers}")
            return told
        path = (*scope, *keys)
        self._find(told, item, path, sent)
        self.about = got if isinstance(got, dict) else {}
        self.about = {**sent, **self.about}
        self._list(told, collection, item, scope, keys)
        self._change(told, item, path)
        self._delete(told, collection, item, path, scope)
        return told

    def _scope(self, text: str) -> tuple[str, ...]:
        """Make or find the parents of a path."""
        texts: list[str] = []
        pieces = text.strip("/").split("/")
        for index, piece in enumerate(pieces):
            if "{}" not in piece:
                continue
            here = "/" + "/".join(pieces[: index + 1])
            above = here.rpartition("/")[0]
            texts.append(self._parent(above, here, tuple(texts)))
        return tuple(texts)

    def _parent(self, above: str, here: str, scope: tuple[str, ...]) -> str:
        methods = self.paths.get(above, {})
        post, get = methods.get("POST"), methods.get("GET")
        if get:
            answer = self._ask(get, scope)
            for each in _items(answer.body if answer else None):
                keys = self._keys(here, above, each, None)
                if keys:
                    return keys[-1]
        if post and self._takes_object(post):
            schema = self._body_schema(post)
            body = self.sampler.sample(schema, "parent", direction="request")
            answer = self._ask(post, scope, body)
            if answer and 200 <= answer.status < 300:
                success = self._success(post, answer.status)
                got = self._unwrapped(success, answer.body, post.shape.word)
                keys = self._keys(here, above, got, answer)
                if keys:
                    return keys[-1]
        return self._any_text(here)

    def _any_text(self, here: str) -> str:
        """Make up the text of a parameter that no collection knows."""
        for text, operations in self.paths.items():
            if text != here and not text.startswith(f"{here}/"):
                continue
            for operation in operations.values():
                name = operation.shape.names[here.count("{}") - 1]
                parameter = operation.parameter("path", name)
                if parameter and parameter.schema:
                    schema = parameter.schema
                    value = self.sampler.sample(schema, "path", direction="request")
                    return text_of(value)
        return "x"

    def _keys(
        self, item: str, collection: str, got: Any, answer: MockAnswer | None
    ) -> tuple[str, ...] | None:
        methods = self.paths.get(item) or {}
        operation = next(iter(methods.values()), None)
        if operation is None:
            below = [
                o
                for t, m in self.paths.items()
                if t.startswith(f"{item}/")
                for o in m.values()
            ]
            operation = below[0] if below else None
        count = item.count("{}")
        first = collection.count("{}")
        names = operation.shape.names[first:count] if operation else ("id",)
        noun = [p for p in collection.split("/") if p and "{}" not in p][-1:] or [""]
        found = []
        for name in names:
            parameter = operation.parameter("path", name) if operation else None
            value = self._key(
                name, noun[0], got, parameter.schema if parameter else None
            )
            if value is None:
                break
            found.append(value)
        if len(found) == len(names):
            return tuple(found)
        location = answer.headers.get("Location") if answer else None
        if location:
            path = urlsplit(location).path.removesuffix(".json").rstrip("/")
            return tuple(map(unquote, path.split("/")[-len(names) :]))
        return None

    def _key(self, name: str, noun: str, got: Any, schema: str | None) -> str | None:
        if not isinstance(got, dict):
            return None
        held = {plain(each): value for each, value in got.items()}
        if isinstance(got.get("metadata"), dict):
            held = {**{plain(k): v for k, v in got["metadata"].items()}, **held}
        exact, short = plain(name), without(name, noun)
        words = parts(name)
        order = [exact, short, *("".join(words[n:]) for n in range(1, len(words)))]
        order += [e for e in ("id", "uuid", "sid", "slug", "name") if exact.endswith(e)]
        order += [f"{plain_singular(noun)}id", f"{plain_singular(noun)}uuid"]
        order += ["id", "uuid", "guid", "sid", "slug", "login", "key", "name", "code"]
        for each in order:
            value = held.get(each)
            if isinstance(value, dict):
                inner = [value.get(k) for k in ("login", "id", "name") if k in value]
                value = inner[0] if inner else None
            if value is None or isinstance(value, dict | list | bool):
                continue
            if schema and not self._fits(schema, value):
                continue
            return text_of(value)
        ids = [each for each in held if each.endswith("id") and is_scalar(held[each])]
        ids = [each for each in ids if exact.endswith(each)] or ids
        if exact.endswith("id") and len(ids) == 1:
            return text_of(held[ids[0]])
        for each in ("url", "href", "self"):
            if isinstance(held.get(each), str):
                return unquote(last_segment(held[each]))
        return None

    def _fits(self, schema: str, value: Any) -> bool:
        values = [value, text_of(value)]
        return any(
            not self.sampler.faults(schema, v, direction="request") for v in values
        )

    def _keys_of_sent(
        self, item: str, collection: str, sent: Any
    ) -> tuple[str, ...] | None:
        return self._keys(item, collection, sent, None)

    def _find(
        self, told: Remembered, item: str, path: tuple[str, ...], sent: dict[str, Any]
    ) -> None:
        get = self.paths[item].get("GET")
        if get is None or not self._gives_object(get):
            return
        answer = self._ask(get, path)
        if answer is None or answer.status >= 300:
            told.steps["found"] = False
            told.why.append(
                f"read {path}: {answer and (answer.status, answer.problem)}"
            )
            return
        schema = self._success(get, answer.status)
        got = self._unwrapped(schema, answer.body, get.shape.word)
        wrong = self._unlike(schema, get, sent, got)
        told.steps["found"] = not wrong
        if wrong:
            told.why.append(f"found: {wrong}")

    def _gives_object(self, operation: MockedOperation) -> bool:
        found = operation.success(200)
        content = found[1].json if found else None
        return bool(content and self.shapes.shape(content[1]).properties)

    def _list(
        self,
        told: Remembered,
        collection: str,
        item: str,
        scope: tuple[str, ...],
        keys: tuple[str, ...],
    ) -> None:
        get = self.paths[collection].get("GET")
        if get is None or not self._is_list(get):
            return
        found = self.listed(get, collection, item, scope)
        if found is None:
            return
        told.steps["listed"] = found.count(keys) == 1
        if not told.steps["listed"]:
            told.why.append(f"listed {keys} {found.count(keys)} times in {found[-6:]}")

    def _is_list(self, operation: MockedOperation) -> bool:
        found = operation.success(200)
        content = found[1].json if found else None
        if content is None:
            return False
        shape = self.shapes.shape(content[1])
        inner = [self.shapes.shape(p) for p in shape.properties.values()]
        return shape.is_array or any(
            s.is_array
            or any(self.shapes.shape(p).is_array for p in s.properties.values())
            for s in inner
        )

    def listed(
        self, get: MockedOperation, collection: str, item: str, scope: tuple[str, ...]
    ) -> list[tuple[str, ...]] | None:
        """List the keys of all items, page by page."""
        found: list[tuple[str, ...]] = []
        more: dict[str, Any] = {}
        for _ in range(30):
            answer = self._ask(get, scope, more=more)
            if answer is None or answer.status >= 300:
                return None
            items = list(_items(answer.body))
            keys = [self._keys(item, collection, each, None) for each in items]
            if items and None in keys:
                return None  # what is listed does not tell who it is
            found += [each for each in keys if each is not None]
            more = self._next(get, answer, keys, more)
            if not more:
                break
        return found

    def _next(
        self,
        get: MockedOperation,
        answer: MockAnswer,
        keys: list[tuple[str, ...] | None],
        before: dict[str, Any],
    ) -> dict[str, Any]:
        """Ask for the page behind, as the answer says or the parameters offer."""
        names = {plain(n): n for p, n in get.parameters if p == "query"}
        link = _link(answer)
        if link:
            query = dict(parse_qsl(urlsplit(link).query))
            return {
                n: self._typed(get, n, v)
                for n, v in query.items()
                if ("query", n) in get.parameters
            }
        token = _member(
            answer.body,
            (
                "nextcursor",
                "nextmarker",
                "nextpagetoken",
                "nexttoken",
                "continue",
                "cursor",
            ),
        )
        for each in (
            "cursor",
            "pagetoken",
            "marker",
            "continue",
            "nexttoken",
            "nextcursor",
            "token",
        ):
            if each in names:
                return {names[each]: token} if token else {}
        for each in ("after", "startingafter"):
            if each in names and keys and keys[-1]:
                return {names[each]: keys[-1][-1]}
        for each in ("page", "pagenumber"):
            if each in names and keys:
                return {names[each]: int(before.get(names[each], 1)) + 1}
        for each in ("offset", "skip", "start"):
            if each in names and keys:
                return {names[each]: int(before.get(names[each], 0)) + len(keys)}
        return {}

    def _typed(self, get: MockedOperation, name: str, text: str) -> Any:
        parameter = get.parameter("query", name)
        types = self.shapes.shape(parameter.schema if parameter else None).types
        return int(text) if types & {"integer", "number"} and text.isdigit() else text

    def _change(self, told: Remembered, item: str, path: tuple[str, ...]) -> None:
        methods = self.paths[item]
        get = methods.get("GET")
        change = methods.get("PATCH") or methods.get("PUT") or methods.get("POST")
        if change is None or not self._takes_object(change):
            return
        try:
            schema = self._body_schema(change)
            body = self.sampler.sample(schema, "change", direction="request")
        except NoInstance:
            return
        answer = self._ask(change, path, body)
        if answer is None or not 200 <= answer.status < 300:
            told.steps["changed"] = False
            told.why.append(f"change: {answer and (answer.status, answer.problem)}")
            return
        sent = self._unwrapped(schema, body, change.shape.word)
        if get and self._gives_object(get):
            answer, change = self._ask(get, path), get
        if answer is None or answer.status >= 300:
            told.steps["changed"] = False
            told.why.append(f"read after change: {answer}")
            return
        success = self._success(change, answer.status)
        got = self._unwrapped(success, answer.body, change.shape.word)
        key = (
            {last for last in got or () if text_of(got[last]) in path}
            if isinstance(got, dict)
            else set()
        )
        sent = {name: value for name, value in sent.items() if name not in key}
        wrong = self._unlike(success, change, sent, got)
        told.steps["changed"] = not wrong
        if wrong:
            told.why.append(f"changed: {wrong}")

    def _delete(
        self,
        told: Remembered,
        collection: str,
        item: str,
        path: tuple[str, ...],
        scope: tuple[str, ...],
    ) -> None:
        delete = self.paths[item].get("DELETE")
        if delete is None:
            return
        answer = self._ask(delete, path)
        is_done = answer is not None and 200 <= answer.status < 300
        if not is_done:
            told.why.append(f"delete: {answer and (answer.status, answer.problem)}")
        get = self.paths[item].get("GET")
        if get and self._gives_object(get):
            answer = self._ask(get, path)
            is_gone = answer is not None and answer.status == 404
            if not is_gone:
                told.why.append("still found after delete")
            is_done = is_done and is_gone
        listing = self.paths[collection].get("GET")
        if listing and self._is_list(listing):
            keys = self.listed(listing, collection, item, scope)
            if keys and path[len(scope) :] in keys:
                told.why.append("still listed after delete")
                is_done = False
        told.steps["gone"] = is_done

    def _ask(
        self,
        operation: MockedOperation,
        path: tuple[str, ...],
        body: Any = ABSENT,
        more: dict[str, Any] | None = None,
    ) -> MockAnswer | None:
        """Send a request with what must be there, and check the answer."""
        query = dict(more or {})
        for (place, name), parameter in operation.parameters.items():
            if place == "query" and parameter.is_required and parameter.schema:
                told = _told(self.about, name)
                if name not in query and told is not None:
                    query[name] = told
                elif name not in query:
                    query[name] = self.sampler.sample(
                        parameter.schema, "query", direction="request"
                    )
        media = ""
        if body is not ABSENT and operation.body:
            media = (operation.body.json or ("form", ""))[0]
        names = operation.shape.names
        values: dict[str, Any] = {}
        for name, text in zip(names, path, strict=False):
            declared = operation.parameter("path", name)
            types = self.shapes.shape(declared.schema if declared else None).types
            is_number = types & {"integer", "number"} and text.lstrip("-").isdigit()
            values[name] = int(text) if is_number else text
        request = MockRequest(values, query, {}, body, media)
        answer = self.state.answer(operation.pointer, request)
        if answer is not None:
            self._check(operation, answer)
        return answer

    def _check(self, operation: MockedOperation, answer: MockAnswer) -> None:
        if answer.problem:
            return
        json.dumps(None if answer.body is ABSENT else answer.body)
        message = operation.responses.get(str(answer.status))
        message = (
            message
            or operation.responses.get("2XX")
            or operation.responses.get("default")
        )
        schema = message.contents.get(answer.media_type) if message else None
        if schema and self.sampler.faults(schema, answer.body):
            faults = self.sampler.faults(schema, answer.body)
            self.invalid.append(f"{operation.id}: {faults[0]}")
        if message and message.json and answer.body is ABSENT:
            self.invalid.append(f"{operation.id}: no body")

    def _body_schema(self, operation: MockedOperation) -> str:
        contents = operation.body.contents if operation.body else {}
        found = operation.body.json if operation.body else None
        return found[1] if found else next(iter(contents.values()))

    def _success(self, operation: MockedOperation, status: int) -> str | None:
        message = operation.responses.get(str(status))
        message = (
            message
            or operation.responses.get("2XX")
            or operation.responses.get("default")
        )
        content = message.json if message else None
        return content[1] if content else None

    def _unwrapped(self, schema: str | None, body: Any, noun: str) -> Any:
        if schema is None or not isinstance(body, dict):
            return body
        found = item_envelope(self.shapes, schema, noun)
        inner = part(body, found.steps) if found else body
        return inner if isinstance(inner, dict) else body

    def _unlike(
        self, schema: str | None, operation: MockedOperation, sent: Any, got: Any
    ) -> str:
        """Name the fields that were sent and come back otherwise."""
        if schema is None or not isinstance(got, dict) or not isinstance(sent, dict):
            return ""
        found = item_envelope(self.shapes, schema, operation.shape.word)
        properties = self.shapes.shape(found.item if found else schema).properties
        wrong = []
        for name, value in sent.items():
            pointer = properties.get(name)
            if pointer is None or self.sampler.faults(pointer, value):
                continue
            shape = self.shapes.shape(pointer)
            if shape.is_write_only or shape.is_read_only:
                continue
            if name not in got or not _holds(got[name], value):
                wrong.append(f"{name}={value!r:.60}→{got.get(name, ABSENT)!r:.60}")
        return ", ".join(wrong)


def _told(about: dict[str, Any], name: str) -> Any:
    """Find what an item tells of a query parameter's subject: folder_id."""
    held = {plain(each): value for each, value in about.items()}
    if plain(name) in held and not isinstance(held[plain(name)], dict | list):
        return held[plain(name)]
    outer = held.get(plain(name).removesuffix("id"))
    return outer.get("id") if isinstance(outer, dict) else None


def _holds(got: Any, sent: Any) -> bool:
    """Tell whether all that was sent came back; a server may add members."""
    if isinstance(sent, dict) and isinstance(got, dict):
        return all(name in got and _holds(got[name], v) for name, v in sent.items())
    if isinstance(sent, list) and isinstance(got, list):
        return len(sent) == len(got) and all(map(_holds, got, sent))
    return bool(got == sent) and isinstance(got, bool) == isinstance(sent, bool)


def _items(body: Any) -> Iterator[Any]:
    """Give the items of a list, wherever its array stands."""
    if isinstance(body, list):
        yield from body
    elif isinstance(body, dict):
        arrays = [v for v in body.values() if isinstance(v, list)]
        inner = [i for v in body.values() if isinstance(v, dict) for i in v.values()]
        nested = [v for v in inner if isinstance(v, list)]
        chosen = [a for a in arrays if a and isinstance(a[0], dict)] or [
            a for a in nested if a and isinstance(a[0], dict)
        ]
        yield from chosen[0] if chosen else ()


def _link(answer: MockAnswer) -> str | None:
    for piece in answer.headers.get("Link", "").split(","):
        address, _, rel = piece.partition(";")
        if 'rel="next"' in rel:
            return address.strip().strip("<>")
    for name in ("next", "nextpageuri", "nexturl"):
        found = _member(answer.body, (name,))
        if isinstance(found, str) and "?" in found:
            return found
    return None


def _member(body: Any, names: tuple[str, ...], depth: int = 0) -> Any:
    if not isinstance(body, dict) or depth > 3:
        return None
    for name, value in body.items():
        if (
            plain(name) in names
            and value is not None
            and not isinstance(value, dict | list)
        ):
            return value
    found = (_member(value, names, depth + 1) for value in body.values())
    return next((each for each in found if each is not None), None)
