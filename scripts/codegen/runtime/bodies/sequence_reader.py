"""Reads request bodies that are sequences of JSON values."""

from __future__ import annotations

import re
from typing import Any

from ..checking.checker import Meant
from ..contract.gate import Gate, InvalidValue
from ..contract.operation import Media
from ..http.refusal import Refusal, invalid, malformed
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import MediaType, parse_media_type
from ..syntax.sequences import Framing, framing_of, texts_of
from .readers import BodyReader, Intake, aside

_INDEX = re.compile(r"/([0-9]+)")


class SequenceReader(BodyReader):
    """Reads a body of many JSON values as a list, validated as an array.

    The media type's schema describes the array. Faults have a pointer that begins with
    the item's index, and the line of the body that the item begins on, from 1.
    """

    takes_nothing = True

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        super().__init__(media, gate, kind)
        known = parse_media_type(media.media_type)
        self._framing = (known and framing_of(known)) or "lines"

    async def read(self, intake: Intake, media: MediaType) -> object:
        """Return a view of the list of the items."""
        content = await self.content(intake)
        items = await aside(lambda: _Items(content, self._framing), len(content) // 16)
        try:
            return await self.checked(intake, items.meant)
        except InvalidValue as error:
            found = [_entry(f.pointer, f.detail, items.lines) for f in error.violations]
            raise invalid(found) from None


class _Items:
    """The items of a sequence, and the line that each begins on."""

    def __init__(self, content: bytes, framing: Framing) -> None:
        values: list[object] = []
        self.lines: list[int] = []
        for line, text in texts_of(content, framing):
            try:
                values.append(parse(text))
            except MalformedJson as error:
                raise _malformed(len(values), line, error) from None
            self.lines.append(line)
        self.meant = Meant([values])


def _entry(pointer: str, detail: str, lines: list[int]) -> dict[str, object]:
    entry: dict[str, object] = {"in": "body", "pointer": pointer, "detail": detail}
    if index := _INDEX.match(pointer):
        entry["line"] = lines[int(index[1])]
    return entry


def _malformed(index: int, line: int, error: MalformedJson) -> Refusal:
    place = {"line": line + error.line - 1, "column": error.column}
    fault = {"in": "body", "pointer": f"/{index}", "detail": error.detail, **place}
    return malformed("An item of the body is not strict JSON.", [fault])
