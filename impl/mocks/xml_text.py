"""Values as XML, by the XML Objects of their schemas (OpenAPI 3.1, §4.8.26)."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

from impl.engine.openapi.references import LocalReferences

# What XML 1.0 (§2.2) has no place for, and what can't stand in a name (§2.3).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_NAME = re.compile(r"[^A-Za-z0-9_.:-]")
_COMPONENT = "/components/schemas/"
_DEEPEST = 100


def xml_of(value: object, schema: str, places: LocalReferences) -> bytes:
    """Return a value as an XML document; `schema` is the pointer of its schema."""
    place = places.target(schema)
    name = place.rpartition("/")[2] if place.startswith(_COMPONENT) else "root"
    text = _Writer(places).element(name, value, place, 0)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


class _Writer:
    def __init__(self, places: LocalReferences) -> None:
        self._places = places

    def element(self, name: str, value: object, schema: str, depth: int) -> str:
        """Return one element, or the elements of a list that nothing wraps."""
        told = self._told(schema)
        own = _name(told, name)
        if isinstance(value, list):
            items = self._items(own, value, schema, depth)
            is_wrapped = told.get("wrapped") is True or depth == 0
            return f"<{own}>{items}</{own}>" if is_wrapped else items
        attributes, content = "", ""
        if isinstance(told.get("namespace"), str):
            prefix = told.get("prefix")
            attribute = f"xmlns:{prefix}" if isinstance(prefix, str) else "xmlns"
            attributes += f" {attribute}={quoteattr(told['namespace'])}"
        if isinstance(value, dict) and depth < _DEEPEST:
            for key, member in value.items():
                place = self._member(schema, key)
                its = self._told(place)
                if its.get("attribute") is True:
                    text = quoteattr(_text(member))
                    attributes += f" {_name(its, key)}={text}"
                else:
                    content += self.element(key, member, place, depth + 1)
        else:
            content = escaped(_text(value))
        return f"<{own}{attributes}>{content}</{own}>"

    def _items(self, name: str, value: list[Any], schema: str, depth: int) -> str:
        if depth >= _DEEPEST:
            return ""
        place = self._places.target(f"{schema}/items")
        return "".join(self.element(name, each, place, depth + 1) for each in value)

    def _member(self, schema: str, name: str) -> str:
        key = name.replace("~", "~0").replace("/", "~1")
        for place in self._parts(schema, 0):
            member = f"{place}/properties/{key}"
            if self._places.value(member) is not None:
                return self._places.target(member)
        return ""

    def _parts(self, schema: str, depth: int) -> list[str]:
        found = self._places.value(schema)
        if not isinstance(found, dict) or depth > 8:
            return []
        parts = [schema]
        for keyword in ("allOf", "oneOf", "anyOf"):
            branches = found.get(keyword)
            for n in range(len(branches) if isinstance(branches, list) else 0):
                place = self._places.target(f"{schema}/{keyword}/{n}")
                parts += self._parts(place, depth + 1)
        return parts

    def _told(self, schema: str) -> dict[str, Any]:
        found = self._places.value(schema) if schema else None
        told = found.get("xml") if isinstance(found, dict) else None
        return told if isinstance(told, dict) else {}


def _name(told: dict[str, Any], name: str) -> str:
    own = told.get("name")
    plain = _NO_NAME.sub("_", own if isinstance(own, str) and own else name)
    if not re.match(r"[A-Za-z_]", plain):
        plain = f"_{plain}"
    prefix = told.get("prefix")
    return f"{prefix}:{plain}" if isinstance(prefix, str) and prefix else plain


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _FORBIDDEN.sub("", text)
