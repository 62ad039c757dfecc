"""Reads a request off the wire, and says whether its contract allows it.

Shares nothing with the compiler but the validator of JSON values: its way from text to
values is another one, made for judging and not for serving.
"""

import contextlib
import itertools
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus

from tests.corpus.schemas import Schemas
from tests.corpus.wire import Request, fields_of, scalars, texts_of

_IGNORED = frozenset(("accept", "content-type", "authorization"))
_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_DELIMITERS = {"spaceDelimited": "[ +]|%20", "pipeDelimited": r"\||%7C"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# They say what holds without them.
_PLAIN_ENCODINGS: tuple[dict[str, object], ...] = (
    {},
    {"style": "form"},
    {"style": "form", "explode": True},
)
_MOST_READINGS = 2000
Reading = Callable[[str], Iterator[Any]]
_DECODERS: dict[str, Callable[[str], str]] = {
    "query": unquote_plus,
    "header": str.strip,
}


class Unreadable(Exception):
    """This judge does not know how to read it."""


class Contract(Schemas):
    """A contract of one document."""

    def allows(self, template: str, method: str, request: Request) -> bool:
        """May the request be sent, in any way to read it?

        Raises:
            Unreadable: this judge does not know.
        """
        item = self.resolved(self.document["paths"][template])
        operation = item[method]
        found = {}
        for each in [*item.get("parameters", []), *operation.get("parameters", [])]:
            parameter = self.resolved(each)
            found[parameter["in"], parameter["name"]] = parameter
        parameters = list(found.values())
        self._refuse_what_nobody_knows(parameters, operation, request)
        return all(
            self._allows_parameter(parameter, template, request)
            for parameter in parameters
        ) and self._allows_body(operation.get("requestBody"), request)

    def _refuse_what_nobody_knows(
        self, parameters: list[Any], operation: dict[str, Any], request: Request
    ) -> None:
        for parameter in parameters:
            kinds = self.kinds(parameter.get("schema", True))
            if "content" in parameter or "object" in kinds:
                raise Unreadable(parameter["name"])
        schemes = self.document.get("components", {}).get("securitySchemes", {})
        known = {p["name"] for p in parameters if p["in"] == "query"}
        known |= {s.get("name") for s in map(self.resolved, schemes.values())}
        if any(n not in known for n, _ in parse_qsl(request.query, True)):
            raise Unreadable("unknown query parameters")

    def _allows_parameter(
        self, parameter: dict[str, Any], template: str, request: Request
    ) -> bool:
        name, place = parameter["name"], parameter["in"]
        if place == "header" and name.lower() in _IGNORED:
            return True
        texts = texts_of(parameter, template, request)
        if not texts:
            return place != "path" and not parameter.get("required", False)
        if parameter.get("allowEmptyValue") and place == "query" and texts == [""]:
            return True
        schema = parameter["schema"]
        readings = self._readings(parameter, texts)
        return any(self.is_valid(schema, value) for value in readings)

    def _readings(self, parameter: dict[str, Any], texts: list[str]) -> Iterator[Any]:
        schema, place = parameter["schema"], parameter["in"]
        style = parameter.get("style", _STYLES[place])
        if style in {"label", "matrix", "deepObject"}:
            raise Unreadable(style)
        decode = _DECODERS.get(place, unquote)
        kinds = self.kinds(schema)
        if "array" in kinds:
            explode = parameter.get("explode", style == "form")
            if len(texts) == 1 and not (style == "form" and explode):
                raw = texts[0]
                texts = re.split(_DELIMITERS.get(style, ",|%2C"), raw) if raw else []
            if texts in ([], [""]):
                # RFC 6570 writes neither a list of nothing nor one of an empty text.
                yield from ([], [""])
            decoded = [decode(text) for text in texts]
            is_deep = any("object" in self.kinds(each) for each in self.items(schema))
            yield from self._lists(schema, decoded, _documents if is_deep else scalars)
            if is_deep and len(decoded) == 1:
                yield from _documents(decoded[0])
        if len(texts) == 1 and kinds != {"array"}:
            yield from scalars(decode(texts[0]))

    def _lists(
        self, schema: Any, texts: list[str], read: Reading = scalars
    ) -> Iterator[list[Any]]:
        items = self.items(schema) or [True]
        choices = [
            [v for v in read(text) if any(self.is_valid(each, v) for each in items)]
            or [text]
            for text in texts
        ]
        yield from map(list, _combined(choices))

    def _allows_body(self, body: Any, request: Request) -> bool:
        declared = self.resolved(body)
        if not declared:
            return True
        required = declared.get("required", False)
        is_typed = "content-type" in request.headers
        if not request.body and not (required and is_typed):
            return not required
        media = _sent_type(request).split(";")[0].strip().lower()
        described = _described(declared["content"], media)
        if described is None:
            return not request.body and not required
        if media not in declared["content"]:
            return self._allows_of_range(described.get("schema", True), media, request)
        return self._allows_content(described, media, request)

    def _allows_of_range(self, schema: Any, media: str, request: Request) -> bool:
        # A range that takes strings takes files, JSON like any other.
        if self.kinds(schema) == {"string"} or not _is_json(media):
            return _is_of_length(self.resolved(schema), request.body)
        return self._allows_json(schema, request.body)

    def _allows_content(
        self, described: dict[str, Any], media: str, request: Request
    ) -> bool:
        schema = described.get("schema", True)
        if media.startswith("multipart/") and "boundary=" not in _sent_type(request):
            return False
        if media in _FORMS:
            for name, encoding in described.get("encoding", {}).items():
                if encoding not in _PLAIN_ENCODINGS:
                    raise Unreadable(name)
            return self._allows_form(schema, fields_of(request))
        if _is_json(media):
            return self._allows_json(schema, request.body)
        if media.startswith("text/"):
            return self._allows_text(schema, request.body)
        # The compiler warns that it does not look any further into these.
        return _is_of_length(self.resolved(schema), request.body)

    def _allows_json(self, schema: Any, body: bytes) -> bool:
        try:
            value = json.loads(body, parse_constant=_refuse)
        except ValueError:
            return False
        return self.is_valid(schema, value)

    def _allows_text(self, schema: Any, body: bytes) -> bool:
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return False
        return any(self.is_valid(schema, value) for value in scalars(text))

    def _allows_form(self, schema: Any, fields: Iterable[tuple[str, str]]) -> bool:
        texts: dict[str, list[str]] = {}
        for name, text in fields:
            texts.setdefault(name, []).append(text)
        known = self.properties(schema)
        members = [
            self._fitting(known.get(name, [True]), given)
            for name, given in texts.items()
        ]
        return any(
            self.is_valid(schema, dict(zip(texts, picked, strict=True)))
            for picked in _combined(members)
        )

    def _fitting(self, schemas: list[Any], texts: list[str]) -> list[Any]:
        readings = list(self._members(schemas, texts))
        found: list[Any] = []
        for value in readings:
            is_new = json.dumps(value) not in map(json.dumps, found)
            if is_new and any(self.is_valid(schema, value) for schema in schemas):
                found.append(value)
        return found or readings[:1]

    def _members(self, schemas: list[Any], texts: list[str]) -> Iterator[Any]:
        for schema in schemas:
            kinds = self.kinds(schema)
            if "array" in kinds:
                yield from self._lists(schema, texts, _documents)
            elif len(texts) > 1 and not kinds:
                yield list(texts)
        if len(texts) > 1:
            yield texts
        elif all(self.kinds(schema) == {"string"} for schema in schemas):
            # A text is no number where another schema happens not to name the member.
            yield texts[0]
        else:
            yield from _documents(texts[0])


def _sent_type(request: Request) -> str:
    # What names no type may be taken for bytes (RFC 9110, §8.3).
    return request.headers.get("content-type", "application/octet-stream")


def _is_json(media: str) -> bool:
    return media.endswith(("/json", "+json"))


def _is_of_length(schema: Any, body: bytes) -> bool:
    if schema is True or schema.get("type") != "string":
        return True
    most = schema.get("maxLength", len(body))
    return bool(schema.get("minLength", 0) <= len(body) <= most)


def _combined(choices: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    if math.prod(map(len, choices)) > _MOST_READINGS:
        raise Unreadable("more readings than can be tried")
    return itertools.product(*choices)


def _documents(text: str) -> Iterator[Any]:
    yield from scalars(text)
    with contextlib.suppress(ValueError):
        yield json.loads(text, parse_constant=_refuse)


def _refuse(text: str) -> None:
    raise ValueError(text)


def _described(content: dict[str, Any], media: str) -> Any:
    """Return what is said of a media type, by itself or by the range that it is in."""
    known = {key.split(";")[0].strip().lower(): value for key, value in content.items()}
    kind, _, suffix = media.partition("/")
    ranges = (f"{kind}/*+{suffix.rpartition('+')[2]}", f"{kind}/*", "*/*")
    return next((known[key] for key in (media, *ranges) if key in known), None)
