"""Load an OpenAPI document from bytes, hostile or not, with each value's place."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from impl.engine import json_text, yaml_text
from impl.engine.catalogue import fault, quote
from impl.engine.faults import DocumentError, Position
from impl.engine.json_index import Index
from impl.engine.limits import Limits
from impl.engine.places import Lines, Part, Place, find

Format = Literal["json", "yaml"]
_JSON_START = re.compile(r'\s*\{\s*["}]')
_VERSION = re.compile(r"3\.([0-2])\.\d+(?:-.+)?")
_MARKS = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Document:
    """A parsed document.

    ``content`` is made of dict, list, str, int, float, bool and None, and must not be
    changed: YAML aliases share parts. ``version`` is "3.0", "3.1" or "3.2".
    """

    content: Any
    version: str
    format: Format
    name: str
    text: str = field(repr=False)
    _read_places: Place | None = field(repr=False, default=None)

    @cached_property
    def _index(self) -> Index:
        return Index(self.text)

    def position(self, pointer: str, part: Part = "key") -> Position:
        """Find the place of what a JSON Pointer (RFC 6901) names.

        Of a member that is the place of its key, or with ``part="value"`` of its
        value. A pointer to nothing gives the place of its nearest ancestor.
        """
        if self._read_places:
            return Position(*find(self._read_places, pointer, part), self.name)
        return Position(*self._index.find(pointer, part), self.name)

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where a pointer stands in what was written: there, pointer and place."""
        return pointer, self.position(pointer)


def load(data: bytes, *, name: str = "", limits: Limits | None = None) -> Document:
    """Read an OpenAPI 3.0, 3.1 or 3.2 document from JSON (RFC 8259) or YAML 1.2.

    A text that starts with an object in braces and quoted keys is JSON, anything else
    YAML, whatever the name says; ``name`` only shows in positions.

    Raises:
        DocumentError: the text cannot be read, breaks a limit, or is not OpenAPI 3.
    """
    document = load_part(data, name=name, limits=limits)
    content = document.content
    if not isinstance(content, dict):
        where = document.position("")
        what = f"The document is {_kind(content)}, not an object."
        raise DocumentError([fault("CS1007", "", where, what)])
    version = content.get("openapi")
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if not found:
        pointer = "/openapi" if "openapi" in content else ""
        raise DocumentError(
            [fault("CS1008", pointer, document.position(pointer), _lack(content))]
        )
    return Document(
        content,
        f"3.{found.group(1)}",
        document.format,
        name,
        document.text,
        document._read_places,  # noqa: SLF001 - of the same class
    )


def load_part(data: bytes, *, name: str = "", limits: Limits | None = None) -> Document:
    """Read any JSON or YAML text, such as a file that a contract refers to.

    Raises:
        DocumentError: the text cannot be read, or breaks a limit.
    """
    limits = limits or Limits()
    if len(data) > limits.bytes:
        what = f"The document has {len(data)} bytes, more than {limits.bytes}."
        where = Position(1, 1, name)
        raise DocumentError([fault("CS1101", "", where, what, limit=limits.bytes)])
    text = _decode(data, name)
    if not text.strip():
        where = Position(1, 1, name)
        raise DocumentError([fault("CS1006", "", where, "The document is empty.")])
    if _JSON_START.match(text):
        content = json_text.parse(data, text, name, limits)
        return Document(content, "", "json", name, text)
    content, places = yaml_text.parse(text, name, limits)
    return Document(content, "", "yaml", name, text, places)


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            code = "CS1002" if encoding == "UTF-8" else "CS1001"
            what = f"The text starts with a byte order mark of {encoding}."
            raise DocumentError([fault(code, "", Position(1, 1, name), what)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        position = Position(*Lines(before).mark(len(before)), name)
        what = f"The byte 0x{data[error.start]:02X} is not UTF-8 here."
        raise DocumentError([fault("CS1001", "", position, what)]) from None


def _lack(content: dict[str, Any]) -> str:
    if "openapi" in content:
        return f"{quote(content['openapi'])} is not a version of OpenAPI 3.0 to 3.2."
    if "swagger" in content:
        return f"This is Swagger {quote(content['swagger'])}, not OpenAPI 3."
    return "The document does not say which version of OpenAPI it follows."


def _kind(value: Any) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
