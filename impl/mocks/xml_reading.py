"""Values of XML documents, by the XML Objects of their schemas (OpenAPI 3.1, §4.8.26).

The counterpart of `xml_text`. Text is read as what its schema asks for, if it can be;
what can't stays text, and is not valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from impl.engine.openapi.references import LocalReferences

_DEEPEST = 100
_BRANCHES = ("allOf", "oneOf", "anyOf")
_INTEGER = re.compile(r"[+-]?\d{1,400}\Z", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,400}(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?\Z", re.ASCII)
_BOOLEANS = {"true": True, "false": False}


class MalformedXml(ValueError):
    """A text is no XML document, or one with more than is read; the message says it."""


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    children: list[_Element] = field(default_factory=list)
    text: str = ""


def value_of_xml(data: bytes, schema: str, places: LocalReferences) -> Any:
    """Return the value of a document; `schema` is the pointer of its schema.

    Raises:
        MalformedXml: it is none, has a document type, or is nested too deeply.
    """
    return _Reader(places).value(_parsed(data), places.target(schema), is_root=True)


def _parsed(data: bytes) -> _Element:
    parser = expat.ParserCreate()
    open_ones = [_Element("", {})]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_ones) > _DEEPEST:
            raise MalformedXml("It is nested too deeply.")
        element = _Element(_local(name), {_local(n): v for n, v in attributes.items()})
        open_ones[-1].children.append(element)
        open_ones.append(element)

    def end(_: str) -> None:
        open_ones.pop()

    def text(data: str) -> None:
        open_ones[-1].text += data

    def doctype(*_: object) -> None:
        # Entities of one could be anything, and of any length.
        raise MalformedXml("A document type is not read.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise MalformedXml(f"It is no XML: {error}.") from None
    return open_ones[0].children[0]


class _Reader:
    def __init__(self, places: LocalReferences) -> None:
        self._places = places

    def value(self, element: _Element, schema: str, *, is_root: bool = False) -> Any:
        """Return the value of one element."""
        parts = list(self._parts(schema, 0))
        kinds = set(self._kinds(parts))
        members = dict(self._members(parts))
        is_text = bool(element.text.strip()) and not element.children
        if (
            "array" in kinds
            and not is_text
            and (is_root or self._told(schema).get("wrapped"))
        ):
            return [self.value(each, f"{parts[0]}/items") for each in element.children]
        if (members or "object" in kinds) and not is_text:
            return self._object(element, members)
        if element.children:
            return self._object(element, {})
        return _scalar(element.text, kinds)

    def _object(self, element: _Element, members: dict[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        known: set[str] = set()
        for name, schema in members.items():
            told = self._told(schema)
            own = _own_name(told, name)
            if told.get("attribute") is True:
                if own in element.attributes:
                    kinds = set(self._kinds(list(self._parts(schema, 0))))
                    found[name] = _scalar(element.attributes[own], kinds)
                continue
            items = f"{schema}/items"
            is_list = self._places.value(items) is not None
            is_bare = is_list and told.get("wrapped") is not True
            if is_bare:
                own = _own_name(self._told(self._places.target(items)), own)
            known.add(own)
            here = [each for each in element.children if each.name == own]
            if is_bare and here:
                found[name] = [self.value(each, items) for each in here]
            elif here:
                found[name] = self.value(here[-1], schema)
        for each in element.children:
            if each.name not in known:
                found[each.name] = self.value(each, "")
        return found

    def _parts(self, schema: str, depth: int) -> Iterator[str]:
        schema = self._places.target(schema) if schema else ""
        found = self._places.value(schema) if schema else None
        if not isinstance(found, dict) or depth > 8:
            return
        yield schema
        for keyword in _BRANCHES:
            branches = found.get(keyword)
            for n in range(len(branches) if isinstance(branches, list) else 0):
                yield from self._parts(f"{schema}/{keyword}/{n}", depth + 1)

    def _kinds(self, parts: list[str]) -> Iterator[str]:
        for part in parts:
            kind = self._places.value(part).get("type")
            yield from kind if isinstance(kind, list) else [kind] if kind else []

    def _members(self, parts: list[str]) -> Iterator[tuple[str, str]]:
        for part in parts:
            properties = self._places.value(part).get("properties")
            for name in properties if isinstance(properties, dict) else ():
                key = name.replace("~", "~0").replace("/", "~1")
                yield name, self._places.target(f"{part}/properties/{key}")

    def _told(self, schema: str) -> dict[str, Any]:
        found = self._places.value(schema) if schema else None
        told = found.get("xml") if isinstance(found, dict) else None
        return told if isinstance(told, dict) else {}


def _scalar(text: str, kinds: set[str]) -> Any:
    plain = text.strip()
    if kinds & {"integer", "number"} and _INTEGER.match(plain):
        return int(plain)
    if "number" in kinds and _NUMBER.match(plain):
        return float(plain)
    if "boolean" in kinds and plain in _BOOLEANS:
        return _BOOLEANS[plain]
    if "null" in kinds and "string" not in kinds and not plain:
        return None
    return text


def _own_name(told: dict[str, Any], name: str) -> str:
    own = told.get("name")
    return own if isinstance(own, str) and own else name


def _local(name: str) -> str:
    return name.rpartition(":")[2]
