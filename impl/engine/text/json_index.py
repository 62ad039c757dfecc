"""Find the places of a few values in a JSON text, without placing all of them."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # lacks in typeshed

from impl.engine.openapi.pointers import split
from impl.engine.text.source_map import Lines, Mark, MarkedPart

_WORD = re.compile(r"[-+.0-9A-Za-z]*")
_SPACE = re.compile(r"[ \t\n\r]*")
# Values are skipped, not read: numbers need not be made.
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str)

# Where a key and its value start; for items of arrays, both are the value.
_Offsets = tuple[int, int]


class Index:
    """The places in a valid JSON text, found as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._inside: dict[int, dict[str, _Offsets]] = {}

    def find(self, pointer: str, part: MarkedPart = "key") -> Mark:
        """Find the mark of a pointer, or of its nearest ancestor that exists."""
        key, value = self._offsets(pointer)
        return self._lines.mark(key if part == "key" else value)

    def word(self, pointer: str) -> str:
        """Return a number, or a word such as true, as it is written."""
        found = _WORD.match(self._text, self._offsets(pointer)[1])
        return found.group() if found else ""

    def _offsets(self, pointer: str) -> _Offsets:
        start = self._skip(0)
        key = value = start
        try:
            tokens = split(pointer)
        except ValueError:
            tokens = []
        for token in tokens:
            found = self._members(value).get(token)
            if found is None:
                return key, key
            key, value = found
        return key, value

    def _members(self, offset: int) -> dict[str, _Offsets]:
        """Give the members of the object, or the items of the array, at an offset."""
        known = self._inside.get(offset)
        if known is None:
            opening = self._text[offset]
            if opening == "{":
                known = self._of_object(offset)
            else:
                known = self._of_array(offset) if opening == "[" else {}
            self._inside[offset] = known
        return known

    def _of_object(self, offset: int) -> dict[str, _Offsets]:
        found = {}
        at = self._skip(offset + 1)
        while self._text[at] == '"':
            name, end = scanstring(self._text, at + 1, False)
            value = self._skip(self._skip(end) + 1)
            found[name] = (at, value)
            at = self._next(value)
        return found

    def _of_array(self, offset: int) -> dict[str, _Offsets]:
        found: dict[str, _Offsets] = {}
        at = self._skip(offset + 1)
        while self._text[at] != "]":
            found[str(len(found))] = (at, at)
            at = self._next(at)
        return found

    def _next(self, value: int) -> int:
        """Go behind a value, and behind the comma after it."""
        _, end = _DECODER.raw_decode(self._text, value)
        at = self._skip(end)
        return self._skip(at + 1) if self._text[at] == "," else at

    def _skip(self, offset: int) -> int:
        found = _SPACE.match(self._text, offset)
        return found.end() if found else offset
