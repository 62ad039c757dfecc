"""Examples of what can happen to the parts of forms, sent and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from impl.engine.comparison.reports.example_contracts import (
    TEXT,
    Content,
    Sides,
    answer,
    both,
    post,
)

# Writes an operation whose message has a content.
_Write = Callable[[Content], Content]


def _sent(content: Content) -> Content:
    return post(requestBody={"required": True, "content": content})


def _answered(content: Content) -> Content:
    return answer(content=content)


class _Forms:
    """Writes operations with a form that has the property `a`."""

    def __init__(self, write: _Write) -> None:
        self._write = write

    def part(self, **encoding: Any) -> Content:
        """Say how the part is written."""
        return self._form("multipart/form-data", TEXT, encoding)

    def header(self, **members: Any) -> Content:
        """Say what the header of the part is like."""
        return self.part(headers={"X-Part": {"schema": TEXT, **members}})

    def pairs(self, held: Content, **encoding: Any) -> Content:
        """Say how the property is written without parts."""
        return self._form("application/x-www-form-urlencoded", held, encoding)

    def within(self, media_type: str) -> Content:
        """Say what a part of the part is like, as of OpenAPI 3.2."""
        inner = {"b": {"contentType": media_type}}
        part = self.part(contentType="multipart/mixed", encoding=inner)
        return {"openapi": "3.2.0", **part}

    def _form(self, media_type: str, held: Content, encoding: Content) -> Content:
        schema = {"type": "object", "properties": {"a": held}, "required": ["a"]}
        return self._write(
            {media_type: {"schema": schema, "encoding": {"a": encoding}}}
        )


def _of(direction: str, forms: _Forms) -> dict[str, Sides]:
    png, jpeg = "image/png", "image/jpeg"
    items = {"type": "array", "items": TEXT, "minItems": 2}
    found: dict[str, Sides] = {
        **both(
            forms.part(contentType=f"{png}, {jpeg}"),
            forms.part(contentType=png),
            *("media-type-narrowed", "media-type-widened"),
        ),
        "media-type-changed": (
            forms.part(contentType=png),
            forms.part(contentType=jpeg),
        ),
        **both(forms.part(), forms.header(), "header-added", "header-removed"),
        **both(
            forms.header(),
            forms.header(required=True),
            *("header-required", "header-optional"),
        ),
        **both(
            forms.header(),
            forms.header(deprecated=True),
            *("header-deprecated", "header-reinstated"),
        ),
        "header-format-changed": (
            forms.header(required=True),
            forms.header(required=True, schema={**TEXT, "format": "date"}),
        ),
        **both(
            forms.header(),
            forms.header(schema={**TEXT, "default": "a"}),
            *("header-default-added", "header-default-removed"),
        ),
        "header-default-changed": (
            forms.header(schema={**TEXT, "default": "a"}),
            forms.header(schema={**TEXT, "default": "b"}),
        ),
        "header-changed": (
            forms.header(required=True),
            forms.header(required=True, schema={"type": "integer"}),
        ),
        **both(
            forms.pairs(TEXT),
            forms.pairs(TEXT, allowReserved=True),
            *("reserved-characters-allowed", "reserved-characters-forbidden"),
        ),
        "serialization-changed": (
            forms.pairs(items, explode=True),
            forms.pairs(items, explode=False),
        ),
        "encoding-changed": (forms.within(png), forms.within(jpeg)),
    }
    return {f"{direction}-part-{name}": sides for name, sides in found.items()}


PARTS: Mapping[str, Sides] = {
    **_of("request", _Forms(_sent)),
    **_of("response", _Forms(_answered)),
}
