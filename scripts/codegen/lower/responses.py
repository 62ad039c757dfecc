"""Lower the responses of operations to tables and sealed classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.pointers import escape
from scripts.codegen.lower.identifiers import Names, member_name, pascal_case
from scripts.codegen.lower.package import Argument, SealedClass, source_of
from scripts.codegen.runtime.contract.operation import Header, Media, ResponseSpec

if TYPE_CHECKING:
    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.contents import MediaContents
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


class Responses:
    """Lowers responses objects (OpenAPI 3.1, §4.8.16); `classes` names the classes."""

    def __init__(
        self,
        source: Source,
        schemas: ExactSchemas,
        views: Views,
        contents: MediaContents,
        classes: Names,
    ) -> None:
        self._source = source
        self._schemas = schemas
        self._views = views
        self._contents = contents
        self._classes = classes

    def lower(
        self, pointer: str, prefix: str, *, received: bool = False
    ) -> tuple[tuple[ResponseSpec, ...], tuple[SealedClass, ...]]:
        """Return the responses of an operation, and a class for each media type.

        Names of classes start with `prefix`. `received` is for what others answer.
        """
        specs, classes = [], []
        for status, place in self._source.children(f"{pointer}/responses"):
            if status.startswith("x-"):
                continue
            headers, fields = self._headers(place, f"{prefix}{status}")
            content = self._contents.of_response(f"{place}/content", received=received)
            specs.append(ResponseSpec(_wire_status(status), content, headers))
            for media in content or (None,):
                suffix = pascal_case(media.media_type) if len(content) > 1 else ""  # type: ignore[union-attr] # several contents are never None
                name = self._classes.take(f"{prefix}{_status_name(status)}{suffix}")
                classes.append(
                    SealedClass(
                        name,
                        _wire_status(status),
                        media.media_type if media else None,
                        self._body(media, name, received=received),
                        media.item if media else "",
                        tuple(sorted(fields, key=lambda field: bool(field.default))),
                        source_of(headers),
                        _described(self._source.get(place)),
                        self._source.where(place),
                    )
                )
        return tuple(specs), tuple(classes)

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
        for name, place in self._source.children(f"{pointer}/headers"):
            if name.lower() == "content-type":
                continue  # OpenAPI 3.1, §4.8.17: described by `content` alone
            if not HEADER_NAME.fullmatch(name):
                continue  # no message can have it, which a warning tells
            node = self._source.get(place)
            content = next(iter(node.get("content", {})), None)
            where = f"content/{escape(content)}/schema" if content else "schema"
            key = self._schemas.add(f"{place}/{where}")
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


def _described(response: dict[str, Any]) -> str:
    # OpenAPI 3.2, §4.17.1: a response has one of them, or both.
    text: str = response.get("description") or response.get("summary", "")
    return text


def _status_name(status: str) -> str:
    return "Default" if status == "default" else status.upper()


def _wire_status(status: str) -> str:
    return status if status == "default" else status.upper()
