"""What OpenAPI allows and the compiler can't keep: refused or told, never lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.keywords import DOCUMENTATION
from impl.engine.openapi.pointers import escape
from scripts.codegen.advise.rate_limits import rate_limit_faults
from scripts.codegen.load.diagnostics import diagnostic
from scripts.codegen.lower.bodies import MAX_BODY
from scripts.codegen.lower.responses import HEADER_NAME, has_no_content
from scripts.codegen.lower.senders import sent
from scripts.codegen.runtime.schemas.schema_types import is_free_text
from scripts.codegen.runtime.syntax.media_types import MediaType, parse_media_type
from scripts.codegen.runtime.syntax.sequences import framing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.package import CompiledEndpoint, Package

# What an absolute URL, or one that is relative to a scheme, has before its path.
_ORIGIN = re.compile(r"^([^/?#]*:)?//[^/?#]*")
_UNKNOWN = MediaType("application", "octet-stream")
# Keywords of an array that say nothing about the array as a whole.
_OF_ITEMS = DOCUMENTATION | {"type", "items"}


def unsupported(source: Source) -> Iterator[Fault]:
    """Yield a fault for each part of the contract that can't be compiled.

    A part that the rest does without is left out, with a warning.
    """
    seen: set[object] = set()
    for _, _, item, pointer in source.operations():
        for place in (f"{item}/parameters", f"{pointer}/parameters"):
            for _, target in source.children(place):
                if target not in seen:
                    seen.add(target)
                    yield from _parameter(source, target)
        for place in _limited_places(source, pointer):
            if place not in seen:
                seen.add(place)
                yield from _limit(source, place)
    yield from rate_limit_faults(source)
    yield from _messages(source)
    yield from _dynamic(source)


def _messages(source: Source) -> Iterator[Fault]:
    """Yield a warning for each part of a message that is left out, sent ones too."""
    seen: set[object] = set()
    places = [(item, pointer) for _, _, item, pointer in source.operations()]
    for item, pointer in [*places, *((s.item, s.pointer) for s in sent(source))]:
        for fault in _header_parameters(source, item, pointer):
            if fault.pointer not in seen:
                seen.add(fault.pointer)
                yield fault
        for status, place in source.children(f"{pointer}/responses"):
            if place not in seen:
                seen.add(place)
                yield from _headers(source, place)
            content = has_no_content(status) and source.get(place).get("content")
            if content and (status, place) not in seen:
                seen.add((status, place))
                message = f"A response {status} has no content. It is left out."
                yield diagnostic(source, f"{place}/content", "CG408", message)


def _header_parameters(source: Source, item: str, pointer: str) -> Iterator[Fault]:
    """Yield a warning for each header that a request has under two spellings."""
    known: dict[str, tuple[str, str]] = {}
    for place in (f"{item}/parameters", f"{pointer}/parameters"):
        for _, target in source.children(place):
            node = source.get(target)
            if node["in"] != "header":
                continue
            name, one = node["name"], node["name"].lower()
            first, there = known.get(one, (name, target))
            if first != name:
                message = f"{first!r} and {name!r} are one header field. "
                message += f"{first!r} is left out."
                yield diagnostic(source, f"{there}/name", "CG409", message)
            known[one] = name, target


def _limited_places(source: Source, pointer: str) -> Iterator[str]:
    """Yield where a limit of an operation's body may stand."""
    yield pointer
    body = source.target(f"{pointer}/requestBody")
    yield body
    yield from (place for _, place in source.children(f"{body}/content"))


def _limit(source: Source, place: str) -> Iterator[Fault]:
    node = source.get(place, {})
    size = node.get(MAX_BODY, 1)
    if type(size) is not int or size < 1:
        message = f"{MAX_BODY} is not a size in bytes."
        yield diagnostic(source, f"{place}/{MAX_BODY}", "CG407", message)


def _dynamic(source: Source) -> Iterator[Fault]:
    for pointer, schema in source.schemas():
        for keyword in ("$dynamicRef", "$recursiveRef"):
            if keyword in schema:
                message = (
                    f"{schema[keyword]!r} starts at no schema that is known here, "
                    "or has too many meanings."
                )
                yield diagnostic(source, f"{pointer}/{keyword}", "CG406", message)


