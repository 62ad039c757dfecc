"""Read JSON strictly (RFC 8259): no NaN, no duplicate keys, numbers within a double."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import jiter

from impl.engine.diagnostics.catalogue import fault, quote
from impl.engine.diagnostics.diagnostic import DocumentError, Fault, Position
from impl.engine.openapi.pointers import escape
from impl.engine.text.json_index import Index
from impl.engine.text.limits import Limits
from impl.engine.text.source_map import Lines, Mark, SourceMap

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_WHERE = re.compile(
    r"^(?P<what>.*) at line (?P<line>\d+) column (?P<column>\d+)$", re.DOTALL
)
_VERSION = "/info/version"
_DOUBLE = 2**1024 - 2**970

_Path = tuple["_Path", str] | None
_HOLDERS = frozenset({dict, list})
_MEASURED = _HOLDERS | {int, float}
# As long as an index and its slash are taken for.
_INDEX = 7


class DuplicateKey(Exception):
    """An object has the same key twice."""

    def __init__(self, pointer: str, key: str, mark: Mark) -> None:
        super().__init__(key)
        self.pointer = pointer
        self.key = key
        self.mark = mark


def parse(
    data: bytes, text: str, name: str, limits: Limits
) -> tuple[Any, tuple[Fault, ...]]:
    """Read a JSON text and tell of slips; ``data`` and ``text`` are the same document.

    Raises:
        DocumentError: the text is not JSON, or breaks a limit.
    """
    try:
        content = jiter.from_json(data, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError as error:
        raise _syntax_error(str(error), data, text, name, limits) from None
    slips = _keep_version(content, text, name)
    _measure(content, text, name, limits)
    return content, slips


def _keep_version(content: Any, text: str, name: str) -> tuple[Fault, ...]:
    """Put the digits of a version that is a number, as they are written, for it."""
    info = content.get("info") if isinstance(content, dict) else None
    if not isinstance(info, dict) or not isinstance(info.get("version"), int | float):
        return ()
    index = Index(text)
    version = info["version"] = index.word(_VERSION)
    what = f"{version} has the wrong type. It is read as {quote(version)}."
    where = Position(*index.find(_VERSION, "value"), name)
    return (fault("CS1211", _VERSION, where, what, expected=quote(version)),)


def _syntax_error(
    message: str, data: bytes, text: str, name: str, limits: Limits
) -> DocumentError:
    found = _WHERE.match(message)
    what, line, column = found.group("what", "line", "column") if found else ("", 1, 1)
    row = data.split(b"\n", int(line))[int(line) - 1]
    before = row[: max(int(column) - 1, 0)].decode("utf-8", "replace")
    position = Position(int(line), len(before) + 1, name)
    if what.startswith("Detected duplicate key"):
        try:
            scan(text)
        except DuplicateKey as twice:
            position = Position(*twice.mark, name)
            message = f"The key {quote(twice.key)} is there twice."
            return DocumentError([fault("CS1005", twice.pointer, position, message)])
    if what.startswith("recursion limit"):
        message = f"Values are nested deeper than {limits.depth} levels."
        return DocumentError(
            [fault("CS1102", "", position, message, limit=limits.depth)]
        )
    if what.startswith("number out of range"):
        return DocumentError(
            [fault("CS1009", "", position, "The number has too many digits.")]
        )
    reason = "no such word" if what == "expected ident" else what or message
    return DocumentError(
        [fault("CS1003", "", position, f"The JSON text is broken: {reason}.")]
    )


def _measure(content: Any, text: str, name: str, limits: Limits) -> None:
    """Hold a value against the limits, without recursion."""
    stack: list[tuple[Any, int, int, _Path]] = [(content, 0, 0, None)]
    nodes = 1
    while stack:
        value, depth, length, path = stack.pop()
        if length > limits.pointer:
            what = f"The path to this value is longer than {limits.pointer} signs."
            raise _broken("CS1105", path and path[0], text, name, what, limits.pointer)
        if type(value) not in _HOLDERS:
            if not _is_double(value):
                what = "No double holds this number."
                raise _broken("CS1009", path, text, name, what)
            continue
        nodes += len(value)
        if nodes > limits.nodes:
            what = f"There are more than {limits.nodes} values."
            raise _broken("CS1103", path, text, name, what, limits.nodes)
        if depth >= limits.depth:
            what = f"Values are nested deeper than {limits.depth} levels."
            raise _broken("CS1102", path, text, name, what, limits.depth)
        is_object = type(value) is dict
        longest = max(map(len, value), default=0) + 1 if is_object else _INDEX
        # Nothing else is to be seen of texts, which most values are.
        is_long = length + longest > limits.pointer
        members: Iterable[Any] = value.items() if is_object else enumerate(value)
        for key, child in members:
            if is_long or type(child) in _MEASURED:
                step = len(key) + 1 if is_object else _INDEX
                stack.append((child, depth + 1, length + step, (path, str(key))))


def _is_double(value: Any) -> bool:
    """Tell whether a double holds a value, if it is a number."""
    if type(value) is float:
        return value - value == 0
    return type(value) is not int or -_DOUBLE <= value <= _DOUBLE


def _broken(
    code: str, path: _Path, text: str, name: str, what: str, limit: int = 0
) -> DocumentError:
    tokens: list[str] = []
    while path:
        path, token = path
        tokens.append(token)
    place = scan(text)
    for token in reversed(tokens):
        children = place.children
        place = children[int(token)] if isinstance(children, list) else place
        place = children[token] if isinstance(children, dict) else place
    pointer = "".join(f"/{escape(token)}" for token in reversed(tokens))
    position = Position(*place.value, name)
    return DocumentError([fault(code, pointer, position, what, limit=limit)])


def scan(text: str) -> SourceMap:
    """Find where each value of a valid JSON text stands.

    Raises:
        DuplicateKey: an object has a key twice; what follows is not looked at.
    """
    lines = Lines(text)
    root: SourceMap | None = None
    open_places: list[SourceMap] = []
    open_keys: list[str | None] = []
    key: str | None = None
    key_mark: Mark | None = None
    for token, offset in _tokens(text):
        if token in ",:":
            continue
        if token in "}]":
            open_places.pop()
            key = open_keys.pop()
            key = key_mark = None
            continue
        mark = lines.mark(offset)
        parent = open_places[-1].children if open_places else None
        if isinstance(parent, dict) and key_mark is None:
            key, key_mark = _unquote(token), mark
            if key in parent:
                pointer = "".join(_open_tokens(open_places, open_keys, key))
                raise DuplicateKey(pointer, key, mark)
            continue
        place = SourceMap(mark, key_mark)
        if isinstance(parent, dict) and key is not None:
            parent[key] = place
        elif isinstance(parent, list):
            parent.append(place)
        root = root or place
        if token in "{[":
            place.children = {} if token == "{" else []
            open_places.append(place)
            open_keys.append(key)
        key = key_mark = None
    return root or SourceMap((1, 1))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for found in _TOKEN.finditer(text):
        yield found.group(), found.start()


def _unquote(token: str) -> str:
    return str(json.loads(token, strict=False)) if "\\" in token else token[1:-1]


def _open_tokens(
    places: list[SourceMap], keys: list[str | None], last: str
) -> Iterator[str]:
    for parent, key in zip(places, keys[1:], strict=False):
        children = parent.children
        index = str(len(children) - 1) if isinstance(children, list) else key or ""
        yield f"/{escape(index)}"
    yield f"/{escape(last)}"
