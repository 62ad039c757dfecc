"""Lower the responses of operations to tables and sealed classes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import escape, split
from scripts.codegen.lower.identifiers import (
    Names,
    member_name,
    own_names_first,
    pascal_case,
)
from scripts.codegen.lower.package import Argument, SealedClass, source_of
from scripts.codegen.runtime.contract.operation import (
    NO_CONTENT,
    Header,
    Media,
    ResponseSpec,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.contents import MediaContents
    from scripts.codegen.lower.directions import DirectedSchemas
    from scripts.codegen.lower.package import Body
    from scripts.codegen.lower.schemas import ExactSchemas
    from scripts.codegen.lower.views import Views

# What classes have themselves, and what their annotations are made of.
_TAKEN = (
    *("self", "body", "body_type", "content_type", "headers", "item"),
    *("media_type", "schema", "status", "status_code"),
    *("bool", "bytes", "dict", "float", "int", "list", "models", "str"),
)

# A token (RFC 9110, §5.6.2).
HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_COMPONENT = "/components/responses/"

# A declared response, and a class for each of its media types.
_Lowered = tuple[ResponseSpec, tuple[SealedClass, ...]]


class Responses:
    """Lowers responses objects (OpenAPI 3.1, §4.8.16); `classes` names the classes.

    A component response is lowered once, for all operations that refer to it. Its
    classes are called as it is, with the status behind if it is used for several.
    """

    def __init__(
        self,
        source: Source,
        schemas: ExactSchemas,
        views: Views,
        contents: MediaContents,
        directions: DirectedSchemas,
        classes: Names,
    ) -> None:
        self._source = source
        self._schemas = schemas
        self._views = views
        self._contents = contents
        self._directions = directions
        self._classes = classes
        # By their place, the status that they are declared for, and the direction.
        self._components: dict[tuple[str, str, bool], str] = {}
        self._lowered: dict[tuple[str, str, bool], _Lowered] = {}

    def claim(self, pointers: Iterable[str], *, received: bool = False) -> None:
        """Name the component responses of operations, in an order that lasts."""
        prefix = "Received" if received else ""
        statuses: dict[str, dict[str, None]] = {}
        for pointer in pointers:
            for status, place in self._declared(pointer):
                if place.startswith(_COMPONENT):
                    statuses.setdefault(place, {})[status] = None
        names = {split(place)[-1]: place for place in statuses}
        for name in own_names_first(names, pascal_case):
            place = names[name]
            for status in statuses[place]:
                suffix = _status_name(status) if len(statuses[place]) > 1 else ""
                wanted = prefix + pascal_case(name) + suffix
                self._components[place, status, received] = self._classes.take(wanted)

    def _declared(self, pointer: str) -> Iterator[tuple[str, str]]:
        for status, place in self._source.children(f"{pointer}/responses"):
            if not status.startswith("x-"):
                yield status, place

    def lower(
        self, pointer: str, prefix: str, *, received: bool = False
    ) -> tuple[tuple[ResponseSpec, ...], tuple[SealedClass, ...]]:
        """Return the responses of an operation, and a class for each media type.

        Names of its own classes start with `prefix`. `received` is for what others
        answer.
        """
        lowered = [
            self._component(place, status, received=received)
            if (place, status, received) in self._components
            else self._own(place, status, prefix, received=received)
            for status, place in self._declared(pointer)
        ]
        specs = tuple(spec for spec, _ in lowered)
        return specs, tuple(each for _, classes in lowered for each in classes)

    def _own(self, place: str, status: str, prefix: str, *, received: bool) -> _Lowered:
        name = f"{prefix}{_status_name(status)}"
        spec, fields = self._spec(place, status, name, received=received)
        names = self._media_names(name, spec) or [self._classes.take(name)]
        return spec, self._sealed(place, spec, fields, names, received=received)

    def _component(self, place: str, status: str, *, received: bool) -> _Lowered:
        key = place, status, received
        if key not in self._lowered:
            name = self._components[key]
            spec, fields = self._spec(place, status, name, received=received)
            names = self._media_names(name, spec) or [name]
            classes = self._sealed(place, spec, fields, names, received=received)
            shared = tuple(replace(each, is_shared=True) for each in classes)
            self._lowered[key] = spec, shared
        return self._lowered[key]

    def _media_names(self, name: str, spec: ResponseSpec) -> list[str]:
        """Return a name for each media type, if there are several."""
        if len(spec.content) < 2:
            return []
        types = (pascal_case(media.media_type) for media in spec.content)
        return [self._classes.take(f"{name}{each}") for each in types]

    def _spec(
        self, place: str, status: str, name: str, *, received: bool
    ) -> tuple[ResponseSpec, tuple[Argument, ...]]:
        headers, fields = self._headers(place, name)
        content = self._contents.of_response(f"{place}/content", received=received)
        if has_no_content(status):
            content = ()  # which a warning tells
        return ResponseSpec(_wire_status(status), content, headers), fields

    def _sealed(
        self,
        place: str,
        spec: ResponseSpec,
        fields: tuple[Argument, ...],
        names: Iterable[str],
        *,
        received: bool,
    ) -> tuple[SealedClass, ...]:
        return tuple(
            SealedClass(
                name,
                spec.status,
                media,
                self._body(media, name, received=received),
                tuple(sorted(fields, key=lambda field: bool(field.default))),
                source_of(spec.headers),
                _described(self._source.get(place)),
                self._source.cite(place),
            )
            for media, name in zip(spec.content or (None,), names, strict=True)
        )

    def _body(self, media: Media | None, hint: str, *, received: bool) -> Body | None:
        if media is None:
            return None
        if received:
            return self._contents.received_body(media, hint)
        return self._contents.body(media, hint)

    def _headers(
        self, pointer: str, prefix: str
    ) -> tuple[tuple[Header, ...], tuple[Argument, ...]]:
        names = Names(*_TAKEN)
        headers, arguments = [], []
        known = {"content-type"}  # OpenAPI 3.1, §4.8.17: described by `content` alone
        for name, place in self._source.children(f"{pointer}/headers"):
            if name.lower() in known:
                continue  # a field is there once, which a warning tells
            known.add(name.lower())
            if not HEADER_NAME.fullmatch(name):
                continue  # no message can have it, which a warning tells
            node = self._source.get(place)
            content = next(iter(node.get("content", {})), None)
            where = f"content/{escape(content)}/schema" if content else "schema"
            key = self._schemas.add(f"{place}/{where}")
            key = self._directions.key(key, "response")
            argument = names.take(member_name(name))
            required = node.get("required", False)
            explode = node.get("explode", False)
            headers.append(Header(name, argument, key, required, explode, content))
            annotation = self._views.annotation(key, prefix + pascal_case(name))
            arguments.append(
                Argument(
                    argument,
                    annotation if required else f"{annotation} | None",
                    "" if required else "None",
                    node.get("description", ""),
                )
            )
        return tuple(headers), tuple(arguments)


def has_no_content(status: str) -> bool:
    """Does no response of this status have content, whatever is declared?"""
    return status.isdigit() and int(status) in NO_CONTENT


def _described(response: dict[str, Any]) -> str:
    # OpenAPI 3.2, §4.17.1: a response has one of them, or both.
    text: str = response.get("description") or response.get("summary", "")
    return text


def _status_name(status: str) -> str:
    return "Default" if status == "default" else status.upper()


def _wire_status(status: str) -> str:
    return status if status == "default" else status.upper()
