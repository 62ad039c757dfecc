"""Reads request bodies that are sequences of JSON values."""

from __future__ import annotations

import re
from typing import Any

from .gate import Gate
from .json_text import MalformedJson, parse
from .media import MediaType, parse_media_type
from .messages import faults
from .operation import Media
from .readers import Intake, Reader
from .refusal import Refusal, invalid, malformed
from .sequences import framing_of, texts_of

_INDEX = re.compile(r"/([0-9]+)")


class SequenceReader(Reader):
    """Reads a body of many JSON values as a list, validated as an array.

    The media type's schema describes the array. Faults have a pointer that begins with
    the item's index, and the line of the body that the item begins on, from 1.
    """

    takes_nothing = True

    def __init__(self, media: Media, gate: Gate, kind: Any) -> None:
        super().__init__(media, gate, kind)
        known = parse_media_type(media.media_type)
        self._framing = (known and framing_of(known)) or "lines"

    async def values(self, intake: Intake, media: MediaType) -> list[object]:
        """Return the only meaning, the list of the items."""
        content = await intake.incoming.read(intake.options.max_body_size)
        values, lines = [], []
        for line, text in texts_of(content, self._framing):
            try:
                values.append(parse(text))
            except MalformedJson as error:
                raise _malformed(len(values), line, error) from None
            lines.append(line)
        if not self.validator.is_valid(values):
            found = faults(self.validator, values)
            raise invalid([_entry(f.pointer, f.detail, lines) for f in found])
        return [values]


def _entry(pointer: str, detail: str, lines: list[int]) -> dict[str, object]:
    entry: dict[str, object] = {"in": "body", "pointer": pointer, "detail": detail}
    if index := _INDEX.match(pointer):
        entry["line"] = lines[int(index[1])]
    return entry


def _malformed(index: int, line: int, error: MalformedJson) -> Refusal:
    place = {"line": line + error.line - 1, "column": error.column}
    fault = {"in": "body", "pointer": f"/{index}", "detail": error.detail, **place}
    return malformed("An item of the body is not strict JSON.", [fault])