def _parameter(source: Source, pointer: str) -> Iterator[Fault]:
    node = source.get(pointer)
    if node["in"] == "querystring":
        message = "A parameter that is the whole query string can't be compiled."
        yield diagnostic(source, f"{pointer}/in", "CG401", message)
    elif node.get("style") == "cookie":
        message = "The style cookie can't be compiled."
        yield diagnostic(source, f"{pointer}/style", "CG402", message)


def _headers(source: Source, place: str) -> Iterator[Fault]:
    known: dict[str, str] = {}
    for name in source.get(f"{place}/headers", {}):
        pointer = f"{place}/headers/{escape(name)}"
        first = known.setdefault(name.lower(), name)
        if first != name:
            message = f"{name!r} and {first!r} are one header field. It is left out."
            yield diagnostic(source, pointer, "CG409", message)
        if not HEADER_NAME.fullmatch(name):
            message = f"{name!r} can't be the name of a header field. It is left out."
            yield diagnostic(source, pointer, "CG405", message)


def unasserted(package: Package, source: Source) -> Iterator[Fault]:
    """Yield a warning of schemas that no body is held against, once for a media type.

    Another tells what a stream is not held against, because it leaves item by item.
    """
    told = set()
    for fault in _unasserted(package, source):
        place = "" if fault.code == "CG403" else fault.pointer
        if (fault.message, place) not in told:
            told.add((fault.message, place))
            yield fault


def _unasserted(package: Package, source: Source) -> Iterator[Fault]:
    for group in package.groups:
        for endpoint in group.endpoints:
            request = source.target(f"{endpoint.pointer}/requestBody")
            for name, place in source.children(f"{request}/content"):
                yield from _request(source, name, place)
            for status, place in source.children(f"{endpoint.pointer}/responses"):
                for name, media in source.children(f"{place}/content"):
                    bare = _is_bare(endpoint, status, name)
                    yield from _response(source, name, media, bare=bare)


def base_paths(source: Source) -> Iterator[Fault]:
    """Yield a warning if all servers have a path that no operation is served under."""
    servers = source.get("/servers", [])
    paths = [_path(server) for server in servers]
    if paths and all(paths):
        message = f"Operations are served without the servers' path {paths[0]}."
        yield diagnostic(source, "/servers/0/url", "CG410", message)


def _path(server: dict[str, Any]) -> str:
    url = server.get("url", "")
    for name, variable in server.get("variables", {}).items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    rest = _ORIGIN.sub("", url)
    path = rest if rest.startswith("/") else ""
    return path.partition("?")[0].rstrip("/")


def _is_bare(endpoint: CompiledEndpoint, status: str, media_type: str) -> bool:
    """Does this response leave without being held against a schema?"""
    return any(
        result.body is not None and result.body.schema is None
        for result in endpoint.results
        if result.status.lower() == status.lower()
        and result.media is not None
        and result.media.media_type == media_type
    )


def _request(source: Source, name: str, place: str) -> Iterator[Fault]:
    framing = framing_of(parse_media_type(name) or _UNKNOWN)
    if "itemSchema" in source.get(place) and framing in {None, "events"}:
        yield _told(source, f"{place}/itemSchema", name)


def _response(source: Source, name: str, place: str, *, bare: bool) -> Iterator[Fault]:
    node = source.get(place)
    framing = framing_of(parse_media_type(name) or _UNKNOWN)
    if framing is None:
        if "itemSchema" in node:
            yield _told(source, f"{place}/itemSchema", name)
        schema = source.get(source.target(f"{place}/schema"), {})
        if bare and not is_free_text(schema):
            yield _told(source, f"{place}/schema", name)
    elif "schema" in node:
        schema = source.get(source.target(f"{place}/schema"))
        if not isinstance(schema, dict):
            return
        if "itemSchema" in node or schema.get("type") == "array":
            for keyword in sorted(schema.keys() - _OF_ITEMS):
                message = f"A stream leaves item by item, not held against {keyword}."
                yield diagnostic(source, f"{place}/schema", "CG404", message)


def _told(source: Source, pointer: str, name: str) -> Fault:
    message = f"Bodies of {name} pass as bytes, not held against their schema."
    return diagnostic(source, pointer, "CG403", message)
