"""Derive a usage from an HTTP Archive (HAR 1.2): what a browser or proxy recorded.

What was sent is taken for all that is sent. Of what was answered nothing tells what was
read, so that all of it counts, of the statuses that came; unless the response has a
field `_reads` (HAR 1.2 leaves names with an underscore to whoever writes it), a list of
JSON Pointers to what was read of its body, in which `*` is each item or member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from impl.engine.openapi.pointers import join, split
from impl.engine.usage.members import EVERY, MemberTree, projected
from impl.engine.usage.recorded_bodies import SeenBody, parsed
from impl.engine.usage.recording import Recording, RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.text.contracts import TracedContract
    from impl.engine.usage.documents import ConsumerUsage


def is_har(content: Any) -> bool:
    """Tell whether a JSON value is meant as an HTTP Archive."""
    log = content.get("log") if isinstance(content, dict) else None
    return isinstance(log, dict) and "entries" in log


def from_har(
    document: TracedContract,
    har: Any,
    *,
    consumer: str = "consumer",
    version: str = "",
) -> ConsumerUsage:
    """Derive a usage of a contract from a HAR.

    Requests to others than the contract's servers are left out, if there are any to
    those; so is what the contract does not declare, which the notes tell.

    Args:
        document: the contract that the consumer was built against.
        har: the archive, as JSON values.
        consumer: what to call the consumer.
        version: its version.

    Raises:
        RecordingError: it is no archive, or none of its requests is of the contract.
    """
    recording = Recording(document)
    entries = list(_entries(har))
    known = recording.hosts
    if not any(url.netloc.lower() in known for _, url, _ in entries):
        known = {url.netloc.lower() for _, url, _ in entries}
    for entry, url, at in entries:
        if url.netloc.lower() not in known:
            continue
        request, response = entry["request"], entry.get("response")
        method = request["method"].upper()
        operation = recording.find(method, unquote(url.path))
        if operation is None:
            recording.note(f"{method} {url.path} is no operation of the contract.")
            continue
        recording.request(operation, url.query, _headers(request), _sent(request))
        status = response.get("status") if isinstance(response, dict) else 0
        if not isinstance(response, dict) or not isinstance(status, int):
            raise RecordingError("It is no response.", f"{at}/response")
        if status:
            answered = _answered(response, f"{at}/response")
            recording.response(operation, str(status), None, answered)
    return recording.usage(consumer, version)


def _entries(har: Any) -> Iterator[tuple[dict[str, Any], SplitResult, str]]:
    if not is_har(har) or not isinstance(har["log"]["entries"], list):
        raise RecordingError("It has no list log.entries, as archives have.")
    for index, entry in enumerate(har["log"]["entries"]):
        at = join("log", "entries", index)
        request = entry.get("request") if isinstance(entry, dict) else None
        if not isinstance(request, dict):
            raise RecordingError("The entry has no request.", at)
        url, method = request.get("url"), request.get("method")
        if not isinstance(url, str) or not isinstance(method, str):
            raise RecordingError("It has no url and method.", f"{at}/request")
        try:
            yield entry, urlsplit(url), at
        except ValueError:
            raise RecordingError("It is no URL.", f"{at}/request/url") from None


def _headers(message: dict[str, Any]) -> dict[str, str]:
    return {
        str(held["name"]).lower(): str(held.get("value", ""))
        for held in _listed(message.get("headers"))
        if "name" in held
    }


def _listed(value: Any) -> list[dict[str, Any]]:
    found = value if isinstance(value, list) else []
    return [held for held in found if isinstance(held, dict)]


def _sent(request: dict[str, Any]) -> SeenBody | None:
    held = request.get("postData")
    if not isinstance(held, dict):
        return None
    media_type = str(held.get("mimeType") or "")
    text = held.get("text")
    if isinstance(text, str) and text:
        return parsed(text, media_type)
    pairs = [
        (str(each["name"]), str(each.get("value", "")))
        for each in _listed(held.get("params"))
        if "name" in each
    ]
    if not pairs:
        return SeenBody(media_type, is_opaque=True) if media_type else None
    if media_type.startswith("multipart/"):
        return SeenBody(media_type, dict(pairs))
    return parsed(urlencode(pairs), media_type)


def _answered(response: dict[str, Any], at: str) -> SeenBody | None:
    """Tell of a body what was read of it, which is all of it if nobody says."""
    held = response.get("content")
    if not isinstance(held, dict):
        return None
    size = held.get("size")
    has_body = bool(held.get("text")) or (isinstance(size, int) and size > 0)
    media_type = str(held.get("mimeType") or "")
    if media_type in {"x-unknown", "application/x-unknown"}:
        media_type = ""
    if not has_body or response.get("_reads") == []:
        return None
    whole = SeenBody(media_type, is_opaque=True)
    if "_reads" not in response:
        return whole
    seen = parsed(str(held.get("text", "")), media_type)
    if seen.is_opaque:
        return whole
    tree, paths = MemberTree(), list[list[str]]()
    for index, pointer in enumerate(_pointers(response["_reads"], at)):
        try:
            tree.add(pointer).is_whole = True
            paths.append(split(pointer))
        except ValueError:
            where = f"{at}/_reads/{index}"
            raise RecordingError("It is no JSON Pointer.", where) from None
    value = projected(seen.value, tree)
    for path in paths:
        _fill(value, path)
    return SeenBody(media_type, value)


def _fill(value: Any, path: list[str]) -> None:
    """Put what is read where it was not this time: it is looked for all the same."""
    if not path:
        return
    name, *rest = path
    if isinstance(value, list):
        for item in value:
            _fill(item, rest)
    elif isinstance(value, dict) and name == EVERY:
        for member in value.values():
            _fill(member, rest)
    elif isinstance(value, dict):
        _fill(value.setdefault(name, {} if rest else None), rest)


def _pointers(value: Any, at: str) -> list[str]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise RecordingError("It is no list of JSON Pointers.", f"{at}/_reads")
