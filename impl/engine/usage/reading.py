"""Read a usage, from JSON or YAML, and say where it is wrong."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

from impl.engine.diagnostics.catalogue import fault
from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.openapi.pointers import join, split
from impl.engine.text.documents import load_part
from impl.engine.usage.declarations import Declarations
from impl.engine.usage.documents import (
    BodyUsage,
    ConsumerUsage,
    ExchangeUsage,
    PartUsage,
    RequestUsage,
    ResponseUsage,
)
from impl.engine.usage.from_har import from_har, is_har
from impl.engine.usage.from_pact import from_pact, is_pact
from impl.engine.usage.members import MemberTree, whole
from impl.engine.usage.recording import RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.diagnostics.diagnostic import Fault
    from impl.engine.diagnostics.report import Traceable
    from impl.engine.text.contracts import TracedContract
    from impl.engine.text.documents import Document

_FILE: Final = Path(__file__).with_name("usage.schema.json")
# What is said in another way than the format has it, and what no contract has.
_MISSHAPEN: Final = "CS1701"
_UNKNOWN: Final = "CS1702"
_UNRECORDED: Final = "CS1703"


@cache
def published_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of usages."""
    held: dict[str, Any] = json.loads(_FILE.read_bytes())
    return held


def read_usage(
    data: bytes, contract: TracedContract, *, name: str = "", version: str = ""
) -> ConsumerUsage:
    """Read a usage of a contract, or derive it from a HAR or a Pact file.

    Args:
        data: its text: a usage as JSON or YAML, a recording as JSON. Which it is, its
            content tells.
        contract: the contract that the consumer was built against.
        name: what people call its file; it shows in faults, and names the consumer of
            a HAR.
        version: the version of the consumer, of recordings, which don't say it.

    Raises:
        DocumentError: the text is broken, or says what the format or the contract does
            not have; each fault with its place.
    """
    content = _json(data)
    if not (is_har(content) or is_pact(content)):
        return usage_of(load_part(data, name=name), contract)
    try:
        if is_pact(content):
            return from_pact(contract, content, version=version)
        consumer = PurePath(name).name.partition(".")[0] or "consumer"
        return from_har(contract, content, consumer=consumer, version=version)
    except RecordingError as error:
        document = load_part(data, name=name)
        mend = "Record HTTP requests to what the contract describes."
        found = _fault(document, _UNRECORDED, error.pointer, error.message, mend)
        raise DocumentError([found]) from None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def usage_of(document: Document, contract: TracedContract) -> ConsumerUsage:
    """Read a usage from a document that was loaded; errors as for `read_usage`."""
    faults = list(_misshapen(document))
    if faults:
        raise DocumentError(faults)
    usage = parse_usage(document.content)
    unknown = Declarations(contract).unknown(usage)
    if unknown:
        raise DocumentError(
            _fault(
                document,
                _UNKNOWN,
                _as_written(document.content, found.pointer),
                found.message,
                found.mend,
            )
            for found in unknown
        )
    return usage


def _as_written(content: Any, pointer: str) -> str:
    """Return a pointer that names what is listed by its place in the list."""
    way: list[str | int] = []
    for token in split(pointer):
        is_named = isinstance(content, list) and token in content
        step = content.index(token) if is_named else token
        way.append(step)
        content = content.get(token) if isinstance(content, dict) else None
    return join(*way)


def parse_usage(said: dict[str, Any]) -> ConsumerUsage:
    """Read a usage that is valid by its schema.

    Raises:
        ValueError: a member is named by what is no JSON Pointer.
    """
    groups = {
        group: {key: _exchange(held) for key, held in said[group].items()}
        for group in ("operations", "webhooks")
        if group in said
    }
    return ConsumerUsage(
        said["consumer"],
        said.get("version", ""),
        groups.get("operations"),
        groups.get("webhooks"),
    )


