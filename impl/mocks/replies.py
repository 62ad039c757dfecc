"""What an operation may answer: which of its responses is meant, and its seal.

A mock's answers pass the seal that compiled services have, so that what leaves is
checked by the gate however it came to be.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from generated.runtime.contract.content_schemas import is_json_member
from generated.runtime.contract.gate import Gate
from generated.runtime.errors.problems import declared_for
from generated.runtime.http.answers import Answer, StreamAnswer
from generated.runtime.responses.sealed import Seal, Sealed
from generated.runtime.schemas.schema_types import is_text
from generated.runtime.syntax.media_types import (
    MediaType,
    accepted,
    best_match,
    parse_media_type,
)
from generated.runtime.syntax.sequences import framing_of
from impl.mocks.plan import PlannedOperation, Reply
from impl.mocks.streams import streamed, written

_MOST_KNOWN = 64
_UNKNOWN = MediaType("application", "octet-stream")
# What a range stands for, the likeliest first.
_MEMBERS = (
    *("application/json", "text/plain", "image/png", "application/octet-stream"),
    *("audio/mpeg", "video/mp4", "font/woff2", "multipart/form-data"),
)
# Statuses that ranges stand for, when none is asked for.
_FIRST = {"2XX": 200, "3XX": 302, "4XX": 400, "5XX": 500, "default": 200}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A reply with the very status and media type that it is to be sent with."""

    reply: Reply
    status: int
    content_type: str | None

    @property
    def media(self) -> MediaType:
        """The media type, parsed."""
        return parse_media_type(self.content_type or "") or _UNKNOWN

    @property
    def name(self) -> tuple[int, str]:
        """What tells it from others of its operation."""
        return self.status, self.content_type or ""


class DeclaredReplies:
    """The replies of one operation."""

    def __init__(self, planned: PlannedOperation, gate: Gate) -> None:
        self._operation = planned.operation
        self._gate = gate
        self._kinds = {each: _kind(each) for each in planned.replies}
        self._seal = Seal(planned.operation, [*self._kinds.values()], gate)
        self._by_status: dict[str, list[Reply]] = {}
        self._known: dict[tuple[int, str | None], list[Chosen]] = {}
        for each in planned.replies:
            self._by_status.setdefault(each.spec.status, []).append(each)

    def successes(self, accept: str | None) -> list[Chosen]:
        """Return what a success may be, the likeliest first; empty if none is declared.

        That is the lowest 2xx, else a redirection, else the default, else anything.
        """
        key = 0, accept
        return self._known.get(key) or self._keep(key, self._successes(accept))

    def of_status(self, status: int, accept: str | None) -> list[Chosen]:
        """Return what may be sent with a status; empty if it is not declared."""
        key = status, accept
        return self._known.get(key) or self._keep(key, self._with(status, accept))

    def _successes(self, accept: str | None) -> list[Chosen]:
        order = sorted(self._by_status, key=_likelihood)
        found = [each for status in order for each in self._of(status, None, accept)]
        fitting = [each for each in found if _fits(each, accept)]
        return fitting or found

    def _with(self, status: int, accept: str | None) -> list[Chosen]:
        spec = declared_for(self._operation, status)
        return [] if spec is None else self._of(spec.status, status, accept)

    def _keep(self, key: tuple[int, str | None], found: list[Chosen]) -> list[Chosen]:
        """Keep what was found: most clients accept the same all the time."""
        if len(self._known) < _MOST_KNOWN:
            self._known[key] = found
        return found

    def of_schema(
        self, status: int, accept: str | None, media_type: str
    ) -> list[Chosen]:
        """Return what a value of one media type may be sent as, with a status.

        Those are the media types that have the same schema.
        """
        found = self.of_status(status, accept)
        named = [each.reply for each in found if _declares(each.reply, media_type)]
        if not named:
            return [each for each in found if each.reply.media is None] or found
        schema = _schema(named[0])
        return [each for each in found if _schema(each.reply) == schema]

    def statuses(self) -> list[str]:
        """Return the declared statuses, as the contract writes them."""
        return list(self._by_status)

    def sealed(
        self, chosen: Chosen, body: object, fields: Mapping[str, object]
    ) -> Answer | StreamAnswer:
        """Return an answer that the gate has let through.

        Args:
            chosen: the reply.
            body: a value, bytes or a list of the items of a stream, as its media type
                demands.
            fields: the values of header fields, by the names of the contract.

        Raises:
            SealBroken: it is not what the operation declares.
        """
        reply = chosen.reply
        given: dict[str, object] = {
            each.argument: fields.get(each.name) for each in reply.spec.headers
        }
        if not reply.spec.status.isdigit():
            given["status"] = chosen.status
        if reply.media is not None:
            given["body"] = body
            if reply.media.item and isinstance(body, list):
                given["body"] = streamed(self._events(reply, body))
            if _is_range(reply.media.media_type):
                given["content_type"] = chosen.content_type
        answer = self._seal.close(self._kinds[reply](**given))
        if isinstance(answer, StreamAnswer):
            answer.chunks = written(answer.chunks)
        return answer

    def _events(self, reply: Reply, items: list[object]) -> list[object]:
        """Return items as a handler gives them: JSON within events as its value."""
        media = reply.media
        if media is None or media.item != "event" or not media.schema:
            return items
        schemas = self._gate.schemas
        if not is_json_member("data", schemas[media.schema], schemas):
            return items
        return [_with_value(each) for each in items]

    def _of(self, status: str, asked: int | None, accept: str | None) -> list[Chosen]:
        number = asked or (int(status) if status.isdigit() else _FIRST[status])
        replies = self._by_status[status]
        names = [each.media.media_type for each in replies if each.media is not None]
        found = [
            Chosen(each, number, self._content_type(each, accept, names))
            for each in replies
        ]
        # Among equals JSON comes first, and then the order of the contract.
        return sorted(found, key=lambda each: _preference(each, accept))

    def _content_type(
        self, reply: Reply, accept: str | None, names: Collection[str]
    ) -> str | None:
        """Return the media type that a reply is sent in, of a range the best that fits.

        None is taken that falls under a narrower one of the `names` beside it, and one
        that can hold what the schema describes before others, even if nobody accepts
        it: an answer may disregard the field Accept (RFC 9110, §12.5.1).
        """
        if reply.media is None:
            return None
        declared = reply.media.media_type
        if not _is_range(declared):
            return declared
        known = parse_media_type(declared) or _UNKNOWN
        members = _members(known, accept)
        fitting = [e for e in members if best_match(_parsed(e), names) == declared]
        fitting = [e for e in fitting if self._holds(reply, _parsed(e))] or fitting
        return max(fitting, key=lambda each: accepted(accept, each), default=None) or (
            f"{known.type}/{known.subtype.replace('*', 'x-mock')}"
        )

    def _holds(self, reply: Reply, media: MediaType) -> bool:
        """Tell whether a media type holds what a schema describes, if it is no text."""
        schema = reply.media.schema if reply.media and reply.asserted else None
        if schema is None or media.is_json or framing_of(media) is not None:
            return True
        schemas = self._gate.schemas
        return is_text(schemas[schema], schemas)


