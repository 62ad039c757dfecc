"""Load an OpenAPI document from bytes, hostile or not, with each value's place."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from impl.engine.diagnostics.catalogue import fault, quote
from impl.engine.diagnostics.diagnostic import DocumentError, Fault, Position
from impl.engine.text import json_text
from impl.engine.text.json_index import Index
from impl.engine.text.limits import Limits
from impl.engine.text.source_map import Lines, MarkedPart, SourceMap, find

DocumentFormat = Literal["json", "yaml"]
_JSON_START = re.compile(r'\s*\{\s*["}]')
_VERSION = re.compile(r"3\.([0-2])(\.\d+(?:-.+)?)?")
_FOREIGN = {"openapi": "OpenAPI", "swagger": "Swagger", "asyncapi": "AsyncAPI"}
_SET_VERSION = "Set 'openapi' to a string such as \"3.1.0\"; 3.0, 3.1 and 3.2 are read."
_ANOTHER = "AsyncAPI describes messages; give the OpenAPI contract of the same service."
_CONVERT = "Convert it to OpenAPI 3.1 first, and give that document."
# What descriptions refer to, as many tools let them.
_PROSE = (".md", ".txt")
_UTF8_MARK = b"\xef\xbb\xbf"
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Document:
    """A parsed document.

    ``content`` is made of dict, list, str, int, float, bool and None, and must not be
    changed: YAML aliases share parts. ``version`` is "3.0", "3.1" or "3.2". ``slips``
    are the warnings that its text alone gives.
    """

    content: Any
    version: str
    format: DocumentFormat
    name: str
    text: str = field(repr=False)
    slips: tuple[Fault, ...] = ()
    _read_places: SourceMap | None = field(repr=False, default=None)

    @cached_property
    def _index(self) -> Index:
        return Index(self.text)

    def position(self, pointer: str, part: MarkedPart = "key") -> Position:
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
    is_number = isinstance(version, float)
    found = _VERSION.fullmatch(str(version)) if is_number or version else None
    if not found:
        raise DocumentError([_unknown_version(document)])
    slips = document.slips
    if is_number or not found.group(2):
        what = f"{quote(version)} is read as '3.{found.group(1)}.0'."
        place = document.position("/openapi")
        slips = (*slips, fault("CS1016", "/openapi", place, what))
        content = {**content, "openapi": f"3.{found.group(1)}.0"}
    return replace(
        document, content=content, version=f"3.{found.group(1)}", slips=slips
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
    slips: tuple[Fault, ...] = ()
    if data.startswith(_UTF8_MARK):
        data = data.removeprefix(_UTF8_MARK)
        what = "The text starts with a byte order mark. It is ignored."
        slips = (fault("CS1002", "", Position(1, 1, name), what),)
    text = _decode(data, name)
    if not text.strip():
        where = Position(1, 1, name)
        raise DocumentError([fault("CS1006", "", where, "The document is empty.")])
    if name.endswith(_PROSE):
        return Document(text, "", "yaml", name, text, slips, SourceMap((1, 1)))
    if _JSON_START.match(text):
        content, more = json_text.parse(data, text, name, limits)
        return Document(content, "", "json", name, text, (*slips, *more))
    from impl.engine.text import yaml_text  # noqa: PLC0415 - slow to load, for JSON in vain

    content, places, more = yaml_text.parse(text, name, limits)
    return Document(content, "", "yaml", name, text, (*slips, *more), places)


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            what = f"The text starts with a byte order mark of {encoding}."
            raise DocumentError([fault("CS1001", "", Position(1, 1, name), what)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        position = Position(*Lines(before).mark(len(before)), name)
        what = f"The byte 0x{data[error.start]:02X} is not UTF-8 here."
        raise DocumentError([fault("CS1001", "", position, what)]) from None


def _unknown_version(document: Document) -> Fault:
    content = document.content
    named = next((name for name in _FOREIGN if name in content), "")
    pointer = f"/{named}" if named else ""
    if named == "openapi":
        what = f"{quote(content[named])} is not a version of OpenAPI 3.0 to 3.2."
    elif named:
        what = f"This is {_FOREIGN[named]} {quote(content[named])}, not OpenAPI 3."
    else:
        what = "The document does not say which version of OpenAPI it follows."
    mend = {"swagger": _CONVERT, "asyncapi": _ANOTHER}.get(named, _SET_VERSION)
    position = document.position(pointer)
    return fault("CS1008", pointer, position, what, mend=mend)


def _kind(value: Any) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