def _exchange(said: dict[str, Any]) -> ExchangeUsage:
    messages = {**said.get("sends", {}), **said.get("reads", {})}
    responses, callbacks = messages.get("responses"), said.get("callbacks")
    return ExchangeUsage(
        RequestUsage(_parts(messages.get("parameters")), _body(messages.get("body"))),
        None
        if responses is None
        else {
            status if status == "default" else status.upper(): _response(held)
            for status, held in responses.items()
        },
        None
        if callbacks is None
        else {key: _exchange(held) for key, held in callbacks.items()},
    )


def _response(said: dict[str, Any]) -> ResponseUsage:
    headers = _parts(said.get("headers"))
    if headers is not None:
        headers = {name.lower(): held for name, held in headers.items()}
    return ResponseUsage(headers, _body(said.get("body")))


def _parts(said: Any) -> dict[str, PartUsage] | None:
    if said is None:
        return None
    if isinstance(said, list):
        return {name: PartUsage() for name in said}
    return {
        name: PartUsage(_values(held), held.get("always", False))
        for name, held in said.items()
    }


def _values(said: dict[str, Any]) -> tuple[Any, ...] | None:
    return tuple(said["values"]) if "values" in said else None


def _body(said: Any) -> BodyUsage:
    if said is None or isinstance(said, bool):
        return BodyUsage(is_used=said is not False)
    listed = said.get("media_types")
    media_types = None if listed is None else tuple(listed)
    return BodyUsage(True, media_types, _members(_parts(said.get("members"))))


def _members(parts: dict[str, PartUsage] | None) -> MemberTree:
    if parts is None:
        return whole()
    tree = MemberTree()
    for pointer, held in parts.items():
        here = tree.add(pointer)
        here.values, here.is_always = held.values, held.is_always
        here.is_whole = True
    return tree


def _misshapen(document: Document) -> Iterator[Fault]:
    validator = jsonschema_rs.Draft202012Validator(published_schema())
    for error in validator.iter_errors(document.content):
        for pointer, message, mend in _told(error):
            yield _fault(document, _MISSHAPEN, pointer, message, mend)
    if validator.is_valid(document.content):
        for way, name in _unpointed(document.content, ()):
            yield _fault(
                document,
                _MISSHAPEN,
                join(*way),
                f"{name!r} is no JSON Pointer.",
                "Begin it with a slash, such as /name.",
            )


def _unpointed(
    value: Any, at: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the ways to members that are named by what is no JSON Pointer."""
    if not isinstance(value, dict):
        return
    for key, held in value.items():
        is_listed = key == "members" and at[-1:] == ("body",)
        for place, name in enumerate(held if is_listed else ()):
            if name and not name.startswith("/"):
                yield (*at, key, place if isinstance(held, list) else name), name
        if not is_listed:
            yield from _unpointed(held, (*at, key))


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str, str]]:
    """Give a pointer, what is wrong there, and how to mend it."""
    path, kind = error.instance_path, error.kind
    about = _described(error)
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        known = about.get("properties", {})
        for name in kind.unexpected:
            near = get_close_matches(name, known, 1)
            mend = f"Perhaps {near[0]!r} is meant" if near else "Take it out"
            what = f"{name!r} is none of the keys that are known here."
            yield join(*path, name), what, f"{mend}; known are {', '.join(known)}."
    else:
        yield join(*path), f"{error.message}.", about["description"]


def _described(error: jsonschema_rs.ValidationError) -> dict[str, Any]:
    """Return the innermost schema with a description that an error is in."""
    root = published_schema()
    schema: Any = root
    found = root
    for step in list(error.schema_path)[:-1]:
        if isinstance(schema, dict) and step == "$ref":
            schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = schema[step]
        if isinstance(schema, dict) and isinstance(schema.get("description"), str):
            found = schema
    return found


def _fault(
    source: Traceable, code: str, pointer: str, message: str, mend: str
) -> Fault:
    there, place = source.source(pointer)
    return fault(code, there, place, message, mend=mend)