def _declares(reply: Reply, media_type: str) -> bool:
    return reply.media is not None and reply.media.media_type == media_type


def _schema(reply: Reply) -> str | None:
    return None if reply.media is None else reply.media.schema


def _likelihood(status: str) -> tuple[int, str]:
    if status == "default":
        return 3, status
    return {"2": 1, "3": 2}.get(status[0], 4), status


def _preference(chosen: Chosen, accept: str | None) -> tuple[float, bool]:
    if chosen.content_type is None:
        return 0.0, True
    return -accepted(accept, chosen.content_type), not chosen.media.is_json


def _fits(chosen: Chosen, accept: str | None) -> bool:
    return chosen.content_type is None or accepted(accept, chosen.content_type) > 0


def narrowest(found: Sequence[Chosen], sent: MediaType) -> Chosen | None:
    """Return the one of some replies that applies to what is sent in a media type.

    That is the one whose key is the most specific (OpenAPI 3.1, §4.8.17).
    """
    named = {each.reply.media.media_type: each for each in found if each.reply.media}
    name = best_match(sent, named)
    return named[name] if name is not None else None


def _members(known: MediaType, accept: str | None) -> Iterator[str]:
    if known.subtype.startswith("*+"):
        yield f"{known.type}/vnd.mock{known.subtype[1:]}"
    yield from _MEMBERS
    for part in (accept or "").split(","):
        named = parse_media_type(part.partition(";")[0])
        if named is not None and not named.is_range:
            yield f"{named.type}/{named.subtype}"


def _with_value(event: object) -> object:
    data = event.get("data") if isinstance(event, dict) else None
    if not isinstance(event, dict) or not isinstance(data, str):
        return event
    with suppress(ValueError):
        return {**event, "data": json.loads(data)}
    return event


def _parsed(text: str) -> MediaType:
    return parse_media_type(text) or _UNKNOWN


def _is_range(text: str) -> bool:
    known = parse_media_type(text)
    return known is not None and known.is_range


def _kind(reply: Reply) -> type[Sealed]:
    """Return the sealed class of a reply, as a compiled package has it."""
    spec, media = reply.spec, reply.media
    fields: dict[str, Any] = {each.argument: Any for each in spec.headers}
    members: dict[str, Any] = {"status_code": spec.status, "headers": spec.headers}
    if not spec.status.isdigit():
        fields["status"] = int
    if media is not None:
        fields["body"] = Any
        is_checked = reply.asserted is not None
        members |= {
            "media_type": media.media_type,
            "body_type": Any,
            "schema": reply.asserted,
            "unchecked_schema": None if is_checked else media.schema,
            "item": media.item,
        }
        if _is_range(media.media_type):
            fields["content_type"] = str
    return type("MockReply", (Sealed,), {**members, "__annotations__": fields})
